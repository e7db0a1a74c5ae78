import { extname, resolve } from "node:path";
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
 * Refuses files of which one would replace another, and a roster of a kind that is not written.
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
  const { out } = files;
  if (to === "roster" && out !== undefined && !ROSTERS.includes(extname(out).toLowerCase()))
    throw configError(
      `${out} does not say what to write`,
      "Give it the extension .csv, .yaml or .xlsx, or write a program with --to typescript.",
    );
}
