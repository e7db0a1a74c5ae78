import { grouped } from "../../../provider/model/kept";
import { replacedFields } from "../../../provider/lifecycle/check";
import { pairPeople } from "../../../provider/lifecycle/many/plan";
import { type Kind, kindId } from "../../../provider/model/kind";
import { foldedKey } from "../../../provider/model/compare";
import { type Fields, isUnknown } from "../../../provider/model/values";
import { mayBeOneKey, rewrittenForms } from "../roster/cell/rewritten-key";
import type { ManagedUser } from "../run/managed-users";

/** The resource of a user, or of a set, as the program declares it now. */
export interface DeclaredResource {
  readonly kind: Kind;
  /** The kind under the account of the resource, under which to name an instance, and to leave it to the account, is the same; absent where no account tells anything. */
  readonly placing?: Kind;
  readonly resource: string;
  /** Earlier names of the resource, given as aliases. */
  readonly aliases: readonly string[];
  /** The types of the resources around it, now and by its aliases; absent when that cannot be told. */
  readonly parents?: readonly string[];
  /** Name of the account in the stack, `default` for the stack's own; absent when that cannot be told. */
  readonly account?: string;
  /** An alias names, or may name, a resource of the plugin. */
  readonly wasOfPlugin?: boolean;
  /** The program protects it from deletion. */
  readonly isProtected?: boolean;
}

/** A user as the program declares it now. */
export interface DeclaredUser extends DeclaredResource {
  readonly member?: string;
  readonly fields: Fields;
}

/** A person whose key the program now writes in another case, under a resource that is new. */
export interface Respelled {
  readonly from: ManagedUser;
  /** The key as it is written now. */
  readonly key: string;
  /** The resource that has it now. */
  readonly to: string;
  /** Whether an alias keeps the new spelling: the directory renames accounts, and no member of a set is among the two, of which Pulumi knows none. */
  readonly renames: boolean;
}

/** A person who leaves while somebody new has the same key in another form that programs make of it, see {@link rewrittenForms}. */
export interface Rewritten {
  readonly from: ManagedUser;
  /** The key as it is written now. */
  readonly key: string;
}

/** What a run would delete, compared with what the stack managed before. */
export interface Departures {
  readonly managed: number;
  readonly leaving: readonly ManagedUser[];
  /** The program still runs, and at its end there may be more. */
  readonly soFar?: boolean;
  /** Others may have been created or changed already. */
  readonly underway?: boolean;
  /** Some of them are gone already: a set that the limits allowed has ended them. */
  readonly begun?: boolean;
  /** The last day, `yyyy-MM-dd`, of those who leave because a roster has them until then. */
  readonly lastDays?: ReadonlyMap<ManagedUser, string>;
  /** Users whose account would be deleted and created again. */
  readonly replaced: readonly ManagedUser[];
  /** Users of whom only values that are not known yet can tell whether they are replaced, as they are declared. */
  readonly open?: readonly DeclaredUser[];
  /** Users whose resource is gone while a new one has their key in another case. */
  readonly respelled: readonly Respelled[];
  /** Users who are gone while a new one has their key as a program writes it again; absent when nobody was compared. */
  readonly rewritten?: readonly Rewritten[];
  /** Users that stay declared, but under another resource: the engine would delete their account after taking it over. */
  readonly moved: readonly Moved[];
}

/** Somebody who is declared under another resource than before. */
export interface Moved {
  readonly from: ManagedUser;
  readonly to: DeclaredUser;
  /** The set that the person leaves stays declared, with others: no alias can make the other resource of it. */
  readonly leavesOthers?: boolean;
}

