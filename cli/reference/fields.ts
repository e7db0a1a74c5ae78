import type { Directory } from "../../provider/directory";
import type { ChangeClass, FieldSpec } from "../../provider/field";
import { page, table } from "./markdown";

/** The field matrix: every input of every directory with its cloud field, rule and way of changing. */
export function fieldsPage(directories: readonly Directory[]): string {
  return page(
    "Fields",
    "Inputs of each directory's `User`. *Required* fields are bold. How a change reaches an existing user stands in the last column; a field dropped from the program is no longer managed and keeps its value, `\"\"` or `[]` clears it.",
    directories.map(section),
  );
}

/** How a change of a field reaches a user that exists, in one sentence. */
export function describeChange(change: ChangeClass): string {
  switch (change.kind) {
    case "in-place":
      return `in place (${change.by.join(", ")})`;
    case "replaces":
      return `replaces the user: ${change.because}`;
    case "write-only":
      return change.by !== undefined ? `write-only, sent by ${change.by}` : `write-only, refused after creation${change.otherwise === undefined ? "" : `: ${change.otherwise}`}`;
    case "option":
      return "option: nothing is sent for it alone";
  }
}

function section(directory: Directory): string {
  const rows = Object.entries(directory.fields).map(([name, spec]) => row(name, spec));
  return `## ${directory.title} (\`${directory.name}.User\`)\n\n${table(["field", "cloud field", "meaning", "rule", "read from", "change"], rows)}`;
}

function row(name: string, spec: FieldSpec): readonly string[] {
  const shown = spec.required ? `**${name}**` : name;
  const secret = spec.secret === true ? " (secret)" : "";
  return [shown + secret, spec.wire === "" ? "-" : spec.wire, spec.about, spec.limits, spec.readBack, describeChange(spec.change)];
}
