import { equalValues } from "../../model/compare";
import { type Kind, parentOf } from "../../model/kind";
import { asRollcallError, type RollcallError } from "../../model/error";
import type { Fields } from "../../model/values";
import { type Context, keyOf } from "../context";
import { diffUser, newlyDeclared, type UserDiff, valueDiff } from "../diff";
import { refOf } from "../read";
import { foldedPlaceOf, kindPlaceOf, type Member, placeOf, type UserSet } from "./members";
import { isUnfinished, type Managed, type SetState } from "./state";

/** Somebody in a set, before or now. */
interface Person {
  readonly name: string;
  readonly fields: Fields;
}

/**
 * Who is who between two declarations of a set: by account first (natural key and parents, as written and then in any
 * spelling) and by member name second, so that neither renamed members nor exchanged keys ever end a living account. Pure.
 * @param named those of `before` who have their name in the set
 */
export function pairPeople<B extends Person, A extends Person>(
  kind: Kind,
  before: readonly B[],
  named: ReadonlyMap<string, B>,
  after: readonly A[],
): ReadonlyMap<A, B> {
  const taken = new Set<B>();
  const pairs = new Map<A, B>();
  const pair = (now: A, then: B | undefined): void => {
    if (then === undefined || taken.has(then) || pairs.has(now)) return;
    pairs.set(now, then);
    taken.add(then);
  };
  for (const place of [placeOf, foldedPlaceOf]) {
    const there = new Map(
      before.filter((person) => !taken.has(person)).map((person) => [place(kind, person.fields), person]),
    );
    for (const now of after) if (!pairs.has(now)) pair(now, there.get(place(kind, now.fields)));
  }
  const composed = new Map([...named].map(([name, person]) => [name.normalize("NFC"), person]));
  const namesake = (now: A): B | undefined => named.get(now.name) ?? composed.get(now.name.normalize("NFC"));
  for (const now of after) pair(now, namesake(now));
  if (kind.fields[kind.naturalKey]?.change.kind === "in-place") renameInTurn(kind, pairs, after, namesake);
  return pairs;
}

/**
 * Where each of several people takes the key that the next one leaves, the accounts are renamed in turn: a person who would
 * otherwise join beside a leaver gets the account of the own name, whose present owner by key goes back to the account of the owner's name.
 */
function renameInTurn<B extends Person, A extends Person>(
  kind: Kind,
  pairs: Map<A, B>,
  after: readonly A[],
  namesake: (now: A) => B | undefined,
): void {
  const owners = new Map([...pairs].map(([now, then]) => [then, now] as const));
  for (const joiner of after.filter((now) => !pairs.has(now))) {
    const turns: (readonly [A, B])[] = [];
    for (let now: A | undefined = joiner; now !== undefined;) {
      const then = namesake(now);
      if (then === undefined || turns.some(([, taken]) => taken === then) || !sameParents(kind, now, then)) break;
      turns.push([now, then]);
      now = owners.get(then);
      if (now !== undefined) continue;
      for (const [who, account] of turns) {
        pairs.set(who, account);
        owners.set(account, who);
      }
    }
  }
}

function sameParents(kind: Kind, now: Person, then: Person): boolean {
  return kind.parentFields.every((field) =>
    equalValues(parentOf(kind, now.fields, field), parentOf(kind, then.fields, field)),
  );
}

/** A member that stays in the set, as it was and as it will be. */
export interface Change {
  readonly before: Managed;
  readonly after: Member;
  readonly diff: UserDiff;
  /** Why this person cannot be changed so, or could not be looked at. */
  readonly refused?: RollcallError;
}

/** What an update does to the people of a set. */
export interface SetPlan {
  readonly creates: readonly Member[];
  readonly changes: readonly Change[];
  readonly unchanged: readonly Change[];
  readonly deletes: readonly Managed[];
}

