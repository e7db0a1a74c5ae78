import { replacedFields } from "../../provider/lifecycle/check";
import { pairPeople } from "../../provider/lifecycle/many/plan";
import { type Kind, kindId } from "../../provider/model/kind";
import type { DeletionLimits } from "../../provider/config/limits";
import { foldedKey } from "../../provider/model/natural-key";
import type { Fields } from "../../provider/model/values";
import type { ManagedUser } from "./managed-users";
import { describeRespelled, type Respelled } from "./respelled";

export type { DeletionLimits };

/** The resource of a user, or of a set, as the program declares it now. */
export interface DeclaredResource {
  readonly kind: Kind;
  readonly resource: string;
  /** Earlier names of the resource, given as aliases. */
  readonly aliases: readonly string[];
  /** The types of the resources around it, now and by its aliases; absent when that cannot be told. */
  readonly parents?: readonly string[];
  /** Name of the account in the stack, `default` for the stack's own; absent when that cannot be told. */
  readonly account?: string;
}

/** A user as the program declares it now. */
export interface DeclaredUser extends DeclaredResource {
  readonly member?: string;
  readonly fields: Fields;
}

/** What a run would delete, compared with what the stack managed before. */
export interface Departures {
  readonly managed: number;
  readonly leaving: readonly ManagedUser[];
  /** The program still runs, and at its end there may be more. */
  readonly soFar?: boolean;
  /** Some of them are gone already: a set that the limits allowed has ended them. */
  readonly begun?: boolean;
  /** The last day, `yyyy-MM-dd`, of those who leave because a roster has them until then. */
  readonly lastDays?: ReadonlyMap<ManagedUser, string>;
  /** Users whose account would be deleted and created again. */
  readonly replaced: readonly ManagedUser[];
  /** Users whose resource is gone while a new one has their key in another case. */
  readonly respelled: readonly Respelled[];
  /** Users that stay declared, but under another resource: the engine would delete their account after taking it over. */
  readonly moved: readonly { readonly from: ManagedUser; readonly to: DeclaredUser }[];
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
  const leaving: ManagedUser[] = [];
  const replaced: ManagedUser[] = [];
  const moved: { from: ManagedUser; to: DeclaredUser }[] = [];
  const respelled: Respelled[] = [];
  for (const user of before) {
    const onDelete = user.declared["onDelete"] ?? "delete";
    const { kind } = user;
    const still = staying.get(user);
    const elsewhere = byKey.get(placedKey(user.kind, user.key));
    const alike =
      elsewhere === undefined && still === undefined
        ? bySpelling.get(placedKey(user.kind, foldedKey(user.key)))
        : undefined;
    if (alike !== undefined)
      respelled.push({
        from: user,
        key: keyOf(alike),
        to: alike.resource,
        renames: kind.fields[kind.naturalKey]?.change.kind === "in-place",
      });
    else if (onDelete === "retain") continue;
    else if (still === undefined && elsewhere !== undefined) moved.push({ from: user, to: elsewhere });
    else if (onDelete !== "delete") continue;
    else if (still === undefined) leaving.push(user);
    else if (replacedFields(kind, user.declared, still.fields).length > 0) replaced.push(user);
  }
  return { managed: before.length, leaving, replaced, moved, respelled };
}

function placedKey(kind: Kind, key: string): string {
  return `${kindId(kind)} ${key.normalize("NFC")}`;
}

/** Who is declared under the same resource as before; within a set, the one whom the set itself takes for the same person. */
export function stayers(
  before: readonly ManagedUser[],
  now: readonly DeclaredUser[],
): ReadonlyMap<ManagedUser, DeclaredUser> {
  const declared = groups(now, (user) => [user.resource, ...user.aliases].map((name) => placeOf(user, name)));
  const found = new Map<ManagedUser, DeclaredUser>();
  for (const then of groups(before, (user) => [
    JSON.stringify([placeOf(user, user.resource), user.parents]),
  ]).values()) {
    const [first] = then;
    if (first === undefined) continue;
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
    const pairs = pairPeople(first.kind, people, new Map(people.map((person) => [person.name, person])), members);
    for (const [after, person] of pairs) found.set(person.user, after.user);
  }
  return found;
}

