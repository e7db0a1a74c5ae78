import { cannotChange } from "../../model/error";
import type { Kind } from "../../model/kind";
import type { Violation } from "../../model/rule";
import { type Fields, isUnknown } from "../../model/values";
import type { Context } from "../context";
import { kindPlaceOf } from "./members";
import type { Change, SetPlan } from "./plan";
import type { Managed, SetState } from "./state";

type Claiming = Pick<Context, "kind" | "claims" | "say">;

const FIRST = 'Give that member onDelete: "retain" in one run';

/**
 * Why somebody cannot be declared by a new resource, or join a set: a set that stays lets the same person go and ends the account, before or
 * after the new declaration has taken it over. The engine does both in an order of its own. Where it has asked too late, a line says what
 * that has cost.
 * @param by the set that is new, see {@link nameOf}; nothing for a user
 */
export function refuseJoiner({ kind, claims, say }: Claiming, user: Fields, by = ""): Violation | undefined {
  if (kind.token !== "User" || !isNamed(kind, user)) return undefined;
  const place = kindPlaceOf(kind, user);
  const isEnded = claims.join(place, by);
  if (claims.learnEnd(place))
    say(
      `${kind.directory.name} user ${String(user[kind.naturalKey])}: a set has ended the account earlier in this run, so that this is a new one, without what the former one had. To move a person with the account takes two runs (docs/user-set.md, Moving people)`,
    );
  if (!isEnded) return undefined;
  return {
    field: kind.naturalKey,
    rule: "is that of somebody who leaves a set in this run, and whose account would end",
    source: "docs/user-set.md",
    remedy: `${FIRST}, and declare the person here in the next.`,
  };
}

/** A preview may not know yet who it is. */
function isNamed({ naturalKey, parentFields }: Kind, user: Fields): boolean {
  return user[naturalKey] !== undefined && !isUnknown([naturalKey, ...parentFields].map((name) => user[name]));
}

/** Who is in a set tells it from others. */
export function nameOf(kind: Kind, members: Iterable<{ readonly fields: Fields }>): string {
  return JSON.stringify([...members].map(({ fields }) => kindPlaceOf(kind, fields)).sort());
}

/**
 * The same from the set's side, for those whose account it ends and those who join. Another key is another person, also where the name in the
 * set stays and the service cannot rename.
 */
export function refuseMovers(context: Claiming, state: SetState, plan: SetPlan): readonly string[] {
  const { kind, claims } = context;
  const losers = losersOf(kind, state, plan);
  const own = losers.length === 0 ? "" : nameOf(kind, state.members.values());
  const declared = losers.filter(({ id, fields }) => claims.leave(id, kindPlaceOf(kind, fields), own));
  // What passes from one member to another is the set's own to put in order.
  const ended = new Set(losers.map(({ fields }) => kindPlaceOf(kind, fields)));
  const joiners = [...plan.creates, ...rekeyed(kind, plan).map(({ after }) => after)].filter(
    ({ fields }) => !ended.has(kindPlaceOf(kind, fields)),
  );
  return [
    ...declared.map(
      (member) =>
        `users.${member.name}: ${plan.deletes.includes(member) ? "leaves the set" : `gets another ${kind.naturalKey}`}, which would end the account, while another resource declares the same person. ${FIRST}, and leave it out in the next.`,
    ),
    ...joiners.flatMap(({ name, fields }) => {
      const violation = refuseJoiner(context, fields);
      return violation === undefined ? [] : [`users.${name}.${violation.field} ${violation.rule}. ${violation.remedy}`];
    }),
  ];
}

/**
 * The same when accounts are about to end, since others may have been declared by then.
 * @throws RollcallError
 */
export async function requireUndeclared(context: Context, state: SetState, plan: SetPlan): Promise<void> {
  if (losersOf(context.kind, state, plan).length === 0) return;
  await context.untilQuiet?.();
  requireChangeable(refuseMovers(context, state, plan));
}

/** @throws RollcallError ERR_CANNOT_CHANGE with every reason against a change of a set */
export function requireChangeable(refused: readonly string[]): void {
  if (refused.length === 0) return;
  const reasons = refused.map((text) => `  ${text}\n`).join("");
  const summary = `the set cannot be changed so; nothing was changed.\n${reasons}`;
  throw cannotChange(summary, "Correct the program and run again.", { category: "invalid" });
}

/** Members whose account an update ends: they leave, or get another key. */
export function losersOf(kind: Kind, { members }: SetState, plan: SetPlan): readonly Managed[] {
  const leavers = plan.deletes.filter((member) => members.get(member.name) === member);
  return [...leavers, ...rekeyed(kind, plan).map(({ before }) => before)].filter(
    ({ fields }) => fields["onDelete"] !== "retain",
  );
}

function rekeyed(kind: Kind, { changes }: SetPlan): readonly Change[] {
  return changes.filter(
    ({ before, after, diff }) =>
      diff.replaces.length > 0 &&
      isNamed(kind, after.fields) &&
      kindPlaceOf(kind, before.fields) !== kindPlaceOf(kind, after.fields),
  );
}

/**
 * Refuses to go on with a resource whose account a set ends in this run, or has ended.
 * @throws RollcallError
 */
export function refuseLeft({ kind, claims }: Pick<Context, "kind" | "claims">, id: string, user: Fields): void {
  if (!claims.isLeaving(id)) return;
  throw cannotChange(
    "the same person leaves a set in this run, which ends the account",
    `${FIRST}, and leave it out of the set in the next. If the account has ended already, run pulumi up --refresh.`,
    { category: "invalid", user: String(user[kind.naturalKey]) },
  );
}
