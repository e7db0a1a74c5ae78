import type { RollcallError } from "../../model/error";
import { uniqueValues, without } from "../../model/unique-values";
import { type Context, keyOf } from "../context";
import { changeInOrder, type KeptValues } from "./handovers";
import { createTogether } from "./join";
import type { Member } from "./members";
import type { Outcome } from "./one-member";
import { type Change, compare } from "./plan";

type Outcomes = ReadonlyMap<Member, Outcome>;

/**
 * Tries once more for people to whom the service refused a value that another account has. Only when an account has been taken
 * over is it known what that account holds: two leftovers of killed runs may have each other's numbers, or one of them what a
 * member of the set is to get. Those who wait for each other then exchange as members do; see {@link changeInOrder}.
 * @param outcomes what came of everybody who was changed or created
 * @param kept values of those for whom something failed
 * @returns the same with what came of the further tries
 */
export async function tryAgain(context: Context, outcomes: Outcomes, kept: KeptValues): Promise<Outcomes> {
  let all = outcomes;
  let movement = [...all.values()].some(({ member }) => member?.adopted === true);
  for (;;) {
    const refused = [...all].filter(([, { failures }]) => failures.some(isTaken));
    if (refused.length === 0 || !(movement || waitForEachOther(context, refused))) return all;
    const again = await tryOnce(context, refused, kept);
    all = new Map([...all, ...again]);
    movement = [...again.values()].some(({ failures }) => !failures.some(isTaken));
    if (!movement) return all;
  }
}

function isTaken({ category }: RollcallError): boolean {
  return category === "value-taken";
}

/** Somebody is to have what another of them has. */
function waitForEachOther({ kind }: Context, refused: readonly (readonly [Member, Outcome])[]): boolean {
  const held = new Set(
    refused
      .flatMap(([{ fields }, { member }]) =>
        member === undefined ? [] : without(uniqueValues(kind, member.fields), uniqueValues(kind, fields)),
      )
      .map(({ token }) => token),
  );
  return refused.some(([{ fields }]) => uniqueValues(kind, fields).some(({ token }) => held.has(token)));
}

async function tryOnce(
  context: Context,
  refused: readonly (readonly [Member, Outcome])[],
  kept: KeptValues,
): Promise<Outcomes> {
  kept.release(
    new Set(
      refused.flatMap(([{ fields }, { member }]) =>
        [fields, ...(member === undefined ? [] : [member.fields])].map((one) => keyOf(context, one)),
      ),
    ),
  );
  const stays = await Promise.all(
    refused.map(async ([after, { member }]) => (member === undefined ? undefined : compare(context, member, after))),
  );
  const changes = stays.filter((change): change is Change => change !== undefined && change.diff.replaces.length === 0);
  const joiners = refused.flatMap(([after, { member }]) => (member === undefined ? [after] : []));
  const changed = await changeInOrder(context, changes, joiners, kept, false);
  return new Map([...changed, ...(await createTogether(context, joiners, kept))]);
}
