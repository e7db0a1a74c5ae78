import { RollcallError } from "../../model/error";
import type { Kind } from "../../model/kind";
import type { Violation } from "../../model/rule";
import { type Fields, isUnknown } from "../../model/values";
import type { Context } from "../context";
import { kindPlaceOf } from "./members";
import type { SetPlan } from "./plan";
import type { SetState } from "./state";

const FIRST = 'Give that member onDelete: "retain" in one run';

/**
 * Why somebody cannot be declared by a new resource, or join a set: a set that stays lets the same person go and ends the account, before or
 * after the new declaration has taken it over. The engine does both in an order of its own.
 * @param by the set that is new, see {@link nameOf}; nothing for a user
 */
export function refuseJoiner(
  { kind, claims }: Pick<Context, "kind" | "claims">,
  user: Fields,
  by = "",
): Violation | undefined {
  const key = kind.naturalKey;
  if (
    kind.token !== "User" ||
    user[key] === undefined ||
    isUnknown([key, ...kind.parentFields].map((name) => user[name]))
  )
    return undefined;
  if (!claims.join(kindPlaceOf(kind, user), by)) return undefined;
  return {
    field: key,
    rule: "is that of somebody who leaves a set in this run, and whose account would end",
    source: "docs/user-set.md",
    remedy: `${FIRST}, and declare the person here in the next.`,
  };
}

/** Who is in a set tells it from others. */
export function nameOf(kind: Kind, members: Iterable<{ readonly fields: Fields }>): string {
  return JSON.stringify([...members].map(({ fields }) => kindPlaceOf(kind, fields)).sort());
}

/** The same from the set's side, for those who would leave it and those who would join. */
export function refuseMovers(
  { kind, claims }: Pick<Context, "kind" | "claims">,
  { members }: SetState,
  { creates, deletes }: SetPlan,
): readonly string[] {
  const leavers = deletes.filter(
    (member) => members.get(member.name) === member && member.fields["onDelete"] !== "retain",
  );
  const own = leavers.length === 0 ? "" : nameOf(kind, members.values());
  const declared = leavers.filter(({ id, fields }) => claims.leave(id, kindPlaceOf(kind, fields), own));
  return [
    ...declared.map(
      ({ name }) =>
        `users.${name}: leaves the set, which would end the account, while another resource declares the same person. ${FIRST}, and leave it out in the next.`,
    ),
    ...creates.flatMap(({ name, fields }) => {
      const violation = refuseJoiner({ kind, claims }, fields);
      return violation === undefined ? [] : [`users.${name}.${violation.field} ${violation.rule}. ${violation.remedy}`];
    }),
  ];
}

/**
 * Refuses to go on with a resource whose account a set ends in this run, or has ended.
 * @throws RollcallError
 */
export function refuseLeft({ kind, claims }: Pick<Context, "kind" | "claims">, id: string, user: Fields): void {
  if (!claims.isLeaving(id)) return;
  throw new RollcallError({
    code: "ERR_CANNOT_CHANGE",
    category: "invalid",
    summary: "the same person leaves a set in this run, which ends the account",
    remedy: `${FIRST}, and leave it out of the set in the next. If the account has ended already, run pulumi up --refresh.`,
    user: String(user[kind.naturalKey]),
  });
}