/** Compares what the stack managed with what the program declares. */
export function departures(
  before: readonly ManagedUser[],
  now: readonly DeclaredUser[],
  staying = stayers(before, now),
): Departures {
  const stillHere = new Set(staying.values());
  // Only a resource that is new can have taken somebody over: one that was there before manages another account's namesake.
  const newcomers = now.filter((user) => !stillHere.has(user));
  const byKey = new Map(newcomers.map((user) => [placedKey(user.kind, keyOf(user)), user]));
  const bySpelling = new Map(newcomers.map((user) => [placedKey(user.kind, foldedKey(keyOf(user))), user]));
  const gone: ManagedUser[] = [];
  const leaving: ManagedUser[] = [];
  const replaced: ManagedUser[] = [];
  const open: DeclaredUser[] = [];
  const moved: Moved[] = [];
  const members = grouped(now, (user) => (user.member === undefined ? [] : [placeOf(user, user.resource)]));
  const respelled: Respelled[] = [];
  for (const user of before) {
    const onDelete = user.declared["onDelete"] ?? "delete";
    const { kind } = user;
    const still = staying.get(user);
    const elsewhere = byKey.get(placedKey(user.kind, user.key));
    const isGone = elsewhere === undefined && still === undefined;
    const alike = isGone ? bySpelling.get(placedKey(user.kind, foldedKey(user.key))) : undefined;
    if (isGone && alike === undefined) gone.push(user);
    if (alike !== undefined)
      respelled.push({
        from: user,
        key: keyOf(alike),
        to: alike.resource,
        renames: [user.member, alike.member].every((name) => name === undefined) && isRenamed(kind),
      });
    else if (onDelete === "retain") continue;
    else if (still === undefined && elsewhere !== undefined)
      moved.push({
        from: user,
        to: elsewhere,
        leavesOthers:
          members.get(placeOf(user, user.resource))?.some(({ parents }) => isAmong(user.parents, parents)) === true,
      });
    else if (onDelete !== "delete") continue;
    else if (still === undefined) leaving.push(user);
    else {
      const fields = replacedFields(kind, user.declared, still.fields);
      if (fields.some((field) => !isUnknown(still.fields[field]))) replaced.push(user);
      else if (fields.length > 0) open.push(still);
    }
  }
  return { managed: before.length, leaving, replaced, open, moved, respelled, rewritten: rewritten(gone, newcomers) };
}

function isRenamed({ fields, naturalKey }: Kind): boolean {
  return fields[naturalKey]?.change.kind === "in-place";
}

function rewritten(gone: readonly ManagedUser[], newcomers: readonly DeclaredUser[]): readonly Rewritten[] {
  if (gone.length === 0) return [];
  const newForms = newcomers.map((user) => ({ user, forms: rewrittenForms(keyOf(user)) }));
  const byForm = grouped(newForms, ({ user, forms }) => forms.map((form) => placedKey(user.kind, form)));
  return gone.flatMap((from) => {
    const forms = rewrittenForms(from.key);
    const alike = forms.flatMap((form) => byForm.get(placedKey(from.kind, form)) ?? []);
    const to = alike.find((other) => mayBeOneKey(forms, other.forms))?.user;
    return to === undefined ? [] : [{ from, key: keyOf(to) }];
  });
}

function placedKey(kind: Kind, key: string): string {
  return `${kindId(kind)} ${key.normalize("NFC")}`;
}

/** The person declared under the same resource as before; within a set, the one that the set itself takes for the same. */
export function stayers(
  before: readonly ManagedUser[],
  now: readonly DeclaredUser[],
): ReadonlyMap<ManagedUser, DeclaredUser> {
  const declared = grouped(now, (user) => [user.resource, ...user.aliases].map((name) => placeOf(user, name)));
  const found = new Map<ManagedUser, DeclaredUser>();
  for (const then of grouped(before, (user) => [
    JSON.stringify([placeOf(user, user.resource), user.parents]),
  ]).values()) {
    const [first] = then;
    const same = (declared.get(placeOf(first, first.resource)) ?? []).filter((user) =>
      isAmong(first.parents, user.parents),
    );
    if (first.member === undefined) {
      for (const user of then) {
        const still = same.find((candidate) => keyOf(candidate) === user.key) ?? same[0];
        if (still !== undefined) found.set(user, still);
      }
      continue;
    }
    const people = then.map((user) => ({ user, name: user.member ?? "", fields: user.declared }));
    const members = same.map((user) => ({ user, name: user.member ?? "", fields: user.fields }));
    const pairs = pairPeople(
      same[0]?.placing ?? first.kind,
      people,
      new Map(people.map((person) => [person.name, person])),
      members,
    );
    for (const [after, person] of pairs) found.set(person.user, after.user);
  }
  return found;
}

/** Of those who leave, whom a set ends in its own update, while the program may still run: the engine deletes resources after its end. */
export function leavingSets(
  leaving: readonly ManagedUser[],
  sets: readonly DeclaredResource[],
): readonly ManagedUser[] {
  const declared = grouped(sets, ({ kind, resource, aliases }) =>
    [resource, ...aliases].map((name) => placeOf({ kind, member: "" }, name)),
  );
  return leaving.filter((user) =>
    declared.get(placeOf(user, user.resource))?.some(({ parents }) => isAmong(user.parents, parents)),
  );
}

function placeOf({ kind, member }: Pick<ManagedUser, "kind" | "member">, name: string): string {
  return JSON.stringify([kindId(kind), member !== undefined, name.normalize("NFC")]);
}

/** What is not known on either side is no difference: a run is stopped only for what is certain. */
export function isAmong(then: string | undefined, now: readonly string[] | undefined): boolean {
  return then === undefined || now === undefined || now.includes(then);
}

function keyOf(user: DeclaredUser): string {
  return String(user.fields[user.kind.naturalKey] ?? user.member ?? user.resource);
}
