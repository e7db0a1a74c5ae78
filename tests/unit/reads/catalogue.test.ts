import { escaped, findGroup, findUnit, type NamedGroup, type NamedUnit, pathOf, segmentsOf } from "../../../provider/model/catalogue";

const group = (id: string, name: string, label?: string): NamedGroup => ({
  id,
  name,
  automatic: false,
  fields: {},
  ...(label !== undefined && { label }),
});
const groups = [
  group("ug-1", "All staff"),
  group("ug-2", "On call"),
  group("ug-3", "On call"),
  group("ug-4", "A/B test"),
  group("ug-5", "ug-1x", "夜班"),
  group("ug-6", "ug-2"),
  group("ug-7", "ug-7"),
  group("ug-8", "ug-9"),
  group("ug-9", "ug-9"),
];
const unit = (id: string, name: string, parentId?: string): NamedUnit => ({
  id,
  name,
  fields: {},
  ...(parentId !== undefined && { parentId }),
});
const units = [
  unit("root", "组织结构"),
  unit("d", "设计部", "root"),
  unit("v", "视觉组", "d"),
  unit("s", "销售部", "root"),
  unit("sv", "视觉组", "s"),
  unit("rd", "R/D", "root"),
  unit("rdx", "后端", "rd"),
  unit("dd", "设计部", "s"),
];

const idOf = (result: ReturnType<typeof findGroup> | ReturnType<typeof findUnit>): string =>
  "found" in result ? result.found.id : result.problem;

test.each([
  ["All staff", "ug-1"],
  [" All staff ", "ug-1"],
  ["id:ug-3", "ug-3"],
  ["id: ug-3", "ug-3"],
  ["ug-1", "ug-1"],
  ["A/B test", "ug-4"],
  ["A\\/B test", "ug-4"],
  ["夜班", "ug-5"],
  ["ug-7", "ug-7"],
])("the group %j is %s", (written, id) => {
  expect(idOf(findGroup(groups, written))).toBe(id);
});

test.each([
  ["On call", /is borne by 2 groups: On call \(id:ug-2\), On call \(id:ug-3\)\. Write the id:/],
  ["all Staff", /Did you mean "All staff"\?/],
  ["All  staff", /Did you mean "All staff"\?/],
  ["Ａll staff", /Did you mean "All staff"\?/],
  ["ug-2", /is borne by 2 groups: On call \(id:ug-2\), ug-2 \(id:ug-6\)/],
  ["ug-9", /is borne by 2 groups: ug-9 \(id:ug-9\), ug-9 \(id:ug-8\)/],
  ["id:ug-10", /no group has the id "ug-10"/],
  ["Finance", /is no group of the directory\. Write its name as the directory has it, or id: and its id\./],
])("the group %j is refused", (written, problem) => {
  expect(idOf(findGroup(groups, written))).toMatch(problem);
});

test.each([
  ["设计部/视觉组", "v"],
  ["/设计部/视觉组", "v"],
  ["组织结构/设计部/视觉组", "v"],
  ["设计部 / 视觉组", "v"],
  ["/设计部", "d"],
  ["组织结构", "root"],
  ["/", "root"],
  ["销售部", "s"],
  ["R\\/D", "rd"],
  ["R\\/D/后端", "rdx"],
  ["后端", "rdx"],
  ["id:sv", "sv"],
  ["sv", "sv"],
])("the unit %j is %s", (written, id) => {
  expect(idOf(findUnit(units, written))).toBe(id);
});

test.each([
  [
    "视觉组",
    /is borne by 2 units: \/设计部\/视觉组 \(id:v\), \/销售部\/视觉组 \(id:sv\)\. Write the id: .* or its full path with \/ in front/,
  ],
  ["设计部", /is borne by 2 units: \/设计部 \(id:d\), \/销售部\/设计部 \(id:dd\)/],
  ["设计部／视觉组", /Did you mean "设计部\/视觉组"\?/],
  ["设计部/市场组", /is no unit of the directory/],
  ["R/D", /is no unit of the directory\. Did you mean "R\\\/D"\?/],
])("the unit %j is refused", (written, problem) => {
  expect(idOf(findUnit(units, written))).toMatch(problem);
});

test("an empty list says that nothing can be resolved, not that there is none", () => {
  expect(idOf(findGroup([], "All staff"))).toMatch(/cannot be resolved: the directory lists no groups/);
  expect(idOf(findUnit([], "设计部"))).toMatch(/cannot be resolved: the directory lists no units/);
});

test("every unit's own path leads to it, whatever its name holds, and a circle ends", () => {
  for (const one of units) expect(idOf(findUnit(units, `/${pathOf(units, one)}`))).toBe(one.id);
  const odd = [unit("root", "r"), unit("x", "a\\/b", "root"), unit("y", "\\", "x")];
  for (const one of odd) expect(idOf(findUnit(odd, `/${pathOf(odd, one)}`))).toBe(one.id);
  expect(segmentsOf(escaped("a/b\\c"))).toEqual(["a/b\\c"]);
  const circle = [unit("a", "a", "b"), unit("b", "b", "a")];
  expect(pathOf(circle, circle[0] ?? unit("", ""))).toBe("b/a");
});
