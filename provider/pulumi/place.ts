import type { Context } from "../lifecycle/context";
import type { Fields } from "../model/values";
import type { Properties } from "./contract";
import type { Move } from "./moved-account";

/**
 * The output that tells the place where a resource was made or last looked for. Settings may name another one since, in the stack's
 * configuration or the environment, without anything else telling a later run.
 */
export const PLACE = "__place";

/** In place of a digest: a set whose members were made at different places. Whoever leaves is looked at wherever settings point. */
const SEVERAL = "several";

/**
 * The outputs of a resource that was made or found at the place of these accounts.
 * @param olds of one that stays where state has it
 * @param joined a set that stays, while members were made at the place of these accounts
 */
export function placed(context: Context, olds: Properties = {}, joined = false): Fields {
  const { [PLACE]: former = context.place } = olds;
  const told = joined && hasMoved(context, olds) ? SEVERAL : former;
  return typeof told === "string" ? { [PLACE]: told } : {};
}

/** What a set keeps of the place whose members come from these resources. */
export function commonPlace(outputs: readonly Properties[]): Fields {
  const [told, ...others] = new Set(outputs.flatMap(({ [PLACE]: place }) => (typeof place === "string" ? place : [])));
  return told === undefined ? {} : { [PLACE]: others.length === 0 ? told : SEVERAL };
}

/** A context that knows whether state has a resource at another place. */
export function elsewhere(context: Context, olds: Properties): Context {
  return { ...context, isElsewhere: hasMoved(context, olds) };
}

/**
 * How far those who leave may be others: by the place that state has them at, as well as by what their account keeps of moves. Whom a run
 * has made or found here since an account moved, it did not move. An id that the directory gave finds the same account or nobody.
 */
export function moveOf(context: Context, olds: Properties, move: Move): Move {
  const isHere = typeof olds[PLACE] === "string" && olds[PLACE] === context.place;
  if (move === "place") return isHere ? "keys" : move;
  if (!hasMoved(context, olds)) return move;
  return context.kind.idOutput === context.kind.naturalKey ? "place" : "keys";
}

function hasMoved({ place }: Context, { [PLACE]: former }: Properties): boolean {
  return typeof former === "string" && place !== undefined && former !== place;
}
