import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FAULT_KINDS } from "../../../emulator/faults/kinds";

const root = join(__dirname, "../../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** Files of this repository that a page links to, relative to the root. */
function linked(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].flatMap(([, target = ""]) =>
    /^[a-z]+:/.test(target) ? [] : [join(dirname(page), target)],
  );
}

test.each(pages)("every link of %s leads somewhere", (page) => {
  expect(linked(page).filter((target) => !existsSync(join(root, target)))).toEqual([]);
});

test("every fault is in the table of docs/reliability.md, and every row names its test", () => {
  const [, table = ""] = readFileSync(join(root, "docs/reliability.md"), "utf8").split("## Faults");
  const rows =
    table
      .split("\n## ")[0]
      ?.split("\n")
      .filter((line) => line.startsWith("| ") && !line.startsWith("| fault |")) ?? [];
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) expect(row).toMatch(/\(\.\.\/tests\/[\w./-]+\.ts\)[^|]*\|$/);
  const words = rows
    .map((row) => row.split("|")[1] ?? "")
    .join(" ")
    .replaceAll("-", " ");
  expect(Object.keys(FAULT_KINDS).filter((kind) => !words.includes(kind.replaceAll("-", " ")))).toEqual([]);
});