/** Of those who leave, whom a set ends in its own update, while the program may still run: the engine deletes resources after its end. */
export function leavingSets(
  leaving: readonly ManagedUser[],
  sets: readonly DeclaredResource[],
): readonly ManagedUser[] {
  const declared = groups(sets, ({ kind, resource, aliases }) =>
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
function isAmong(then: string | undefined, now: readonly string[] | undefined): boolean {
  return then === undefined || now === undefined || now.includes(then);
}

function groups<T>(users: readonly T[], places: (user: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const grouped = new Map<string, T[]>();
  for (const user of users) {
    for (const place of places(user)) {
      const group = grouped.get(place);
      if (group === undefined) grouped.set(place, [user]);
      else group.push(user);
    }
  }
  return grouped;
}

/** Why a run must not go on; `undefined` when it may. */
export function objection(
  { managed, leaving, soFar = false, begun = false, lastDays = new Map(), replaced, moved, respelled }: Departures,
  limits: DeletionLimits,
): string | undefined {
  if (respelled.length > 0) return describeRespelled(respelled);
  if (moved.length > 0) return describeMoves(moved);
  const count = leaving.length + replaced.length;
  const isAllowed = soFar ? count <= (limits.allowed ?? 0) : count === limits.allowed;
  if (count <= limits.maxDeletes || count <= limits.maxDeleteShare * managed || isAllowed) return undefined;
  const percent = Math.round((count / managed) * 100);
  const due = leaving.filter((user) => lastDays.has(user));
  const others = leaving.filter((user) => !lastDays.has(user));
  const parts = [
    `${leaving.length} to delete${due.length > 0 ? `, ${due.length} of them because their last day is over` : ""}`,
    ...(replaced.length > 0 ? [`${replaced.length} to delete and create again`] : []),
  ];
  return [
    `Rollcall stops this run${begun ? ", in which sets have deleted some people already" : " before the first delete"}: it would delete ${count} of ${managed} managed users (${percent} %): ${parts.join(", ")}.`,
    ...(others.length + replaced.length > 0 ? [`  ${names([...others, ...replaced])}`] : []),
    ...(due.length > 0 ? [`  Last day over: ${names(due, (user) => ` (until ${lastDays.get(user) ?? ""})`)}`] : []),
    `  The limit is ${limits.maxDeletes} users and ${Math.round(limits.maxDeleteShare * 100)} % (rollcall:maxDeletes, rollcall:maxDeleteShare).`,
    `  If this is meant, run once with ROLLCALL_ALLOW_DELETES=${count}${soFar ? ", or more: the program was still running, and its end may add others" : ""}.`,
  ].join("\n");
}

function describeMoves(moved: Departures["moved"]): string {
  const lines = moved
    .slice(0, 10)
    .map(
      ({ from, to }) =>
        `  ${from.kind.directory.name} ${from.kind.noun} ${from.key}: was ${standing(from, from.parents, crosses({ from, to }))}, is now ${standing(to, to.parents?.[0], crosses({ from, to }))}`,
    );
  const rest = moved.length > 10 ? [`  and ${moved.length - 10} more`] : [];
  const [first] = moved;
  const renamed = first?.from.resource !== first?.to.resource;
  const alias =
    renamed || first?.from.urn === undefined ? `{ name: "${first?.from.resource ?? ""}" }` : `"${first.from.urn}"`;
  return [
    `Rollcall stops this run: ${moved.length === 1 ? "1 user is" : `${moved.length} users are`} declared under another resource than before, and Pulumi would see two people in each: one to create and one to delete.`,
    ...lines,
    ...rest,
    `  Keep ${renamed ? "the resource name" : "them where they were"}, or tell Pulumi what the resource was before: { aliases: [${alias}] }, in a roster with its argument aliases. To move people between users and a set run rollcall convert first (docs/user-set.md); to move a few, or between sets, give them onDelete: "retain" in one run and move them in the next.`,
    ...(moved.some(crosses)
      ? [
          "  Whoever goes to another account of the cloud needs two runs: one without the person, which ends the former account, and one with the new resource.",
        ]
      : []),
  ].join("\n");
}

/** Whether somebody goes to an account of another name in the stack, which may be the same one of the cloud. */
function crosses({ from, to }: Departures["moved"][number]): boolean {
  return from.account !== undefined && to.account !== undefined && from.account !== to.account;
}

function standing(
  { resource, member, account = "" }: ManagedUser | DeclaredUser,
  parents: string | undefined,
  showsAccount: boolean,
): string {
  const around = parents === undefined || parents === "" ? "" : ` in ${parents.split("$").reverse().join(" in ")}`;
  const under = showsAccount ? ` under the account ${JSON.stringify(account)}` : "";
  return `${resource}${member === undefined ? "" : `[${member}]`}${around}${under}`;
}

function names(users: readonly ManagedUser[], note: (user: ManagedUser) => string = () => ""): string {
  const shown = users
    .slice(0, 10)
    .map((user) => `${user.key}${note(user)}`)
    .join(", ");
  return users.length > 10 ? `${shown} and ${users.length - 10} more` : shown;
}

function keyOf(user: DeclaredUser): string {
  return String(user.fields[user.kind.naturalKey] ?? user.member ?? user.resource);
}
