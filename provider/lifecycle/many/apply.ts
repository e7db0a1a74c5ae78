import type { RollcallError } from "../../model/error";
import { uniqueValues, without } from "../../model/unique-values";
import { type Context, keyOf } from "../context";
import { Rally } from "../together";
import { asSeen } from "./as-seen";
import { failureOfMany } from "./failures";
import { changeInOrder, KeptValues } from "./handovers";
import { createTogether } from "./join";
import { kindPlaceOf, type Member, type UserSet } from "./members";
import { losersOf, requireUndeclared } from "./movers";
import { deleteMember, type Outcome } from "./one-member";
import { type Change, compare, listingPays, planSet } from "./plan";
import { progressOf } from "./progress";
import type { Managed, SetState } from "./state";

/** A set as state will keep it. */
export interface AppliedSet {
  readonly id: string;
  readonly state: SetState;
  /** Of everybody who could not be brought where they belong; state has what is known of them, and the next run repairs the rest. */
  readonly failures: readonly RollcallError[];
}

/**
 * Makes every member of a set exist, all at once, so that calls that take many are filled.
 * @throws RollcallError when nobody could be created; if some could, the others are left out of the state
 */
export async function createSet(alone: Context, desired: UserSet): Promise<AppliedSet> {
  const members = [...desired.members.values()];
  const context = { ...alone, rally: new Rally() };
  const kept = new KeptValues(context);
  const met = await createTogether(context, members, kept);
  const outcomes = [...(await tryAgain(context, met, kept)).values()];
  const applied = settle(desired, outcomes);
  if (applied.failures.length > 0 && applied.state.members.size === 0) {
    const none = `none of the ${applied.failures.length} users of the set could be created`;
    throw failureOfMany(none, applied.failures, "Correct the cause and run again.");
  }
  return { id: `${context.kind.directory.name}-users-${context.token()}`, ...applied };
}

/**
 * Brings a set in line with a declaration, person by person: leavers first, then changes, then joiners, so that names, mail
 * addresses and numbers are free by the time others take them; see {@link changeInOrder}. Members that agree cost nothing.
 */
export async function updateSet(alone: Context, id: string, state: SetState, desired: UserSet): Promise<AppliedSet> {
  const context = { ...alone, rally: new Rally() };
  const plan = await planSet(context, state, desired);
  await requireUndeclared(context, state, plan);
  const kept = new KeptValues(context);
  const removed = progressOf(context, "removed", plan.deletes.length);
  const gone = await Promise.all(plan.deletes.map((member) => removed(deleteMember(context, member))));
  kept.note(gone);
  const changed = await changeInOrder(
    context,
    plan.changes,
    plan.creates,
    kept,
    listingPays(plan.changes.length, desired),
  );
  for (const { fields } of losersOf(context.kind, state, plan)) context.claims.left(kindPlaceOf(context.kind, fields));
  const met = new Map([...changed, ...(await createTogether(context, plan.creates, kept))]);
  const brought = await tryAgain(context, met, kept);
  const same = plan.unchanged.map(({ before, after }): Outcome => ({
    member: { ...before, name: after.name, own: after.own },
    failures: [],
  }));
  return { id, ...settle(desired, [...same, ...brought.values(), ...gone]) };
}

/** State and failures out of everybody's outcome, in the order of the declaration. */
function settle(desired: UserSet, outcomes: readonly Outcome[]): Omit<AppliedSet, "id"> {
  const found = new Map(
    outcomes.flatMap(({ member }) => (member === undefined ? [] : [[member.name, member] as const])),
  );
  const members = new Map([...desired.members.keys()].flatMap((name) => entry(name, found.get(name))));
  const leaving: Managed[] = [];
  for (const { left } of outcomes) {
    if (left === undefined) continue;
    if (desired.members.has(left.name) || members.has(left.name)) leaving.push(left);
    else members.set(left.name, left);
  }
  return {
    state: { shared: desired.shared, members, leaving },
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

function entry(name: string, member: Managed | undefined): readonly (readonly [string, Managed])[] {
  return member === undefined ? [] : [[name, member]];
}

/**
 * Ends the management of a whole set, each member as its own `onDelete` says.
 * @throws RollcallError naming everybody whose account could not be ended; the set stays in state, and a repeat passes over
 *   those already gone.
 */
export async function deleteSet(context: Context, state: SetState): Promise<void> {
  const everybody = [...state.members.values(), ...state.leaving];
  const told = progressOf(context, "removed", everybody.length);
  const failures = (await Promise.all(everybody.map((member) => told(deleteMember(context, member))))).flatMap(
    (outcome) => outcome.failures,
  );
  if (failures.length === 0) return;
  throw failureOfMany(
    `${failures.length} of ${everybody.length} users of the set could not be deleted`,
    failures,
    "Correct the cause and run again: users already gone count as deleted.",
  );
}

type Outcomes = ReadonlyMap<Member, Outcome>;

/**
 * Tries again for people to whom the service refused a value, because another account has it. What an account holds is known only
 * after it was taken over: two leftovers of killed runs may have each other's numbers, or a number that a member of the set gets.
 * Those who wait for each other then exchange values as members do; see {@link changeInOrder}.
 * @param outcomes what came of everybody who was changed or created
 * @param kept values of those for whom something failed
 * @returns the same with what came of the further tries
 */
async function tryAgain(context: Context, outcomes: Outcomes, kept: KeptValues): Promise<Outcomes> {
  let all = outcomes;
  let movement = [...all.values()].some(({ member }) => member?.adopted === true);
  for (;;) {
    const refused = [...all].filter(([, { failures }]) => failures.some(isTaken));
    if (refused.length === 0 || !(movement || waitForEachOther(context, refused))) return all;
    const again = await tryOnce(context, refused, kept);
    all = new Map([...all, ...again]);
    movement = [...again.values()].some(({ failures }) => !failures.some(isTaken));
    if (!movement) return all;
  }
}

function isTaken({ category }: RollcallError): boolean {
  return category === "value-taken";
}

/** Somebody is to have what another of them has. */
function waitForEachOther({ kind }: Context, refused: readonly (readonly [Member, Outcome])[]): boolean {
  const held = new Set(
    refused
      .flatMap(([{ fields }, { member }]) =>
        member === undefined ? [] : without(uniqueValues(kind, member.fields), uniqueValues(kind, fields)),
      )
      .map(({ token }) => token),
  );
  return refused.some(([{ fields }]) => uniqueValues(kind, fields).some(({ token }) => held.has(token)));
}

async function tryOnce(
  context: Context,
  refused: readonly (readonly [Member, Outcome])[],
  kept: KeptValues,
): Promise<Outcomes> {
  kept.release(
    new Set(
      refused.flatMap(([{ fields }, { member }]) =>
        [fields, ...(member === undefined ? [] : [member.fields])].map((one) => keyOf(context, one)),
      ),
    ),
  );
  const stays = await Promise.all(
    refused.map(async ([after, { member }]) =>
      member === undefined ? undefined : compare(context, await asSeen(context, member, after), after),
    ),
  );
  const changes = stays.filter((change): change is Change => change !== undefined && change.diff.replaces.length === 0);
  const joiners = refused.flatMap(([after, { member }]) => (member === undefined ? [after] : []));
  const changed = await changeInOrder(context, changes, joiners, kept, false);
  return new Map([...changed, ...(await createTogether(context, joiners, kept))]);
}
