import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { directories } from "../../provider/directories";
import * as provider from "../../provider";
import { providerText, userType } from "../../sdk/tokens";

const root = join(__dirname, "../..");

describe("the house", () => {
  test("every folder with a field table is a directory of the registry, and the other way round", () => {
    const folders = readdirSync(join(root, "provider"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && readdirSync(join(root, "provider", entry.name)).includes("fields.ts"))
      .map(({ name }) => name);
    expect(Object.keys(directories).sort()).toEqual(folders.sort());
  });

  test.each(Object.keys(directories))("%s has the same files as its sisters", (name) => {
    expect(readdirSync(join(root, "provider", name))).toEqual(expect.arrayContaining(["calls.ts", "errors.ts", "fields.ts", "index.ts", "observe.ts", "rules.ts", "steps.ts"]));
  });

  test.each(Object.values(directories))("$name keeps the text and the type that state files hold, and the provider answers to it", (directory) => {
    expect(providerText(directory)).toBe(`exports.handler = () => require("rollcall/provider").${directory.name};`);
    expect(providerText(directory).length).toBeLessThan(100);
    expect(userType(directory)).toBe(`pulumi-nodejs:dynamic/rollcall/${directory.name}:User`);
    expect(provider).toHaveProperty(directory.name);
  });

  test.each(Object.values(directories))("every field of $name that changes in place or is sent later says by which action", (directory) => {
    for (const [name, spec] of Object.entries(directory.fields)) {
      if (spec.change.kind === "in-place") expect([name, spec.change.by.length > 0]).toEqual([name, true]);
      if (spec.change.kind === "write-only" && spec.change.by === undefined) expect([name, typeof spec.change.otherwise]).toEqual([name, "string"]);
    }
  });

  test("no source file has more than 300 lines", () => {
    const files = ["provider", "sdk", "emulator", "cli", "policy"].flatMap((folder) => sources(join(root, folder)));
    expect(files.filter((file) => readFileSync(file, "utf8").split("\n").length > 300)).toEqual([]);
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
