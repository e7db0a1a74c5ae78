import { existsSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { configError } from "../../provider/model/error";
import type { ImportTarget } from "./run-import";

/**
 * Refuses what one flag asks for and another one makes senseless.
 * @throws RollcallError ERR_CONFIG
 */
export function checkFlags({
  to,
  references,
  withGroups,
  onlyGroups,
  groupsPattern,
}: Pick<ImportTarget, "to" | "references" | "withGroups" | "onlyGroups" | "groupsPattern">): void {
  if (groupsPattern !== undefined && withGroups !== true && onlyGroups !== true)
    throw configError("--groups-pattern chooses groups, and none are asked for", "Add --with-groups or --only-groups.");
  if (references === "names" && to === "typescript")
    throw configError(
      "--references says what a roster's cells hold, and a program has none",
      "Leave it out; with --with-groups the program takes ids from the groups that it declares.",
    );
}

/** What a roster can be written as. */
const ROSTERS = [".csv", ".txt", ".yaml", ".yml", ".xlsx"];

/**
 * Refuses files of which one would replace another or, as Node looks up modules (`.json` before `.ts`), be taken for it, and a roster of
 * a kind that is not written.
 * @param files those to write, each by the flag that names it
 * @throws RollcallError ERR_CONFIG
 */
export function checkFiles(files: Readonly<Record<string, string>>, { to }: Pick<ImportTarget, "to">): void {
  const flags = new Map<string, string>();
  for (const [flag, file] of Object.entries(files)) {
    const other = flags.get(resolve(file));
    if (other !== undefined)
      throw configError(
        `--${other} and --${flag} name the same file, ${file}`,
        "Name one for each: one would replace the other.",
      );
    flags.set(resolve(file), flag);
  }
  for (const [flag, file] of Object.entries(files)) {
    const shadow = file.replace(/\.ts$/, ".json");
    if (shadow === file || !(flags.has(resolve(shadow)) || existsSync(shadow))) continue;
    const name = `./${basename(file, ".ts")}`;
    throw configError(
      `${shadow} would stand beside --${flag} ${file}: a program that imports "${name}" gets the JSON and declares nobody, and its next run deletes them`,
      flags.has(resolve(shadow))
        ? "Choose another name for one of the two, such as --import-file import.json."
        : `Choose another name with --${flag}, or move ${shadow} away.`,
    );
  }
  const { out } = files;
  if (to === "roster" && out !== undefined && !ROSTERS.includes(extname(out).toLowerCase()))
    throw configError(
      `${out} does not say what to write`,
      "Give it the extension .csv, .yaml or .xlsx, or write a program with --to typescript.",
    );
}
