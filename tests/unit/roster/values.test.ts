import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { parse, problems, refusal } from "./fixture";

const read = (text: string, defaults = {}) => parseRoster({ file: "people.csv", text, directories, env: {}, defaults });
const UNIT = { primaryOrganizationalUnitId: "ou_root", instanceId: "idaas_one" };

test.each(["2027/3/31 18:00", "2027-03-31 18:00:00", "2027-03-31T10:00:00Z"])(
  "the column expires means one moment in every directory: %s",
  (written) => {
    const { rows } = read(`directory,key,email,expires\neds;workspace,tom_reed,tom@pier.example,${written}\n`);
    expect(rows.map(({ fields }) => fields["autoLockTime"] ?? fields["accountExpires"])).toEqual([
      "2027-03-31 18:00:00",
      "2027-03-31T10:00:00Z",
    ]);
  },
);

test("a date that may be two is refused with its place, and 0 stays Workspace's never", () => {
  expect(refusal(() => read("directory,key,email,expires\neds,tom_reed,tom@pier.example,3/4/2027\n"))).toContain(
    'people.csv:2:4 tom_reed: autoLockTime "3/4/2027" may be 2027-03-04 or 2027-04-03. Write the one that is meant.',
  );
  expect(read("directory,key,email,expires\nworkspace,tom_reed,tom@pier.example,0\n").rows[0]?.fields).toMatchObject({
    accountExpires: "0",
  });
});

test.each(Object.keys(directories))("%s refuses a pasted link and says what to write", (directory) => {
  const text = `directory,key,email\n${directory},tom_reed,mailto:tom@pier.example\n`;
  expect(refusal(() => read(text, directory === "eiam" ? UNIT : {}))).toMatch(
    /people\.csv:2:3 tom_reed: \w+ must be an e-mail address .*Write "tom@pier\.example"\./,
  );
});

test.each([
  ["phone", "138 0013 8000", "13800138000", "phoneNumber"],
  ["email", "Tom@pier.example", "tom@PIER.example", "email"],
  ["userExternalId", "In\u00e9s", "Ine\u0301s", "userExternalId"],
])("two people of EIAM who share a %s are refused, both lines named", (column, one, other, field) => {
  const text = `directory,key,${column}\neiam,tom.reed,${one}\neiam,eva.kos,${other}\neds,li_na,\n`.replace("eds,li_na,\n", "");
  const said = refusal(() => read(text, UNIT));
  expect(said).toContain(
    `people.csv:3:3 eva.kos: ${field} is the same as that of tom.reed (people.csv:2:3), but no two users of eiam may share it.`,
  );
});

test("people of different instances, countries or directories share what they like, and so do people of EDS", () => {
  expect(
    read(
      "directory,key,email,phone\neds,tom_reed,a@pier.example,13800138000\neds,eva_kos,a@pier.example,13800138000\nworkspace,tom,a@pier.example,13800138000\n",
    ).rows,
  ).toHaveLength(3);
  expect(read("directory,key,phone,phoneRegion\neiam,tom.reed,51234567,852\neiam,eva.kos,+47 51234567,\n", UNIT).rows).toHaveLength(2);
  expect(
    read("directory,key,email,instanceId\neiam,tom.reed,a@pier.example,idaas_one\neiam,eva.kos,a@pier.example,idaas_two\n", UNIT).rows,
  ).toHaveLength(2);
  expect(read("directory,key,email\neiam,tom.reed,(none)\neiam,eva.kos,(none)\n", UNIT).rows).toHaveLength(2);
});

test("a landline keeps its zero on EDS, and a number written as a decimal is refused everywhere", () => {
  expect(read("directory,key,phone\neds,tom_reed,+86 10 6234 5678\n").rows[0]?.fields["phone"]).toBe("01062345678");
  for (const directory of Object.keys(directories)) {
    expect(refusal(() => read(`directory,key,phone\n${directory},tom_reed,1062345678.0\n`, directory === "eiam" ? UNIT : {}))).toContain(
      "decimal point",
    );
  }
});

describe("lists of ids", () => {
  const csv = (cell: string): string => `endUserId,email,groupIdList\nann,a@x.co,"${cell}"\n`;
  const yaml = (list: string): string => `- endUserId: ann\n  email: a@x.co\n  groupIdList: ${list}\n`;

  test.each(["(none);ug-a", "ug-a;(none)"])("%s says two things at once", (cell) => {
    expect(problems(csv(cell))[0]).toMatch(/^people\.csv:2:3 ann: groupIdList holds \(none\) or nothing where an item belongs/);
  });

  test.each(["ug-a ug-b", "ug-a and ug-b", "ug-a\tug-b", "All staff"])("%s may be several ids, or a name", (cell) => {
    expect(problems(csv(cell))[0]).toMatch(
      /^people\.csv:2:3 ann: groupIdList holds ".*", which may be several ids\. Write ; between them; .* references: "names"\.$/,
    );
  });

  test.each(['["ug-a;ug-b"]', '["ug-a ug-b", ug-c]', '["", ug-a]', '[""]', '["(none)"]', '["(none)", ug-a]'])(
    "in YAML %s is refused",
    (list) => {
      expect(problems(yaml(list), { file: "p.yaml" })[0]).toMatch(/^p\.yaml:3:16 ann: groupIdList holds/);
    },
  );

  test("what is one id each passes, and (none) or [] alone clears", () => {
    const groups = (text: string, file = "people.csv") => parse(text, { file }).rows[0]?.fields["groupIdList"];
    expect(groups(csv("ug-a; ug-b ;"))).toEqual(["ug-a", "ug-b"]);
    expect(groups(csv("(none)"))).toEqual([]);
    expect(groups(yaml("[]"), "p.yaml")).toEqual([]);
    expect(groups(yaml("[ug-a, ug-b]"), "p.yaml")).toEqual(["ug-a", "ug-b"]);
  });
});

test.each(["李\ue863", "\uf8ffinc"])("a character of private use in the name %j is no letter that others see", (name) => {
  expect(problems(`endUserId,email,realNickName\nann,a@x.co,${name}\n`)[0]).toMatch(
    /realNickName holds a character of a font of its own \(U\+[EF]/,
  );
  expect(parse(`endUserId,email,remark\nann,a@x.co,${name}\n`).rows[0]?.fields["remark"]).toBe(name);
});
