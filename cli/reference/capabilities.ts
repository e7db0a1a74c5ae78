import { type Capability, type Directory, type Kind, kindsOf } from "../../provider/model/kind";
import { page, table } from "./markdown";

const ROWS: Readonly<Record<Capability, string>> = {
  "batch-create": "create many users in one call",
  "batch-delete": "delete many users in one call",
  disable: 'disable instead of delete (`onDelete: "disable"`)',
  rename: "rename in place",
  "change-password": "change the password to a chosen value",
  groups: "groups, and membership as a field of the user",
  units: "organisations or organizational units, and the user's place in them",
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
  const always = [
    "create, read, update, delete",
    "adopt what exists already",
    "import",
    "drift detection",
    "emulator",
  ].map((what) => [what, ...directories.map(() => "yes")]);
  const replaced = [
    "fields whose change replaces the user",
    ...directories.map((directory) => replacing(directory, isUser)),
  ];
  const others = [
    "fields whose change replaces a group or unit",
    ...directories.map((directory) => replacing(directory, (kind) => !isUser(kind))),
  ];
  const secret = [
    "fields never read back",
    ...directories.map((directory) => names(directory.kinds.User, "write-only")),
  ];
  return page(
    "Capabilities",
    "What each directory's API makes possible. A number leads to the reason below the table.",
    [
      table(["", ...directories.map(({ title }) => title)], [...always, ...rows, replaced, others, secret]),
      reasons.join("\n"),
    ],
  );
}

function isUser({ token }: Kind): boolean {
  return token === "User";
}

function replacing(directory: Directory, isMeant: (kind: Kind) => boolean): string {
  const kinds = kindsOf(directory).filter(isMeant);
  const found = kinds.flatMap((kind) => {
    const fields = names(kind, "replaces");
    return fields === "none" ? [] : [isUser(kind) ? fields : `${kind.noun}: ${fields}`];
  });
  return found.length === 0 ? "none" : found.join("; ");
}

function names({ fields }: Kind, change: string): string {
  const found = Object.entries(fields).flatMap(([name, spec]) => (spec.change.kind === change ? [name] : []));
  return found.length === 0 ? "none" : found.join(", ");
}
