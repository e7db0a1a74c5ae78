import { parse } from "./fixture";

const ann = { endUserId: "ann", email: "ann@x.co", phone: "", realNickName: "Ann", groupIdList: "" };
const bob = { endUserId: "bob", email: "bob@x.co", phone: "13800138000", realNickName: "", groupIdList: "ug-a" };

const warnings = (people: readonly unknown[], file = "people.json"): readonly string[] => parse(JSON.stringify(people), { file }).warnings;

test.each(["people.json", "people.yaml"])("empty texts of a table that became %s are named", (file) => {
  expect(warnings([ann, bob], file)).toEqual([
    `${file}:1:48 (phone), ${file}:1:86 (groupIdList), ${file}:1:165 (realNickName): "" clears a field, while the empty cell of a table, from which the list seems to be made, leaves it alone. Leave out what is to stay as it is, or write null.`,
  ]);
});

test("who clears some fields of some people is not told so", () => {
  const { groupIdList: _none, ...others } = bob;
  expect(warnings([ann, others])).toEqual([]);
  expect(
    warnings([
      { ...ann, groupIdList: [] },
      { ...bob, realNickName: "Bob" },
    ]),
  ).toEqual([]);
  expect(warnings([ann])).toEqual([]);
  expect(warnings([{ ...ann, phone: null }, bob])).toEqual([]);
});

test("an empty cell of a table is none", () => {
  expect(parse('endUserId,email,phone\nann,ann@x.co,""\nbob,bob@x.co,""\n').warnings).toEqual([]);
});
