import { uniqueValues } from "../../model/unique-values";
import { type Context, keyOf } from "../context";
import type { Crowd } from "../together";
import { describeUndated } from "../take-over";
import type { KeptValues } from "./handovers";
import type { Member } from "./members";
import { createMember, type Outcome } from "./one-member";
import { counted, inTurn, progressOf } from "./progress";

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
  crowd.tell([...outcomes.values()]);
  return outcomes;
}

/**
 * Creates one person. An account that exists already may hold what others wait for, so only creations wait; nobody knows which it is
 * before the service is asked. A key that another member still has is never asked for: the account of that name is the other's.
 */
async function join(context: Context, member: Member, kept: KeptValues): Promise<Outcome> {
  const { kind } = context;
  const values = uniqueValues(kind, member.fields);
  const keys = values.filter(({ field }) => field === kind.naturalKey);
  const named = kept.objection(member.fields, keys);
  if (named !== undefined) return { failures: [named] };
  const objection = kept.objection(member.fields, values);
  const outcome = await createMember(context, member);
  if (objection === undefined) return outcome;
  const isRefused = outcome.failures.some(({ category }) => category === "value-taken");
  return outcome.member === undefined && isRefused ? { failures: [objection] } : outcome;
}

/** With more people than this a listing may pay, and what became of those who were there already is told. */
const MANY = 10;

/** The members of a set who are created in one run, and what they met. */
interface Joiners extends Crowd {
  /** One line about those who were there already. */
  tell(outcomes: readonly Outcome[]): void;
}

/** Finds those in the diary that an earlier run has made. */
function joinersOf(context: Context, members: readonly Member[]): Joiners {
  const { kind, diary, say } = context;
  const sweep = members.length > MANY;
  const keys = members.map(({ fields }) => keyOf(context, fields));
  const { name } = kind.directory;
  const isNoted = (key: string): boolean =>
    diary.left(name, key).some(({ deed }) => kind.findsTogether === true || deed !== "creating");
  const made = new Set(sweep ? keys.filter(isNoted) : []);
  // For a few it costs less to be told by the service that they exist.
  const looked = made.size > MANY ? made : new Set<string>();
  const undated: string[] = [];
  return {
    sweep,
    isMade: (key) => looked.has(key),
    undated: (key) => void undated.push(key),
    tell(outcomes) {
      if (undated.length > 0) say(describeUndated(context, undated));
      const taken = outcomes.flatMap(({ member }) => (member?.adopted === true ? [keyOf(context, member.fields)] : []));
      const ours = taken.filter((key) => made.has(key)).length;
      if (taken.length <= MANY) return;
      const by =
        ours === 0 ? "" : `; ${counted(ours)} of them had been made by a run that ended before it saved its state`;
      say(
        `${name} users of the set: ${counted(taken.length)} of ${counted(members.length)} were there already and are taken over${by}`,
      );
    },
  };
}