/** Compares what state keeps of a set with a declaration, person by person. */
export async function planSet(context: Context, state: SetState, desired: UserSet): Promise<SetPlan> {
  const { kind } = context;
  const settled = settledMembers(state, desired);
  const pairs = pairMembers(kind, state, desired, settled);
  const looked = [...pairs].filter(
    ([after, member]) => !settled.has(after) && newlyDeclared(kind, member.fields, after.fields).length > 0,
  ).length;
  const sweep = listingPays(looked, desired);
  const stays = await Promise.all(
    [...pairs].map(([after, before]) =>
      settled.has(after) ? { before, after, diff: NO_DIFF } : compare(context, before, after, sweep),
    ),
  );
  for (const {
    before: { id },
    after: { fields },
    diff,
  } of stays) {
    if (diff.replaces.length > 0) context.claims.release(id);
    else context.claims.keep(id, kindPlaceOf(kind, fields));
  }
  return planOf(state, desired, stays);
}

/** The same as far as values tell it; see {@link valueDiff}. */
export function valuePlan(kind: Kind, state: SetState, desired: UserSet): SetPlan {
  const settled = settledMembers(state, desired);
  const pairs = [...pairMembers(kind, state, desired, settled)];
  const stays = pairs.map(([after, before]) => ({
    before,
    after,
    diff: settled.has(after) ? NO_DIFF : valueDiff(before.fields, after.fields),
  }));
  return planOf(state, desired, stays);
}

function planOf({ members, leaving }: SetState, desired: UserSet, stays: readonly Change[]): SetPlan {
  const [before, after] = [new Set(stays.map((change) => change.before)), new Set(stays.map((change) => change.after))];
  return {
    creates: [...desired.members.values()].filter((member) => !after.has(member)),
    changes: stays.filter(isChange),
    unchanged: stays.filter((change) => !isChange(change)),
    deletes: [...members.values(), ...leaving].filter((member) => !before.has(member)),
  };
}

/** With more people than this to look at, and more than this share of the set, listing the directory pays. */
const MANY = 10;
const LARGE_SHARE = 0.1;

/** Whether so many people of a set are looked at that a listing costs less than a look at each. */
export function listingPays(people: number, { members }: UserSet): boolean {
  return people > Math.max(MANY, members.size * LARGE_SHARE);
}

/** What becomes of a member that stays, compared with a declaration. */
export async function compare(context: Context, before: Managed, after: Member, sweep = false): Promise<Change> {
  context.secretFields.learn(after.fields, before.fields);
  try {
    const ref = refOf(context, before.id, before.fields);
    return { before, after, diff: await diffUser(context, ref, before.fields, after.fields, sweep) };
  } catch (error) {
    return { before, after, diff: NO_DIFF, refused: asRollcallError(error).about(keyOf(context, before.fields)) };
  }
}

const NO_DIFF: UserDiff = { changed: [], replaces: [], deleteBeforeReplace: false };

/**
 * Members whose object in state is the declared one itself, since equal texts give one object: nothing changes for them, and their
 * fields need no look.
 */
function settledMembers(state: SetState, desired: UserSet): ReadonlyMap<Member, Managed> {
  if (state.leaving.length > 0 || !equalValues(state.shared, desired.shared)) return new Map();
  return new Map(
    [...desired.members.values()].flatMap((after) => {
      const before = state.members.get(after.name);
      return before?.own === after.own && !isUnfinished(before) ? [[after, before] as const] : [];
    }),
  );
}

/**
 * Who of a declaration is who in state; see {@link pairPeople}. Pure.
 * @param settled members that agree in everything
 */
export function pairMembers(
  kind: Kind,
  state: SetState,
  desired: UserSet,
  settled = settledMembers(state, desired),
): ReadonlyMap<Member, Managed> {
  const before = new Set(settled.values());
  const named = new Map([...state.members].filter(([, member]) => !before.has(member)));
  const others = [...desired.members.values()].filter((member) => !settled.has(member));
  return new Map([...settled, ...pairPeople(kind, [...named.values(), ...state.leaving], named, others)]);
}

/** Fields whose new value must reach the cloud; a field that leaves the program or only steers requests does not. */
export function fieldsToSend(context: Context, diff: UserDiff, after: Fields): readonly string[] {
  return diff.changed.filter((field) => field in after && context.kind.fields[field]?.change.kind !== "option");
}

function isChange({ before, after, diff, refused }: Change): boolean {
  if (refused !== undefined || isUnfinished(before)) return true;
  return diff.changed.length > 0 || !equalValues(before.name, after.name);
}
