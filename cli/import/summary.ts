import type { Directory } from "../../provider/directory";
import type { Imported, ImportTarget } from "./run-import";

/** Lines about people before the rest is counted. */
const SHOWN = 20;

/** What was written, who or what was left out and why, and what to do next. */
export function summarise(directory: Directory, { taken, leftOut }: Imported, { to, as, out, importFile, name }: ImportTarget & { readonly importFile: string }): string {
  const omissions = taken.flatMap(({ user, omitted }) => omitted.map(({ field, reason }) => `  ${user.ref.key}: ${field} ${reason}`));
  const lines = [
    `${taken.length} ${taken.length === 1 ? "user" : "users"} of ${directory.title} ${taken.length === 1 ? "is" : "are"} ${taken.length === 0 ? "to be written: nothing was written" : `in ${out} and ${importFile}`}.`,
    ...section(`${leftOut.length} left out, because a program cannot declare them:`, leftOut.map(({ user, reason }) => `  ${user.ref.key}: ${reason}`)),
    ...section("Fields left out; they stay as they are and are not managed:", omissions),
    ...(taken.length === 0 ? [] : next({ to, as, out, importFile, name }, directory)),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [title, ...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [])];
}

function next({ to, as, out, importFile, name }: Pick<ImportTarget, "to" | "as" | "out" | "name"> & { readonly importFile: string }, { name: directory }: Directory): readonly string[] {
  const program = to === "roster" ? `put this in the program:  new Roster(${JSON.stringify(name)}, { file: ${JSON.stringify(out)}, directory: "${directory}"${as === "set" ? ', as: "set"' : ""} });` : `make ${out} the program, or import it from there`;
  return ["Next:", `  1. ${program}`, `  2. pulumi import --file ${importFile} --generate-code=false --protect=false`, "  3. pulumi up  (says that nothing changes)"];
}
