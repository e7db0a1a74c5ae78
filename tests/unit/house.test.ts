import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import * as ts from "typescript";
import { directories } from "../../provider/directories";
import * as provider from "../../provider";
import { providerText, typeOf } from "../../provider/pulumi/names";

const root = join(__dirname, "../..");

describe("the house", () => {
  test("every folder with a field table is a directory of the registry, and the other way round", () => {
    const folders = readdirSync(join(root, "provider"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, "provider", entry.name, "user", "fields.ts")))
      .map(({ name }) => name);
    expect(Object.keys(directories).sort()).toEqual(folders.sort());
  });

  test.each(Object.values(directories))(
    "$name keeps the text and the type that state files hold, and the provider answers to it",
    (directory) => {
      expect(providerText(directory.kinds.User)).toBe(`exports.handler = () => require("rollcall/provider").${directory.name};`);
      expect(providerText(directory.kinds.User).length).toBeLessThan(100);
      expect(typeOf(directory.kinds.User)).toBe(`pulumi-nodejs:dynamic/rollcall/${directory.name}:User`);
      expect(provider).toHaveProperty(directory.name);
    },
  );

  test.each(Object.values(directories))("every field of $name that changes in place or is sent later says by which action", (directory) => {
    for (const [name, spec] of Object.entries(directory.kinds.User.fields)) {
      if (spec.change.kind === "in-place") expect([name, spec.change.by.length > 0]).toEqual([name, true]);
      if (spec.change.kind === "write-only" && spec.change.by === undefined)
        expect([name, typeof spec.change.otherwise]).toEqual([name, "string"]);
    }
  });

  test("no file imports itself by way of others, types included", () => {
    const files = ["provider", "sdk", "emulator", "cli", "policy", "plugin"].flatMap((folder) => sources(join(root, folder)));
    const imports = new Map(files.map((file) => [file, importsOf(file, new Set(files))]));
    expect(files.filter((file) => reaches(file, file, imports))).toEqual([]);
  });

  test("no source file has more than 300 lines", () => {
    const files = ["provider", "sdk", "emulator", "cli", "policy", "plugin"].flatMap((folder) => sources(join(root, folder)));
    expect(files.filter((file) => readFileSync(file, "utf8").split("\n").length > 300)).toEqual([]);
  });
});

function importsOf(file: string, files: ReadonlySet<string>): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const path = normalize(join(dirname(file), fileName));
    return fileName.startsWith(".") ? [`${path}.ts`, join(path, "index.ts")].filter((candidate) => files.has(candidate)) : [];
  });
}

function reaches(from: string, to: string, imports: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const waiting = [...(imports.get(from) ?? [])];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (file === to) return true;
    if (!seen.has(file)) waiting.push(...(imports.get(file) ?? []));
    seen.add(file);
  }
  return false;
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
