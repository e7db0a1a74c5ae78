import { equalValues } from "../../compare";
import type { Directory } from "../../directory";
import type { Fields } from "../../user";
import { asRollcallError, type RollcallError } from "../../errors/error";
import { type Context, keyOf } from "../context";
import { diffUser, newlyDeclared, type UserDiff } from "../diff";
import type { Member, UserSet } from "./members";
import { pairPeople } from "./pair-people";
import { type Managed, refOfMember, type SetState } from "./state";

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
  const { directory } = context;
  const before = [...state.members.values(), ...state.leaving];
  const pairs = pairMembers(directory, state, desired);
  const taken = new Set(pairs.values());
  const looked = [...pairs].filter(([after, member]) => newlyDeclared(directory, member.fields, after.fields).length > 0).length;
  const sweep = listingPays(looked, desired);
  const stays = await Promise.all([...pairs].map(([after, member]) => compare(context, member, after, sweep)));
  for (const { before: { id }, diff } of stays) {
    if (diff.replaces.length > 0) context.claims.release(id);
    else context.claims.keep(id);
  }
  return {
    creates: [...desired.members.values()].filter((member) => !pairs.has(member)),
    changes: stays.filter(isChange),
    unchanged: stays.filter((change) => !isChange(change)),
    deletes: before.filter((member) => !taken.has(member)),
  };
}

/** With more people than this to look at, and more than this share of the set, listing the directory pays. */
const MANY = 10;
const LARGE_SHARE = 0.1;

/** Whether so many people of a set are looked at that a listing costs less than a look at each. */
export function listingPays(people: number, { members }: UserSet): boolean {
  return people > Math.max(MANY, members.size * LARGE_SHARE);
}

async function compare(context: Context, before: Managed, after: Member, sweep: boolean): Promise<Change> {
  try {
    return { before, after, diff: await diffUser(context, refOfMember(context.directory, before), before.fields, after.fields, sweep) };
  } catch (error) {
    return { before, after, diff: NO_DIFF, refused: asRollcallError(error).about(keyOf(context, before.fields)) };
  }
}

const NO_DIFF: UserDiff = { changed: [], replaces: [], deleteBeforeReplace: false };

/** Who of a declaration is who in state; see {@link pairPeople}. Pure. */
export function pairMembers(directory: Directory, state: SetState, desired: UserSet): ReadonlyMap<Member, Managed> {
  return pairPeople(directory, [...state.members.values(), ...state.leaving], state.members, [...desired.members.values()]);
}

/** Fields whose new value must reach the cloud; a field that leaves the program or only steers requests does not. */
export function fieldsToSend(context: Context, diff: UserDiff, after: Fields): readonly string[] {
  return diff.changed.filter((field) => field in after && context.directory.fields[field]?.change.kind !== "option");
}

function isChange({ before, after, diff, refused }: Change): boolean {
  return refused !== undefined || diff.changed.length > 0 || !equalValues(before.name, after.name);
}
