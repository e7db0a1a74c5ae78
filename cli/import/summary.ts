import type { Omission } from "./declare";
import type { Kind } from "../../provider/model/kind";
import { inert } from "../report/text";
import type { ImportedGroup } from "./groups";
import { type Imported, type ImportTarget, isByName } from "./run-import";

/** What an import wrote, and where. */
type Written = ImportTarget & { readonly importFile: string; readonly groupsOut: string };

/** Lines about people before the rest is counted. */
const SHOWN = 20;

/** What was written, who or what was left out and why, and what to do next. */
export function summarise(kind: Kind, imported: Imported, files: Written): string {
  const { taken, groups } = imported;
  const omissions = fieldsLeftOut(imported).map((one) => `  ${nameOf(one)}: ${one.field} ${one.reason}`);
  const absent = leftOutBy(imported).map((one) => `  ${nameOf(one)}: ${one.reason}`);
  const next = steps(imported, files, kind);
  const lines = [
    ...(files.onlyGroups === true ? [] : [usersLine(kind, taken.length, files)]),
    ...(groups === undefined ? [] : [groupsLine(groups.taken, files)]),
    ...builtInLine(groups?.builtIn ?? 0),
    ...section(`${absent.length} left out, because a program cannot declare them:`, absent),
    ...section("Fields left out; they stay as they are and are not managed:", omissions),
    ...(next.length === 0 ? [] : ["Next:", ...next.map((step, index) => `  ${index + 1}. ${step}`)]),
  ];
  // Names of the cloud's, and what a roster says of them, have no effect on a terminal.
  return `${lines.map(inert).join("\n")}\n`;
}

/** Whether `out` holds anything: people, or a program of groups alone. */
export function isOutWritten({ taken, groups }: Imported, { to }: Pick<ImportTarget, "to">): boolean {
  return taken.length > 0 || (to === "typescript" && (groups?.taken.length ?? 0) > 0);
}

/** The same for programs, with everybody by name. */
export function summaryJson(kind: Kind, imported: Imported, files: Written): object {
  const { taken, groups } = imported;
  const written = {
    ...(isOutWritten(imported, files) && { out: files.out }),
    ...(imported.groupsContent !== undefined && { groupsOut: files.groupsOut }),
    ...(taken.length + (groups?.taken.length ?? 0) > 0 && { importFile: files.importFile }),
  };
  return {
    version: 1,
    directory: kind.directory.name,
    users: taken.length,
    ...(groups !== undefined && { groups: groups.taken.length, builtInGroups: groups.builtIn }),
    ...written,
    leftOut: leftOutBy(imported),
    fieldsLeftOut: fieldsLeftOut(imported),
    next: steps(imported, files, kind),
  };
}

/** Whom or what an import could not take, and why; a group or unit with its kind. */
function leftOutBy({ leftOut, groups }: Imported): readonly (LeftOut & { readonly reason: string })[] {
  return [
    ...leftOut.map(({ user, reason }) => ({ key: user.ref.key, reason })),
    ...(groups?.leftOut ?? []).map(({ kind, object, reason }) => ({ kind: kind.noun, key: object.ref.key, reason })),
  ];
}

/** The same of single fields. */
function fieldsLeftOut({ taken, groups }: Imported): readonly (LeftOut & Omission)[] {
  return [
    ...taken.flatMap(({ user, omitted }) => omitted.map((omission) => ({ key: user.ref.key, ...omission }))),
    ...(groups?.taken ?? []).flatMap(({ kind, name, omitted }) =>
      omitted.map((omission) => ({ kind: kind.noun, key: name, ...omission })),
    ),
  ];
}

interface LeftOut {
  readonly kind?: string;
  readonly key: string;
}

function nameOf({ kind, key }: LeftOut): string {
  return kind === undefined ? key : `${kind} ${key}`;
}

function usersLine({ directory }: Kind, number: number, { out, importFile }: Written): string {
  const users = `${number} ${number === 1 ? "user" : "users"} of ${directory.title} ${number === 1 ? "is" : "are"}`;
  return `${users} ${number === 0 ? "to be written: nothing was written" : `in ${out} and ${importFile}`}.`;
}

/** `2 groups and 3 organisations are in groups.ts and import.json.` */
function groupsLine(groups: readonly ImportedGroup[], { to, out, groupsOut, importFile }: Written): string {
  if (groups.length === 0) return "There is no group or unit to write: nothing was written.";
  const kinds = [...new Set(groups.map(({ kind }) => kind))].map((kind) => {
    const number = groups.filter((group) => group.kind === kind).length;
    return `${number} ${kind.noun}${number === 1 ? "" : "s"}`;
  });
  const where = to === "roster" ? groupsOut : out;
  return `${kinds.join(" and ")} ${groups.length === 1 ? "is" : "are"} in ${where} and ${importFile}.`;
}

function builtInLine(number: number): readonly string[] {
  const [stay, them] = number === 1 ? ["stays as it is", "it"] : ["stay as they are", "them"];
  return number === 0 ? [] : [`${number} more ${stay}, because the service itself or another directory keeps ${them}.`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [title, ...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [])];
}

function steps({ taken, groups, groupsContent }: Imported, files: Written, { directory }: Kind): readonly string[] {
  if (taken.length + (groups?.taken.length ?? 0) === 0) return [];
  const { to, as, out, groupsOut, importFile, name } = files;
  const ofGroups = groupsContent === undefined ? "" : `import "./${groupsOut.replace(/\.[jt]s$/, "")}";`;
  const style = isByName(files) ? ', references: "names"' : "";
  const roster =
    taken.length === 0
      ? ""
      : `new Roster(${JSON.stringify(name)}, { file: ${JSON.stringify(out)}, directory: "${directory.name}"${as === "set" ? ', as: "set"' : ""}${style} });`;
  const program =
    to === "roster"
      ? `put this in the program:  ${[ofGroups, roster].filter((line) => line !== "").join("  ")}`
      : `make ${out} the program, or import it from there`;
  return [
    program,
    `pulumi import --file ${importFile} --generate-code=false --protect=false`,
    "pulumi up  (says that nothing changes)",
  ];
}
