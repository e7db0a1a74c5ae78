import type { Fields } from "../../user";
import type { Context } from "../context";
import { diffUser, type UserDiff } from "../diff";
import { type Member, placeOf, type UserSet } from "./members";
import { type Managed, refOfMember, type SetState } from "./state";

/** A member that stays in the set, as it was and as it shall be. */
export interface Change {
  readonly before: Managed;
  readonly after: Member;
  readonly diff: UserDiff;
}

/** What an update does to the people of a set. */
export interface SetPlan {
  readonly creates: readonly Member[];
  readonly changes: readonly Change[];
  readonly unchanged: readonly Change[];
  readonly deletes: readonly Managed[];
}

/**
 * Compares what state keeps of a set with a declaration, person by person. Who is who is told by account first (natural key
 * and parents) and by member name second, so that neither renamed members nor exchanged keys ever end a living account.
 */
export async function planSet(context: Context, state: SetState, desired: UserSet): Promise<SetPlan> {
  const { directory } = context;
  const before = [...state.members.values(), ...state.leaving];
  const byPlace = new Map(before.map((member) => [placeOf(directory, member.fields), member]));
  const taken = new Set<Managed>();
  const pairs = new Map<Member, Managed>();
  const pair = (after: Member, member: Managed | undefined): void => {
    if (member === undefined || taken.has(member) || pairs.has(after)) return;
    pairs.set(after, member);
    taken.add(member);
  };
  for (const after of desired.members.values()) pair(after, byPlace.get(placeOf(directory, after.fields)));
  for (const after of desired.members.values()) pair(after, state.members.get(after.name));
  const stays = await Promise.all(
    [...pairs].map(async ([after, member]): Promise<Change> => ({ before: member, after, diff: await diffUser(context, refOfMember(directory, member), member.fields, after.fields) })),
  );
  return {
    creates: [...desired.members.values()].filter((member) => !pairs.has(member)),
    changes: stays.filter(isChange),
    unchanged: stays.filter((change) => !isChange(change)),
    deletes: before.filter((member) => !taken.has(member)),
  };
}

/** Fields whose new value must reach the cloud; a field that leaves the program or only steers requests does not. */
export function fieldsToSend(context: Context, diff: UserDiff, after: Fields): readonly string[] {
  return diff.changed.filter((field) => field in after && context.directory.fields[field]?.change.kind !== "option");
}

function isChange({ before, after, diff }: Change): boolean {
  return diff.changed.length > 0 || before.name !== after.name;
}
