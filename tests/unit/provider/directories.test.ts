import { existsSync } from "node:fs";
import { join } from "node:path";
import * as exported from "../../../provider";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";

const ROOT = join(__dirname, "../../..");
const FILES = [
  "api.ts",
  "errors.ts",
  "index.ts",
  ...["calls.ts", "fields.ts", "index.ts", "observe.ts", "steps.ts"].map((file) => join("user", file)),
];

describe.each<[string, Directory]>(Object.entries(directories))("%s", (name, directory) => {
  test("goes by one name everywhere: registry, folder, sdk, provider object, shared suite", () => {
    expect(directory.name).toBe(name);
    expect(FILES.filter((file) => !existsSync(join(ROOT, "provider", name, file)))).toEqual([]);
    expect(existsSync(join(ROOT, "sdk", `${name}.ts`))).toBe(true);
    expect(existsSync(join(ROOT, "tests/contract/directories", `suite.${name}.test.ts`))).toBe(true);
    expect(exported).toHaveProperty(name);
  });

  test("explains what it cannot do, and what to do about every vendor code", () => {
    for (const capability of Object.values(directory.capabilities)) expect(capability === true || capability.length > 10).toBe(true);
    for (const { remedy } of directory.errors) expect(remedy).toMatch(/\.$/);
  });

  test("has a field for the natural key, and rules over fields that exist", () => {
    expect(directory.kinds.User.fields[directory.kinds.User.naturalKey]?.required).toBe(true);
    const named = [...directory.kinds.User.rules, ...directory.kinds.User.changeRules].flatMap(({ fields }) => fields);
    expect([...named, ...directory.kinds.User.parentFields].filter((field) => !Object.hasOwn(directory.kinds.User.fields, field))).toEqual(
      [],
    );
  });
});
