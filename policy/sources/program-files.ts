import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./plain-passwords";

const KINDS = /\.(?:[cm]?[jt]s|csv|ya?ml|json)$/i;
/** Compiled and installed files, and what a tool keeps for itself. */
const PASSED_OVER = new Set(["node_modules", "dist", "bin", "build", "coverage"]);
/** Larger files are data, not programs; a roster of half a million people stays below. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The programs and rosters of a folder: `.ts`, `.js`, `.csv`, `.yaml`, `.json`, without hidden folders and installed packages. Links are not followed. */
export function programFiles(folder: string): readonly SourceFile[] {
  return paths(folder, "").map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

function paths(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith(".") || PASSED_OVER.has(entry.name) ? [] : paths(folder, path);
    return entry.isFile() && KINDS.test(entry.name) && !entry.name.startsWith("package-lock") && statSync(join(folder, path)).size <= MAX_BYTES ? [path] : [];
  });
}
