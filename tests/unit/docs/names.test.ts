import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rollcallProgram } from "../../../cli/program";
import { directories } from "../../../provider/directories";
import { ERROR_CODES } from "../../../provider/model/error";
import { SETTINGS } from "../../../provider/settings";
import { pages, quoted, read, root, table } from "./pages";

const { commands } = rollcallProgram();

/** The long options of a command, but for its help. */
function optionsOf(command: string): readonly string[] {
  return commands.find((each) => each.name() === command)?.options.flatMap(({ long }) => long ?? []) ?? [];
}

/** What a pattern finds in a page and its first group is not among the known ones. */
function unknown(page: string, pattern: RegExp, known: (name: string) => boolean): readonly string[] {
  return [...read(page).matchAll(pattern)].flatMap(([, name = ""]) => (known(name) ? [] : [name]));
}

test.each([
  ["review", "docs/review.md", "| option |"],
  ["drift", "docs/drift.md", "| option |"],
  ["import", "docs/import.md", "| option |"],
  ["emulator", "docs/emulator.md", "| Flag |"],
])("the table of rollcall %s has all of its options and no other", (command, page, head) => {
  const named = table(page, head).flatMap(([option = ""]) => quoted(option).map((text) => text.split(" ")[0] ?? ""));
  expect(named.filter((text) => text.startsWith("--")).sort()).toEqual([...optionsOf(command)].sort());
});

describe.each(pages)("%s", (page) => {
  test("calls commands with options that they have", () => {
    const calls = [...read(page).matchAll(/(?:^|`|\$ |npx |\| )rollcall ([a-z]+)\b([^`|#\n]*)/gm)];
    const wrong = calls.flatMap(([call, name = "", rest = ""]) =>
      [...rest.matchAll(/ (--[a-z-]+)/g)].some(([, option = ""]) => !optionsOf(name).includes(option)) ? [call] : [],
    );
    expect(wrong).toEqual([]);
  });

  test("names settings, codes, variables and scripts that exist", () => {
    const others = new Set(["index", "__hasMoved", ...Object.keys(directories)]);
    expect(unknown(page, /\brollcall:(\w+)/g, (name) => Object.hasOwn(SETTINGS, name) || others.has(name))).toEqual([]);
    expect(unknown(page, /\b(ERR_[A-Z_]+)/g, (name) => Object.hasOwn(ERROR_CODES, name))).toEqual([]);
    expect(unknown(page, /\b(ROLLCALL_[A-Z_]*[A-Z])\b/g, (name) => sources.includes(name) || variables.has(name))).toEqual([]);
    expect(unknown(page, /\bnpm run (\w+)/g, (name) => manifest.includes(`"${name}": "`))).toEqual([]);
  });
});

const variables = new Set(table("docs/settings.md", "| setting |").flatMap(([, , , variable = ""]) => quoted(variable)));
const manifest = read("package.json");
const sources = ["provider", "sdk", "cli", "scripts", "examples", "tests/e2e", "tests/contract"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true }).flatMap((entry) =>
      entry.isFile() && /\.(ts|js|sh|yml)$/.test(entry.name) && !entry.parentPath.includes("node_modules")
        ? [readFileSync(join(entry.parentPath, entry.name), "utf8")]
        : [],
    ),
  )
  .join("\n");
