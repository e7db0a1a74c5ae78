import { foldKey } from "../../sdk/lib/roster/cell/hygiene";
import { byName } from "../../provider/model/kept";
import type { Context } from "../../provider/lifecycle/context";
import type { Kind } from "../../provider/model/kind";
import { type Observed, only } from "../../provider/model/values";
import { memberNameProblem } from "../../provider/pulumi/member-text";
import { type Declarable, declare, type Normalise, type Undeclarable } from "./declare";
import type { ReferenceStyle } from "../../sdk/lib/roster/people/references";
import { groupsOf, listNamed, type NamedObjects } from "../stack/named-objects";
import { type OpenDirectory, withoutConfiguredPlace } from "../stack/open-account";
import { declareGroups, type ImportedGroup, type ImportedGroups } from "./groups";
import { groupSpecs, type ImportedUser, type ImportSpec, rosterSpec, setSpecs, userSpecs } from "./import-file";
import { namePattern } from "../stack/name-pattern";
import { type Filters, filterTests, readDirectory } from "./read-directory";
import { rosterContent, type RosterPeople, rosterValues } from "./roster-file";
import { groupDeclarations, groupsProgram, setProgram, usersProgram } from "./typescript-program";
import { namesWriter } from "./written-names";

/** What to write. */
export interface ImportTarget extends Filters {
  readonly to: "roster" | "typescript";
  /** The roster or program, whose extension decides between CSV, YAML and a workbook. */
  readonly out: string;
  /** Users as resources of their own, or all in one set. */
  readonly as: "users" | "set";
  /** Name of the roster or the set in the stack. */
  readonly name: string;
  /** Bring groups and units under management as well: those of the people where filters choose some, else all. */
  readonly withGroups?: true;
  /** Bring groups and units under management and nobody else, for a stack that has its users already. */
  readonly onlyGroups?: true;
  /** Names of groups and units to take, with `*` and `?`; the units above them come along. */
  readonly groupsPattern?: string;
  /** What a roster's cells of groups and units hold. Default: names where groups come along, so that people follow them; else ids. */
  readonly references?: ReferenceStyle;
}

/** A directory to import, under one account. */
export type ImportSource = Pick<OpenDirectory, "context" | "catalogue">;

