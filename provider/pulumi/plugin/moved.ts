import type { Context } from "../../lifecycle/context";
import { describeDifference, differences } from "../../model/compare";
import { declaredOf } from "../../lifecycle/outputs";
import { refOf } from "../../lifecycle/read";
import { RollcallError } from "../../model/error";
import type { Fields } from "../../model/values";
import type { Move } from "./configuration";

/**
 * Looks whether an account under other settings has the person whom state names, before anything is concluded from it: the
 * next refresh would drop somebody who is not there, and a namesake would be taken for the same person.
 * @throws RollcallError ERR_CANNOT_CHANGE when the person is not there, or, in another place, is not the same.
 */
export async function requireSamePeople(context: Context, move: Move, id: string, state: Fields): Promise<void> {
  if (move === "none") return;
  const before = declaredOf(context.kind, state);
  const ref = refOf(context, id, before);
  const observed = await context.calls.read(ref, new Set(Object.keys(before)), { sweep: true, user: before });
  if (observed === undefined) throw notTheSame(ref.key, "has no such user");
  const found = move === "place" ? differences(context.kind, before, observed) : [];
  const secret = context.secretFields.of(before);
  if (found.length > 0)
    throw notTheSame(
      ref.key,
      `has a user of this id who differs: ${found.map((one) => describeDifference(one, secret)).join("; ")}`,
    );
}

function notTheSame(user: string, what: string): RollcallError {
  return new RollcallError({
    code: "ERR_CANNOT_CHANGE",
    summary: `the account that the program now names for this person ${what}; nothing was changed`,
    remedy:
      "Give the resource its former provider or settings. To move a person, declare a new resource under the other account and remove this one.",
    user,
  });
}
