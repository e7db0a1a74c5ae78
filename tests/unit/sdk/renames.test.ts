import { findGroup, type NamedGroup } from "../../../provider/model/catalogue";
import { followRename, memoryOf } from "../../../sdk/lib/names/memory";

const group = (id: string, name: string): NamedGroup => ({ id, name, automatic: false, fields: {} });
const follow = (groups: readonly NamedGroup[], written: string, before?: string) =>
  followRename(findGroup(groups, written), written, before, groups, ({ name }) => name);

test("a name that the console has changed goes on to mean the same group, with a warning", () => {
  expect(follow([group("ug-1", "Everybody")], "All staff", "ug-1")).toEqual({
    found: group("ug-1", "Everybody"),
    warning: expect.stringContaining('what was called "All staff" is called "Everybody" in the directory now (ug-1): renamed'),
  });
});

test("the new name means the same group without a word", () => {
  expect(follow([group("ug-1", "Everybody")], "Everybody", undefined)).toEqual({ found: group("ug-1", "Everybody") });
});

test("a name that another group bears meanwhile is refused with both ids", () => {
  expect(follow([group("ug-1", "Everybody"), group("ug-2", "All staff")], "All staff", "ug-1")).toEqual({
    problem: expect.stringMatching(/was ug-1, which is called "Everybody" now, .*Write id:ug-1 or id:ug-2/),
  });
});

test("a group made again under its name is another one, and that is said", () => {
  expect(follow([group("ug-2", "All staff")], "All staff", "ug-1")).toEqual({
    found: group("ug-2", "All staff"),
    warning: expect.stringContaining("ug-1 is gone, and ug-2 has its name now"),
  });
});

test("a second group of the name is told as such, and an id marked as one has no memory", () => {
  const twins = [group("ug-1", "All staff"), group("ug-2", "All staff")];
  expect(follow(twins, "All staff", "ug-1")).toMatchObject({ problem: expect.stringContaining("is borne by 2 groups") });
  expect(follow(twins, "id:ug-2", "ug-1")).toEqual({ found: group("ug-2", "All staff") });
});

test("what state keeps is read back; anything else is nothing", () => {
  expect(memoryOf({ "eds groups": { "All staff": "ug-1", bad: 7 }, eiam: "x" })).toEqual({ "eds groups": { "All staff": "ug-1" } });
  for (const value of [undefined, null, "x", 7]) expect(memoryOf(value)).toEqual({});
});
