import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import ts from "typescript";

const ROOT = join(__dirname, "../../..");
/** Inside node_modules, so that the compiled files find their packages. */
const CACHE = join(ROOT, "node_modules/.cache/rollcall-emulator");

function sources(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/**
 * Compiles the emulator and its command once per state of the sources, so that child processes run what stands there and
 * not a build that may be older. Returns the path of the script that starts the command.
 */
export function compiledEmulatorCommand(): string {
  const files = [...sources("emulator"), "cli/emulator.ts"].sort().map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const);
  const folder = join(CACHE, createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16));
  if (!existsSync(folder)) compile(files, folder);
  return join(folder, "start.js");
}

function compile(files: readonly (readonly [string, string])[], folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, "draft-"));
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const [file, text] of files) {
    const target = join(draft, file.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ts.transpileModule(text, { compilerOptions }).outputText);
  }
  writeFileSync(join(draft, "start.js"), 'require("./cli/emulator").emulatorCommand().parseAsync();\n');
  try {
    renameSync(draft, folder);
  } catch {
    // Another test file was quicker.
    rmSync(draft, { recursive: true });
  }
}
