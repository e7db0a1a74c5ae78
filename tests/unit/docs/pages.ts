import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "../../..");

/** Every page that people read, relative to the root. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  "examples/README.md",
  ...readdirSync(join(root, "examples")).flatMap((name) =>
    existsSync(join(root, "examples", name, "README.md")) ? [`examples/${name}/README.md`] : [],
  ),
];

export function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** A page without its fenced blocks. */
export function prose(page: string): string {
  return read(page).replace(/^ *```[^]*?^ *```$/gm, "");
}

/** The rows, as cells, of the table whose head begins so. */
export function table(page: string, head: string): readonly (readonly string[])[] {
  const text = read(page);
  const start = text.indexOf(`\n${head}`);
  expect([page, start >= 0]).toEqual([page, true]);
  const [, , ...rows] =
    text
      .slice(start + 1)
      .split(/\n(?!\|)/, 1)[0]
      ?.split("\n") ?? [];
  expect(rows.length).toBeGreaterThan(0);
  return rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands in backquotes. */
export function quoted(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
}
