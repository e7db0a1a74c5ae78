import { RollcallError } from "../../provider/model/error";
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
    throw refused("--groups-pattern chooses groups, and none are asked for", "Add --with-groups or --only-groups.");
  if (references === "names" && to === "typescript")
    throw refused(
      "--references says what a roster's cells hold, and a program has none",
      "Leave it out; with --with-groups the program takes ids from the groups that it declares.",
    );
}

function refused(summary: string, remedy: string): RollcallError {
  return new RollcallError({ code: "ERR_CONFIG", summary, remedy });
}
