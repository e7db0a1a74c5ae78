import { type Context, keyOf } from "../context";
import type { Crowd } from "../crowd";
import { describeUndated } from "../take-over";
import type { Member } from "./members";
import type { Outcome } from "./one-member";
import { counted } from "./progress";

/** With more people than this a listing may pay, and what became of those who were there already is told. */
const MANY = 10;

/** The members of a set who are created in one run, and what they met. */
export interface Joiners extends Crowd {
  /** One line about those who were there already. */
  tell(outcomes: readonly Outcome[]): void;
}

/** Looks into the diary for those whom an earlier run has made. */
export function joinersOf(context: Context, members: readonly Member[]): Joiners {
  const { kind, diary, say } = context;
  const sweep = members.length > MANY;
  const keys = members.map(({ fields }) => keyOf(context, fields));
  const { name } = kind.directory;
  const isNoted = (key: string): boolean =>
    kind.findsTogether === true ? diary.left(name, key) : diary.made(name, key);
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
