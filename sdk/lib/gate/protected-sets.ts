import { shortLines } from "../../../provider/model/error";
import { type DeclaredResource, type DeclaredUser, type Departures, leavingSets } from "./departures";
import type { ManagedUser } from "../run/managed-users";

/**
 * Members whose accounts a set would end although the program protects it: the engine guards the set as a whole, which stays, and its update
 * ends accounts. Users of their own are guarded by the engine.
 */
export function protectedMembers(
  { leaving, replaced }: Pick<Departures, "leaving" | "replaced">,
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  sets: readonly DeclaredResource[],
): readonly ManagedUser[] {
  const guarded = sets.filter(({ isProtected }) => isProtected === true);
  if (guarded.length === 0) return [];
  const replacedMembers = replaced.filter(
    (user) => user.member !== undefined && staying.get(user)?.isProtected === true,
  );
  return [...leavingSets(leaving, guarded), ...replacedMembers];
}

/** Why a run must not go on that would end these people's accounts, and the ways out; `undefined` where there are none. */
export function protectedObjection(people: readonly ManagedUser[]): string | undefined {
  if (people.length === 0) return undefined;
  const lines = people.map(
    ({ kind, resource, member = "" }) => `${kind.directory.name}:UserSet ${JSON.stringify(resource)}: ${member}`,
  );
  return [
    `Rollcall stops this run before the first delete: ${people.length === 1 ? "1 member" : `${people.length} members`} of a set with the option protect would lose the account, because they are no longer in the set or need a new account.`,
    ...shortLines(lines),
    `  Put them back as they were, or run once without protect. Whose account is to stay leaves with onDelete: "retain" or "disable", given in a run before.`,
  ].join("\n");
}
