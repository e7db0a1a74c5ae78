import type { Kind } from "../../provider/model/kind";
import type { Imported, ImportTarget } from "./run-import";

/** What an import wrote, and where. */
type Written = ImportTarget & { readonly importFile: string };

/** Lines about people before the rest is counted. */
const SHOWN = 20;

/** What was written, who or what was left out and why, and what to do next. */
export function summarise(kind: Kind, { taken, leftOut }: Imported, files: Written): string {
  const omissions = taken.flatMap(({ user, omitted }) =>
    omitted.map(({ field, reason }) => `  ${user.ref.key}: ${field} ${reason}`),
  );
  const lines = [
    `${taken.length} ${taken.length === 1 ? "user" : "users"} of ${kind.directory.title} ${taken.length === 1 ? "is" : "are"} ${taken.length === 0 ? "to be written: nothing was written" : `in ${files.out} and ${files.importFile}`}.`,
    ...section(
      `${leftOut.length} left out, because a program cannot declare them:`,
      leftOut.map(({ user, reason }) => `  ${user.ref.key}: ${reason}`),
    ),
    ...section("Fields left out; they stay as they are and are not managed:", omissions),
    ...(taken.length === 0 ? [] : ["Next:", ...steps(files, kind).map((step, index) => `  ${index + 1}. ${step}`)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same for programs, with everybody by name. */
export function summaryJson(kind: Kind, { taken, leftOut }: Imported, files: Written): object {
  const written = taken.length > 0 && { out: files.out, importFile: files.importFile };
  return {
    version: 1,
    directory: kind.directory.name,
    users: taken.length,
    ...written,
    leftOut: leftOut.map(({ user, reason }) => ({ key: user.ref.key, reason })),
    fieldsLeftOut: taken.flatMap(({ user, omitted }) =>
      omitted.map(({ field, reason }) => ({ key: user.ref.key, field, reason })),
    ),
    next: taken.length === 0 ? [] : steps(files, kind),
  };
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [title, ...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [])];
}

function steps({ to, as, out, importFile, name }: Written, { directory }: Kind): readonly string[] {
  const program =
    to === "roster"
      ? `put this in the program:  new Roster(${JSON.stringify(name)}, { file: ${JSON.stringify(out)}, directory: "${directory.name}"${as === "set" ? ', as: "set"' : ""} });`
      : `make ${out} the program, or import it from there`;
  return [
    program,
    `pulumi import --file ${importFile} --generate-code=false --protect=false`,
    "pulumi up  (says that nothing changes)",
  ];
}
