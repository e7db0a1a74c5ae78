import { uniqueValues } from "../../model/unique-values";
import type { Context } from "../context";
import { joinersOf } from "./crowd";
import type { KeptValues } from "./handovers";
import { inTurn } from "./in-turn";
import type { Member } from "./members";
import { createMember, type Outcome } from "./one-member";
import { progressOf } from "./progress";

/**
 * Creates people, all at once.
 * @param kept values that nobody can have yet
 * @returns what came of each
 */
export async function createTogether(
  alone: Context,
  members: readonly Member[],
  kept: KeptValues,
): Promise<ReadonlyMap<Member, Outcome>> {
  const crowd = joinersOf(alone, members);
  const context = { ...alone, crowd };
  const told = progressOf(context, "created", members.length);
  const outcomes = await inTurn(members, (member) => told(join(context, member, kept)));
  crowd.tell(outcomes);
  return new Map(members.flatMap((member, at) => entry(member, outcomes[at])));
}

function entry(member: Member, outcome: Outcome | undefined): readonly (readonly [Member, Outcome])[] {
  return outcome === undefined ? [] : [[member, outcome]];
}

/**
 * Somebody of whom an account is there may have with it what others wait for, so that only creations wait. Nobody knows before the
 * service is asked. A key that another member still has is never asked for: the account of that name is the other's.
 */
async function join(context: Context, member: Member, kept: KeptValues): Promise<Outcome> {
  const { kind } = context;
  const values = uniqueValues(kind, member.fields);
  const named = kept.objection(
    member.fields,
    values.filter(({ field }) => field === kind.naturalKey),
  );
  if (named !== undefined) return { failures: [named] };
  const objection = kept.objection(member.fields, values);
  const outcome = await createMember(context, member);
  if (objection === undefined) return outcome;
  const isRefused = outcome.failures.some(({ category }) => category === "value-taken");
  return outcome.member === undefined && isRefused ? { failures: [objection] } : outcome;
}