/** What an import makes of a directory. */
export interface Imported {
  /** What `out` will hold: text, or the bytes of a workbook. */
  readonly content: string | Uint8Array;
  /** The program of the groups and units, where they do not stand in `out` itself. */
  readonly groupsContent?: string;
  /** Absent unless groups and units are to be managed, too. */
  readonly groups?: ImportedGroups;
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
export async function importDirectory({ context, catalogue }: ImportSource, target: ImportTarget): Promise<Imported> {
  const { taken, leftOut } = target.onlyGroups === true ? NOBODY : await importUsers(context, target);
  const named = hasGroups(target) || isByName(target) ? await listNamed(catalogue) : undefined;
  const groups =
    named !== undefined && hasGroups(target)
      ? declareGroups(context, named, wantedGroups(context.kind, named, target, taken))
      : undefined;
  const written = await write(context, target, taken, groups?.taken ?? [], named);
  return { ...written, ...(groups !== undefined && { groups }), taken, leftOut };
}

type ImportedUsers = Pick<Imported, "taken" | "leftOut">;

const NOBODY: ImportedUsers = { taken: [], leftOut: [] };

async function importUsers(context: Context, target: ImportTarget): Promise<ImportedUsers> {
  const { kind } = context;
  const tests = filterTests(kind, target);
  const users = byName((await readDirectory(context, tests.byKey)).filter(tests.whole), ({ ref }) => [ref.key]);
  const outcomes = users.map((user) => {
    const problem = target.as === "set" ? memberNameProblem(user.ref.key) : undefined;
    return problem === undefined
      ? declareUser(context, target, user)
      : { user, reason: `${problem}; --as users can hold it` };
  });
  const declarable = outcomes.flatMap((outcome) => ("fields" in outcome ? [outcome] : []));
  const { taken, namesakes } = uniqueNames(declarable);
  return { taken, leftOut: [...outcomes.flatMap((outcome) => ("fields" in outcome ? [] : [outcome])), ...namesakes] };
}

/** A user as the target declares it. Whom a roster alone cannot hold, because of what people write into tables, a program can. */
function declareUser(context: Context, target: ImportTarget, user: Observed): Declarable | Undeclarable {
  const { kind } = context;
  const told = withoutConfiguredPlace(context, kind, user);
  const outcome = declare(kind, told, normaliser(target, kind, user));
  if ("fields" in outcome || target.to !== "roster" || !("fields" in declare(kind, told, asItIs))) return outcome;
  return { user, reason: `${outcome.reason.replace(/\.$/, "")}; --to typescript can hold it` };
}

const asItIs: Normalise = (field, value) => ({ fields: { [field]: value } });

function hasGroups({ withGroups, onlyGroups }: ImportTarget): boolean {
  return withGroups === true || onlyGroups === true;
}

/** Ids of the groups and units to take: those of the name, and where filters choose people, theirs. Absent: all. */
function wantedGroups(
  kind: Kind,
  { groups, units }: NamedObjects,
  { groupsPattern, ...filters }: ImportTarget,
  taken: readonly Declarable[],
): ReadonlySet<string> | undefined {
  const isFiltered = [filters.group, filters.org, filters.pattern].some((filter) => filter !== undefined);
  const theirs = isFiltered ? new Set(taken.flatMap(({ fields }) => groupsOf(kind, fields))) : undefined;
  if (groupsPattern === undefined) return theirs;
  const isMeant = namePattern([groupsPattern]);
  const meant = [...groups, ...units].filter(({ name }) => isMeant(kind.directory.name, name)).map(({ id }) => id);
  return new Set(theirs === undefined ? meant : meant.filter((id) => theirs.has(id)));
}

/** Whether a roster writes names. Where groups come along, ids would tie nobody to them. */
export function isByName({
  to,
  references,
  withGroups,
}: Pick<ImportTarget, "to" | "references" | "withGroups">): boolean {
  return to === "roster" && (references ?? (withGroups === true ? "names" : "ids")) === "names";
}

function normaliser({ to, out }: ImportTarget, kind: Kind, user: Observed): Normalise {
  return to === "roster" ? rosterValues(kind, user, out) : asItIs;
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
    const folded = foldKey(one.user.ref.key);
    if (seen.has(folded))
      namesakes.push({ user: one.user, reason: "another user has the same name but for case, width or parent" });
    else taken.push(one);
    seen.add(folded);
  }
  return { taken, namesakes };
}

async function write(
  { kind, token }: Context,
  target: ImportTarget,
  taken: readonly Declarable[],
  groups: readonly ImportedGroup[],
  named: NamedObjects | undefined,
): Promise<Pick<Imported, "content" | "groupsContent" | "importFile">> {
  const { to, as, out, name } = target;
  const users = taken.map(({ user, fields }): ImportedUser => ({ name: user.ref.key, user, fields }));
  const members = users.map((user) => ({
    ...user,
    fields: only(user.fields, (_, field) => field !== kind.naturalKey),
  }));
  const parent = to === "roster" ? name : undefined;
  const roster = parent === undefined || users.length === 0 ? [] : [rosterSpec(parent)];
  const specs =
    as === "users" || users.length === 0
      ? userSpecs(kind, users, parent)
      : setSpecs(kind, name, `${kind.directory.name}-users-${token()}`, members, parent);
  const importFile = { resources: [...groupSpecs(groups), ...roster, ...specs] };
  const declared = groupDeclarations(groups);
  if (to === "typescript" && target.onlyGroups === true) return { content: groupsProgram(kind, declared), importFile };
  if (to === "typescript") {
    const content = as === "users" ? usersProgram(kind, users, declared) : setProgram(kind, name, members, declared);
    return { content, importFile };
  }
  const content = users.length === 0 ? "" : await rosterContent(out, kind, rosterPeople(kind, target, users, named));
  return { content, importFile, ...(groups.length > 0 && { groupsContent: groupsProgram(kind, declared) }) };
}

function rosterPeople(
  kind: Kind,
  target: ImportTarget,
  users: readonly ImportedUser[],
  named: NamedObjects | undefined,
): RosterPeople {
  const people = users.map(({ fields }) => fields);
  if (named === undefined || !isByName(target)) return { people };
  return { people: people.map(namesWriter(kind, named)), references: "names" };
}
