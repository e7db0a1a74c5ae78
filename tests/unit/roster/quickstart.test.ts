import { readFileSync } from "node:fs";
import { join } from "node:path";
import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";

const folder = join(__dirname, "../../../examples/quickstart");
const { rows, warnings } = parseRoster({ file: join(folder, "people.csv"), directories, directory: "eds", env: {} });

test("25 people, none of whom needs a warning", () => {
  expect(rows).toHaveLength(25);
  expect(warnings).toEqual([]);
});

test("organisations and groups are those the emulator comes with", () => {
  const orgs = new Set(rows.map(({ fields }) => fields["orgId"]));
  const groups = new Set(rows.flatMap(({ fields }) => fields["groupIdList"]));
  expect([...orgs].sort()).toEqual(["org-aliyun-wy-org-id", "org-contractors", "org-design", "org-engineering", "org-sales"]);
  expect([...groups].sort()).toEqual(["ug-all-staff", "ug-contractors", "ug-design", "ug-engineering", "ug-oncall"]);
});

test("a contractor expires, one person is a local administrator, names are mixed", () => {
  const having = (field: string): readonly string[] => rows.filter(({ fields }) => Object.hasOwn(fields, field)).map(({ key }) => key);
  expect(having("autoLockTime")).toEqual(["marek_dvorak", "guo_jing"]);
  expect(having("isLocalAdmin")).toEqual(["alice_wang"]);
  expect(rows.filter(({ fields }) => /\p{Script=Han}/u.test(String(fields["realNickName"]))).length).toBeGreaterThan(10);
});

test("the program is short", () => {
  expect(readFileSync(join(folder, "index.ts"), "utf8").split("\n").length).toBeLessThan(12);
});
