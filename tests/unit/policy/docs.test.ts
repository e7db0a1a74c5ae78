import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePolicy, rules } from "../../../policy";

const page = readFileSync(join(__dirname, "../../../docs/policy.md"), "utf8");

test("the page's policy can be used, and has a row for every rule", () => {
  const [, example = ""] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const policy = parsePolicy(example, "docs/policy.md");
  expect(new Set(policy.rules.map(({ name }) => name))).toEqual(new Set(Object.keys(rules)));
  for (const name of [...Object.keys(rules), "plainPasswords"]) expect(page).toContain(`\n| \`${name}\` | `);
});
