import type { Context } from "../../provider/lifecycle/context";
import type { Kind } from "../../provider/model/kind";
import type { Fields, Observed } from "../../provider/model/values";
import { type Declarable, declare, type Normalise, type Undeclarable } from "./declare";
import { type Filters, filterTests, readDirectory } from "./read-directory";
import { type ImportedUser, type ImportSpec, rosterSpec, setSpecs, userSpecs } from "./import-file";
import { rosterContent, rosterValues } from "./roster-file";
import { setProgram, usersProgram } from "./typescript-program";

/** What to write. */
export interface ImportTarget extends Filters {
  readonly to: "roster" | "typescript";
  /** The roster or program, whose extension decides between CSV, YAML and a workbook. */
  readonly out: string;
  /** Users as resources of their own, or all in one set. */
  readonly as: "users" | "set";
  /** Name of the roster or the set in the stack. */
  readonly name: string;
}

/** What an import makes of a directory. */
export interface Imported {
  /** What `out` will hold: text, or the bytes of a workbook. */
  readonly content: string | Uint8Array;
  /** The file for `pulumi import --file`. */
  readonly importFile: { readonly resources: readonly ImportSpec[] };
  readonly taken: readonly Declarable[];
  /** Users who cannot be declared, each with the reason. */
  readonly leftOut: readonly Undeclarable[];
}

/**
 * Reads a live directory and writes what a program must declare to manage it as it is. Sends reads alone.
 * @throws RollcallError when the directory cannot be listed, a filter is none of its, or a roster cannot hold the users.
 */
export async function importDirectory(context: Context, target: ImportTarget): Promise<Imported> {
  const { kind } = context;
  const tests = filterTests(kind, target);
  const users = (await readDirectory(context, tests.byKey))
    .filter(tests.whole)
    .sort((a, b) => (a.ref.key < b.ref.key ? -1 : 1));
  const outcomes = users.map((user) =>
    declare(kind, withoutConfiguredParents(context, user), normaliser(target, kind, user)),
  );
  const declarable = outcomes.flatMap((outcome) => ("fields" in outcome ? [outcome] : []));
  const { taken, namesakes } = uniqueNames(declarable);
  const leftOut = [...outcomes.flatMap((outcome) => ("fields" in outcome ? [] : [outcome])), ...namesakes];
  return { ...(await write(context, target, taken)), taken, leftOut };
}

function normaliser({ to }: ImportTarget, kind: Kind, user: Observed): Normalise {
  return to === "roster" ? rosterValues(kind, user) : (field, value) => ({ fields: { [field]: value } });
}

/** A parent that the configuration names, as EIAM's instance, need not stand in every line. */
function withoutConfiguredParents({ kind, calls }: Context, user: Observed): Observed {
  const rest = Object.fromEntries(Object.entries(user.fields).filter(([field]) => !kind.parentFields.includes(field)));
  return calls.missing?.(rest) === undefined ? { ...user, fields: rest } : user;
}

/** Names of resources are unique; the second user of a name (another domain's, say, or one in other letters) stays out. */
function uniqueNames(users: readonly Declarable[]): {
  readonly taken: readonly Declarable[];
  readonly namesakes: readonly Undeclarable[];
} {
  const seen = new Set<string>();
  const taken: Declarable[] = [];
  const namesakes: Undeclarable[] = [];
  for (const one of users) {
    const folded = one.user.ref.key.normalize("NFKC").toLowerCase();
    if (seen.has(folded))
      namesakes.push({ user: one.user, reason: "another user has the same name but for case, width or parent" });
    else taken.push(one);
    seen.add(folded);
  }
  return { taken, namesakes };
}

async function write(
  { kind, token }: Context,
  { to, as, out, name }: ImportTarget,
  taken: readonly Declarable[],
): Promise<Pick<Imported, "content" | "importFile">> {
  const users = taken.map(({ user, fields }): ImportedUser => ({ name: user.ref.key, user, fields }));
  const members = users.map((user) => ({ ...user, fields: withoutKey(kind, user.fields) }));
  const parent = to === "roster" ? name : undefined;
  const specs =
    as === "users"
      ? userSpecs(kind, users, parent)
      : setSpecs(kind, name, `${kind.directory.name}-users-${token()}`, members, parent);
  const importFile = { resources: parent === undefined ? specs : [rosterSpec(parent), ...specs] };
  if (to === "typescript")
    return {
      content: as === "users" ? usersProgram(kind.directory, users) : setProgram(kind.directory, name, members),
      importFile,
    };
  return {
    content:
      users.length === 0
        ? ""
        : await rosterContent(
            out,
            kind,
            users.map(({ fields }) => fields),
          ),
    importFile,
  };
}

function withoutKey(kind: Kind, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field !== kind.naturalKey));
}
