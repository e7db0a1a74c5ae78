import { directories } from "../../../provider/directories";
import { validateUser } from "../../../provider/lifecycle/validate";
import type { Fields } from "../../../provider/model/values";

const HALF = "李\ud842";

test.each(Object.values(directories).map((directory) => [directory.name, directory] as const))(
  "%s refuses half a character in every text, in programs too, and shows no secret",
  (_name, directory) => {
    const kind = directory.kinds.User;
    for (const name of Object.keys(kind.fields)) {
      const broken = validateUser(kind, { [name]: HALF }).filter(({ field }) => field === name);
      expect(broken).toEqual([expect.objectContaining({ field: name, rule: expect.stringContaining("holds half a character") })]);
      expect(JSON.stringify(broken)).not.toContain("李");
    }
  },
);

test.each<[Fields]>([
  [{ groupIds: ["g-1", HALF] }],
  [{ customFields: [{ fieldName: "desk", fieldValue: HALF }] }],
  [{ passwordInitializationConfig: { [HALF]: "x" } }],
])("at any depth: %j", (fields) => {
  const [name] = Object.keys(fields);
  expect(validateUser(directories.eiam.kinds.User, fields)).toContainEqual(
    expect.objectContaining({ field: name, remedy: expect.stringContaining("whole characters") }),
  );
});

test("whole characters beyond the basic plane pass", () => {
  expect(validateUser(directories.eds.kinds.User, { endUserId: "li_na", email: "li@a.co", realNickName: "\u{20bb7}野家 👩‍💻" })).toEqual([]);
});
