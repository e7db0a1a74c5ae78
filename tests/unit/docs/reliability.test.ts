import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_KINDS } from "../../../emulator/faults/kinds";

const docs = join(__dirname, "../../../docs");
const page = readFileSync(join(docs, "reliability.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1);

test("every fault that can be injected has a row", () => {
  const faults = rows.map((row) => (row.split("|")[1] ?? "").toLowerCase().replaceAll("-", " ")).join("\n");
  expect(Object.keys(FAULT_KINDS).filter((kind) => !faults.includes(kind.replaceAll("-", " ")))).toEqual([]);
});

test("every row links to a test that exists", () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const links = [...(row.split("|").at(-2) ?? "").matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    expect([row, links.length > 0 && links.every((target) => existsSync(join(docs, target)))]).toEqual([row, true]);
  }
});
