import type { DeletionLimits } from "../../../provider/config/limits";
import { shortLines, shortRow } from "../../../provider/model/error";
import type { DeclaredUser, Departures, Moved, Rewritten, Respelled } from "./departures";
import type { ManagedUser } from "../run/managed-users";

/** Why a run must not go on; `undefined` when it may. */
export function objection(
  {
    managed,
    leaving,
    soFar = false,
    underway = false,
    begun = false,
    lastDays = new Map(),
    replaced,
    moved,
    respelled,
    rewritten = [],
  }: Departures,
  limits: DeletionLimits,
): string | undefined {
  if (respelled.length > 0) return describeRespelled(respelled, underway);
  if (rewritten.length > 0) return describeRewritten(rewritten, underway);
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
    `Rollcall stops this run${begun ? ", in which some people have been deleted already" : " before the first delete"}: it would delete ${count} of ${managed} managed users (${percent} %): ${parts.join(", ")}.`,
    ...(others.length + replaced.length > 0 ? [`  ${names([...others, ...replaced])}`] : []),
    ...(due.length > 0 ? [`  Last day over: ${names(due, (user) => ` (until ${lastDays.get(user) ?? ""})`)}`] : []),
    `  The limit is ${limits.maxDeletes} users and ${Math.round(limits.maxDeleteShare * 100)} % (rollcall:maxDeletes, rollcall:maxDeleteShare).`,
    `  If this is meant, run once with ROLLCALL_ALLOW_DELETES=${count}${soFar ? ", or more: the program was still running, and its end may add others" : ""}.`,
  ].join("\n");
}

/** What a run has done before it is stopped or refused; goes on from the sentence that says so. */
export function doneBefore(underway: boolean): string {
  return underway ? ", in which others may have gone on already" : "; nothing was created or changed";
}

/** Why a run must not go on that would create these people again and end their accounts, and the ways out. */
function describeRespelled(people: readonly Respelled[], underway: boolean): string {
  const lines = people.map(
    ({ from, key }) =>
      `${from.kind.directory.name} ${from.kind.noun} ${from.key} (resource ${from.resource}) is now written ${key}`,
  );
  const renamed = people.find(({ renames }) => renames);
  const alias = renamed === undefined ? "" : `[{ name: ${JSON.stringify(renamed.from.resource)} }]`;
  const rename =
    renamed === undefined
      ? ""
      : ` To rename the account of ${renamed.from.key}, tell Pulumi for one run what its resource was before: { aliases: ${alias} }, in a roster aliases: (name) => name === ${JSON.stringify(renamed.to)} ? ${alias} : [].`;
  return [
    `Rollcall stops this run${doneBefore(underway)}. The key of ${people.length === 1 ? "1 user" : `${people.length} users`} changes only in case, and Pulumi would create one account for the new spelling and delete the one of the former:`,
    ...shortLines(lines),
    `  Write the key as before.${rename}`,
  ].join("\n");
}

/** Why a run must not go on that would end these accounts and create others for the same people, and the ways out. */
function describeRewritten(people: readonly Rewritten[], underway: boolean): string {
  const lines = people.map(
    ({ from: { kind, key: before, resource }, key }) =>
      `${kind.directory.name} ${kind.noun} ${before} (resource ${resource}) is now written ${key}`,
  );
  return [
    `Rollcall stops this run${doneBefore(underway)}. ${people.length === 1 ? "The key of 1 user is its former one in another form" : `The keys of ${people.length} users are their former ones in another form`}, as programs write keys again (numbers, dashes, quotes, spaces, accents), and Pulumi would create one account for the new form and end the one of the former:`,
    ...shortLines(lines),
    "  Write the key as before; in a spreadsheet format the column as text first. If two people are meant, take the former one out in one run and put the new one in with the next.",
  ].join("\n");
}

function describeMoves(moved: Departures["moved"]): string {
  const lines = moved.map(
    ({ from, to }) =>
      `${from.kind.directory.name} ${from.kind.noun} ${from.key}: was ${standing(from, from.parents, crosses({ from, to }))}, is now ${standing(to, to.parents?.[0], crosses({ from, to }))}`,
  );
  // A user and a set are of two types, so that no alias makes one of the other.
  const first = moved.find(({ from, to }) => (from.member === undefined) === (to.member === undefined));
  return [
    `Rollcall stops this run: ${moved.length} ${areDeclared(moved)} declared under another resource than before, and Pulumi would see two ${moved.every(({ from }) => from.kind.token === "User") ? "people" : "of them"} in each: one to create and one to delete.`,
    ...shortLines(lines),
    moved.every(({ leavesOthers }) => leavesOthers === true)
      ? '  Keep them in the set where they were, or give them onDelete: "retain" in one run and move them in the next.'
      : `  ${first === undefined ? "Keep them where they were." : namingAlias(first)} To move people between users and a set run rollcall convert first (docs/user-set.md); to move a few, or between sets, give them onDelete: "retain" in one run and move them in the next.`,
    ...(moved.some(crosses)
      ? [
          "  Whoever goes to another account of the cloud needs two runs: one without the person, which ends the former account, and one with the new resource.",
        ]
      : []),
  ].join("\n");
}

function namingAlias({ from, to }: Moved): string {
  const renamed = from.resource !== to.resource;
  const alias = renamed || from.urn === undefined ? `{ name: "${from.resource}" }` : `"${from.urn}"`;
  return `Keep ${renamed ? "the resource name" : "them where they were"}, or tell Pulumi what the resource was before: { aliases: [${alias}] }, in a roster with its argument aliases.`;
}

function areDeclared(moved: Departures["moved"]): string {
  const nouns = new Set(moved.map(({ from }) => from.kind.noun));
  const [noun = "user"] = nouns;
  if (moved.length === 1) return `${noun} is`;
  return nouns.size === 1 ? `${noun}s are` : "users, groups and units are";
}

/** Whether somebody goes to an account of another name in the stack, which may be the same one of the cloud. */
function crosses({ from, to }: Departures["moved"][number]): boolean {
  return from.account !== undefined && to.account !== undefined && from.account !== to.account;
}

function standing(user: ManagedUser | DeclaredUser, parents: string | undefined, showsAccount: boolean): string {
  const around = parents === undefined || parents === "" ? "" : ` in ${parents.split("$").reverse().join(" in ")}`;
  const under = showsAccount ? ` under the account ${JSON.stringify(user.account ?? "")}` : "";
  return `${placeOf(user)}${around}${under}`;
}

/** How a program names somebody: the resource, and the member of a set. */
export function placeOf({ resource, member }: Pick<ManagedUser, "resource" | "member">): string {
  return member === undefined ? resource : `${resource}[${member}]`;
}

function names(users: readonly ManagedUser[], note: (user: ManagedUser) => string = () => ""): string {
  return shortRow(users.map((user) => `${user.hidden === true ? placeOf(user) : user.key}${note(user)}`));
}
