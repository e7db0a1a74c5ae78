import { replacedFields } from "../../provider/lifecycle/check";
import type { Directory, DirectoryName } from "../../provider/directory";
import type { DeletionLimits } from "../../provider/host/deletion-limits";
import type { Fields } from "../../provider/user";
import type { ManagedUser } from "./managed-users";

export type { DeletionLimits };

/** A user as the program declares it now. */
export interface DeclaredUser {
  readonly directory: DirectoryName;
  readonly resource: string;
  readonly member?: string;
  /** Earlier names of the resource, given as aliases. */
  readonly aliases: readonly string[];
  readonly fields: Fields;
}

/** What a run would delete, compared with what the stack managed before. */
export interface Departures {
  readonly managed: number;
  readonly leaving: readonly ManagedUser[];
  /** Users whose account would be deleted and created again. */
  readonly replaced: readonly ManagedUser[];
  /** Users that stay declared, but under another resource: the engine would delete their account after taking it over. */
  readonly moved: readonly { readonly from: ManagedUser; readonly to: DeclaredUser }[];
}

/** Compares what the stack managed with what the program declares. */
export function departures(before: readonly ManagedUser[], now: readonly DeclaredUser[], directories: Readonly<Record<string, Directory>>): Departures {
  const byPlace = new Map(now.flatMap((user) => [user.resource, ...user.aliases].map((name) => [place(user.directory, name, user.member), user])));
  const placesBefore = new Set(before.map((user) => place(user.directory, user.resource, user.member)));
  // Only a resource that is new can have taken somebody over: one that was there before manages another account's namesake.
  const newcomers = now.filter((user) => ![user.resource, ...user.aliases].some((name) => placesBefore.has(place(user.directory, name, user.member))));
  const byKey = new Map(newcomers.map((user) => [`${user.directory} ${keyOf(user, directories)}`, user]));
  const leaving: ManagedUser[] = [];
  const replaced: ManagedUser[] = [];
  const moved: { from: ManagedUser; to: DeclaredUser }[] = [];
  for (const user of before) {
    if ((user.declared["onDelete"] ?? "delete") !== "delete") continue;
    const directory = directories[user.directory];
    const still = byPlace.get(place(user.directory, user.resource, user.member));
    const elsewhere = byKey.get(`${user.directory} ${user.key}`);
    if (still === undefined && elsewhere !== undefined) moved.push({ from: user, to: elsewhere });
    else if (still === undefined) leaving.push(user);
    else if (directory !== undefined && replacedFields(directory, user.declared, still.fields).length > 0) replaced.push(user);
  }
  return { managed: before.length, leaving, replaced, moved };
}

/** Why a run must not go on; `undefined` when it may. */
export function objection({ managed, leaving, replaced, moved }: Departures, limits: DeletionLimits): string | undefined {
  if (moved.length > 0) return describeMoves(moved);
  const count = leaving.length + replaced.length;
  if (count <= limits.maxDeletes || count <= limits.maxDeleteShare * managed || count === limits.allowed) return undefined;
  const percent = Math.round((count / managed) * 100);
  const parts = [`${leaving.length} to delete`, ...(replaced.length > 0 ? [`${replaced.length} to delete and create again`] : [])];
  return [
    `Rollcall stops this run before the first delete: it would delete ${count} of ${managed} managed users (${percent} %): ${parts.join(", ")}.`,
    `  ${names([...leaving, ...replaced])}`,
    `  The limit is ${limits.maxDeletes} users and ${Math.round(limits.maxDeleteShare * 100)} % (rollcall:maxDeletes, rollcall:maxDeleteShare).`,
    `  If this is meant, run once with ROLLCALL_ALLOW_DELETES=${count}.`,
  ].join("\n");
}

function describeMoves(moved: Departures["moved"]): string {
  const lines = moved.slice(0, 10).map(({ from, to }) => `  ${from.directory} user ${from.key}: was ${from.resource}${from.member === undefined ? "" : `[${from.member}]`}, is now ${to.resource}${to.member === undefined ? "" : `[${to.member}]`}`);
  const rest = moved.length > 10 ? [`  and ${moved.length - 10} more`] : [];
  return [
    `Rollcall stops this run: ${moved.length} users are declared under another resource than before, and Pulumi would delete their accounts after taking them over.`,
    ...lines,
    ...rest,
    `  Keep the resource name, or give the new resource its old one: { aliases: [{ name: "${moved[0]?.from.resource ?? ""}" }] }. To move people between users and a set see docs/scale.md.`,
  ].join("\n");
}

function names(users: readonly ManagedUser[]): string {
  const shown = users.slice(0, 10).map(({ key }) => key).join(", ");
  return users.length > 10 ? `${shown} and ${users.length - 10} more` : shown;
}

function place(directory: string, resource: string, member: string | undefined): string {
  return JSON.stringify([directory, resource, member ?? null]);
}

function keyOf(user: DeclaredUser, directories: Readonly<Record<string, Directory>>): string {
  return String(user.fields[directories[user.directory]?.naturalKey ?? ""] ?? user.member ?? user.resource);
}
