import type { Capability, Directory } from "../../provider/directory";
import { page, table } from "./markdown";

const ROWS: Readonly<Record<Capability, string>> = {
  "batch-create": "create many users in one call",
  "batch-delete": "delete many users in one call",
  disable: "disable instead of delete (`onDelete: \"disable\"`)",
  rename: "rename in place",
  "change-password": "change the password to a chosen value",
  groups: "groups as a field of the user",
  "read-all-fields": "read back every field that is no secret",
};

/** The capability matrix: rows are what a user's life needs, columns the directories, with the reason where one cannot. */
export function capabilitiesPage(directories: readonly Directory[]): string {
  const reasons: string[] = [];
  const rows = Object.entries(ROWS).map(([capability, what]) => [
    what,
    ...directories.map((directory) => {
      const can = directory.capabilities[capability as Capability];
      if (can === true) return "yes";
      reasons.push(`${reasons.length + 1}. ${directory.title}: ${can}.`);
      return `no <sup>${reasons.length}</sup>`;
    }),
  ]);
  const always = ["create, read, update, delete", "adopt an existing user", "import", "drift detection", "emulator"].map((what) => [what, ...directories.map(() => "yes")]);
  const replaced = ["fields whose change replaces the user", ...directories.map((directory) => names(directory, "replaces"))];
  const secret = ["fields never read back", ...directories.map((directory) => names(directory, "write-only"))];
  return page("Capabilities", "What each directory's API makes possible. A number leads to the reason below the table.", [
    table(["", ...directories.map(({ title }) => title)], [...always, ...rows, replaced, secret]),
    reasons.join("\n"),
  ]);
}

function names(directory: Directory, kind: string): string {
  const found = Object.entries(directory.fields).flatMap(([name, spec]) => (spec.change.kind === kind ? [name] : []));
  return found.length === 0 ? "none" : found.join(", ");
}
