import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePolicy, readPolicyFile } from "../../../policy";
import { asRollcallError } from "../../../provider/model/error";

function complaint(text: string): string {
  try {
    parsePolicy(text, "policy.yaml");
  } catch (error) {
    expect(asRollcallError(error).code).toBe("ERR_CONFIG");
    return asRollcallError(error).message;
  }
  throw new Error("the policy was accepted");
}

test("reads YAML and JSON alike", () => {
  const yaml = parsePolicy("version: 1\nrules:\n  naming: { pattern: ^a }\n  plainPasswords:\n", "p.yaml");
  const json = parsePolicy('{ "version": 1, "rules": { "naming": [{ "pattern": "^a" }], "plainPasswords": null } }', "p.json");
  for (const policy of [yaml, json]) {
    expect(policy.rules.map(({ name, rule }) => [name, rule.level, rule.except])).toEqual([["naming", "mandatory", []]]);
    expect(policy.plainPasswords).toEqual({ level: "mandatory", exceptFiles: [] });
  }
});

test("names every problem with its line and what was meant", () => {
  const text = complaint(`version: 2
rules:
  namin: { pattern: x }
  naming:
    patern: "^a"
  emailDomains: [{ allow: [] }, { allow: ["not a domain"], directories: [edz] }]
  contractorsExpire: { withinDays: 0.5 }
  adminRights: {}
`);
  expect(text).toContain("line 1, version: must be 1");
  expect(text).toContain("namin is not a setting here. Did you mean naming?");
  expect(text).toMatch(/line 5, rules\.naming\.0: patern is not a setting here\. Did you mean pattern\?/);
  expect(text).toMatch(/line 6, rules\.emailDomains\.0\.allow: /);
  expect(text).toMatch(/line 6, rules\.emailDomains\.1\.allow\.0: must be a domain/);
  expect(text).toMatch(/rules\.emailDomains\.1\.directories\.0: must be one of eds, eiam, workspace, cloudidentity/);
  expect(text).toMatch(/line 7, rules\.contractorsExpire\.0\.withinDays/);
  expect(text).toContain("docs/policy.md");
});

test.each([
  ["nothing", "", /line 1: /],
  ["no rule", "version: 1\nrules: {}\n", /rules: must hold a rule/],
  ["a list", "- 1\n", /line 1: /],
  ["broken YAML", "version: 1\nrules: {\n", /line \d+: /],
  ["a bad pattern", 'version: 1\nrules: { naming: { pattern: "(" } }', /rules\.naming\.0\.pattern: must be a regular expression/],
  ["contractors nobody names", "version: 1\nrules: { contractorsExpire: {} }", /must say who is a contractor/],
  ["rights nobody can approve", "version: 1\nrules: { adminRights: {} }", /must say how rights are approved/],
  [
    "an alias bomb",
    `version: 1\nrules: {}\na: &a [x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(",")}]`).join("\n")}\n`,
    /alias/i,
  ],
])("refuses %s", (_what, text, message) => {
  expect(complaint(text)).toMatch(message);
});

test("a file that is missing or a folder is a clear error", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-policy-"));
  writeFileSync(join(folder, "p.yaml"), "version: 1\nrules: { naming: { pattern: ^a } }\n");
  expect(readPolicyFile(join(folder, "p.yaml")).rules).toHaveLength(1);
  expect(() => readPolicyFile(join(folder, "none.yaml"))).toThrow(/none\.yaml cannot be read \(ENOENT\)/);
  expect(() => readPolicyFile(folder)).toThrow(/cannot be read \(EISDIR\)/);
  rmSync(folder, { recursive: true });
});
