import { directories } from "../../../provider/directories";
import type { Directory, Kind } from "../../../provider/model/kind";
import { eds } from "../../../provider/eds";
import { fields } from "../../../provider/eds/user/fields";
import { checkChange } from "../../../provider/lifecycle/check";
import { UNKNOWN } from "../../../provider/model/values";

const { password } = fields;

/** A kind in which one field can neither be read nor changed. */
const mute: Kind = {
  ...eds.kinds.User,
  changeRules: [],
  fields: { ...eds.kinds.User.fields, password: { ...password, change: { kind: "write-only", otherwise: "nobody can set it later" } } },
};

test("a write-only field that no action sends is refused when it changes, in the words of its row and without its value", () => {
  const [refused] = checkChange(mute, { endUserId: "tom", password: "Old-Secret-1" }, { endUserId: "tom", password: "New-Secret-1" });
  expect(refused).toMatchObject({ field: "password", rule: expect.stringContaining("nobody can set it later") });
  expect(JSON.stringify(refused)).not.toMatch(/Old-Secret|New-Secret/);
  expect(checkChange(mute, { endUserId: "tom" }, { endUserId: "tom", password: "New-Secret-1" })).toHaveLength(1);
});

test("an unchanged, dropped or unknown one passes", () => {
  const before = { endUserId: "tom", password: "Old-Secret-1" };
  for (const after of [before, { endUserId: "tom" }, { endUserId: "tom", password: UNKNOWN }])
    expect(checkChange(mute, before, after)).toEqual([]);
});

test("every row without an action says what to do instead", () => {
  for (const directory of Object.values<Directory>(directories)) {
    for (const { change } of Object.values(directory.kinds.User.fields))
      if (change.kind === "write-only") expect(change.by ?? change.otherwise).toBeDefined();
  }
});
