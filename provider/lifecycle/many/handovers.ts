import { RollcallError } from "../../model/error";
import { type Fields, found } from "../../model/values";
import { released, type UniqueValue, uniqueValues, without } from "../../model/unique-values";
import { type Context, keyOf } from "../context";
import { updateUser } from "../update";
import { attempt, changeMember, createMember, deleteMember, type Outcome } from "./one-member";
import { inTurn, progressOf } from "./progress";
import type { Member } from "./members";
import type { Change } from "./plan";
import { propertiesOf } from "./state";

/** Somebody who changes, with the values that must be unique and that the change takes and gives away. */
interface Mover {
  readonly change: Change;
  readonly takes: readonly UniqueValue[];
  readonly gives: readonly UniqueValue[];
  /** Those of them that the program no longer declares for this person, but for somebody else: they do not stay on this account. */
  readonly drops: readonly UniqueValue[];
  /** The old account is gone already, so that only the new one is to be made. */
  readonly gone?: true;
}

/** Values of people for whom something failed in this run: nobody else can have them yet. */
export class KeptValues {
  private readonly holders = new Map<string, string>();

  constructor(private readonly context: Context) {}

  /** Notes what people still hold after an operation that failed for them. */
  note(outcomes: readonly Outcome[], gave: readonly UniqueValue[] = []): void {
    const given = new Set(gave.map(({ token }) => token));
    for (const { member, left, failures } of outcomes) {
      for (const person of failures.length === 0 ? [] : [left, gave.length > 0 ? member : undefined]) {
        if (person === undefined) continue;
        const still = uniqueValues(this.context.kind, person.fields).filter(
          ({ token, certain }) => certain && (person === left || given.has(token)),
        );
        for (const { token } of still) this.holders.set(token, keyOf(this.context, person.fields));
      }
    }
  }

  /** Forgets what these people hold: the run tries once more for them. */
  release(users: ReadonlySet<string>): void {
    for (const [token, holder] of this.holders) if (users.has(holder)) this.holders.delete(token);
  }

  /** Why a person cannot have everything that is declared yet: who still has it. */
  objection(user: Fields, takes: readonly UniqueValue[]): RollcallError | undefined {
    const [first] = takes.filter(({ token }) => this.holders.has(token));
    if (first === undefined) return undefined;
    const holder = this.holders.get(first.token) ?? "";
    return new RollcallError({
      code: "ERR_PARTIAL",
      category: "value-taken",
      summary: `${first.field} still belongs to ${holder}, for whom this run failed; nothing was changed`,
      remedy: `Correct what failed for ${holder} and run again.`,
      user: keyOf(this.context, user),
    });
  }
}

/**
 * Changes people in such an order that a person who takes a value comes after the one who gives it away; all those who wait for nobody
 * go together. Where people exchange values in a circle, one of them gives the own one away first and is without it for a moment: a
 * run that is killed then is repaired by the next one, because state still has what was applied before. A value whose field
 * leaves the program for one person stays on the account, unless somebody else of the set is to have it.
 * @param joiners who is created afterwards
 * @returns what came of each who changes
 */
export async function changeInOrder(
  context: Context,
  changes: readonly Change[],
  joiners: readonly Member[],
  kept: KeptValues,
  sweep: boolean,
): Promise<ReadonlyMap<Member, Outcome>> {
  const outcomes = new Map<Member, Outcome>();
  const told = progressOf(context, "changed", changes.length);
  const claimed = new Set(
    [...changes.map(({ after }) => after), ...joiners].flatMap(({ fields }) =>
      uniqueValues(context.kind, fields).map(({ token }) => token),
    ),
  );
  let waiting = changes.map((change) => moverOf(context, change, claimed));
  const finish = async (movers: readonly Mover[]): Promise<ReadonlyMap<Mover, Outcome>> => {
    const done = await inTurn(movers, (mover) => told(bring(context, mover, kept, sweep)));
    for (const [{ gives }, outcome] of done) kept.note([outcome], gives);
    waiting = waiting.filter((mover) => !done.has(mover));
    return done;
  };
  while (waiting.length > 0) {
    const holders = holdersAmong(waiting);
    const ready = waiting.filter((mover) => blocker(mover, holders) === undefined);
    if (ready.length > 0) {
      for (const [{ change }, outcome] of await finish(ready)) outcomes.set(change.after, outcome);
      continue;
    }
    const wanted = new Set(waiting.flatMap(({ takes }) => takes.map(({ token }) => token)));
    const contested = (mover: Mover): readonly UniqueValue[] => mover.gives.filter(({ token }) => wanted.has(token));
    const perhaps = waiting.find((mover) => blocker(mover, holders, true) === undefined && contested(mover).length > 0);
    if (perhaps !== undefined) {
      // It waits only for values that the service may well let several people have; then nobody has to be without them.
      const tried = (await finish([perhaps])).get(perhaps);
      if (tried !== undefined && tried.failures.length === 0) {
        outcomes.set(perhaps.change.after, tried);
        continue;
      }
    }
    const circle = circleAmong(waiting, holders);
    const one = perhaps ?? circle.find((mover) => releasable(context, mover, contested(mover)).length > 0) ?? circle[0];
    if (one === undefined) throw new Error("a person who is not ready waits for somebody");
    const { mover, outcome } = await release(context, one, releasable(context, one, contested(one)));
    if (outcome !== undefined) {
      outcomes.set(one.change.after, outcome);
      kept.note([outcome], one.gives);
    }
    waiting = [...waiting.filter((other) => other !== one), ...(mover === undefined ? [] : [mover])];
  }
  return outcomes;
}

/** @param claimed tokens of all that anybody is to have */
function moverOf(context: Context, change: Change, claimed: ReadonlySet<string>): Mover {
  if (change.refused !== undefined) return { change, takes: [], gives: [], drops: [] };
  const { kind } = context;
  const [had, has] = [uniqueValues(kind, change.before.fields), uniqueValues(kind, change.after.fields)];
  const leaves = without(had, has);
  const ends = change.diff.replaces.length > 0;
  const undeclared = leaves.filter(({ field, token }) => !(field in change.after.fields) && claimed.has(token));
  const drops = ends ? [] : releasable(context, { change }, undeclared);
  const gives = leaves.filter((value) => ends || value.field in change.after.fields || drops.includes(value));
  return { change, takes: without(has, had), gives, drops };
}

function holdersAmong(movers: readonly Mover[]): ReadonlyMap<string, Mover> {
  return new Map(movers.flatMap((mover) => mover.gives.map(({ token }) => [token, mover] as const)));
}

/** Somebody who has what this person is to take. @param surely for a value that certainly nobody else can have */
function blocker({ takes }: Mover, holders: ReadonlyMap<string, Mover>, surely = false): Mover | undefined {
  return takes.flatMap(({ token, certain }) => (certain || !surely ? (holders.get(token) ?? []) : []))[0];
}

/** People who surely wait for each other in a circle: following whom each waits for ends in one, where everybody waits. */
function circleAmong(movers: readonly Mover[], holders: ReadonlyMap<string, Mover>): readonly Mover[] {
  const seen = new Set<Mover>();
  let at = movers.find((mover) => blocker(mover, holders, true) !== undefined);
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = blocker(at, holders, true);
  }
  const path = [...seen];
  return at === undefined ? path : path.slice(path.indexOf(at));
}

async function bring(context: Context, mover: Mover, kept: KeptValues, sweep: boolean): Promise<Outcome> {
  const { change, takes, gone, drops } = mover;
  const objection = kept.objection(change.after.fields, takes);
  if (objection !== undefined)
    return { ...(gone !== true && { member: { ...change.before, name: change.after.name } }), failures: [objection] };
  if (drops.length > 0) {
    const without = await release(context, mover, drops);
    return without.mover === undefined
      ? (without.outcome ?? { failures: [] })
      : bring(context, without.mover, kept, sweep);
  }
  return gone === true ? createMember(context, change.after) : changeMember(context, change, sweep);
}

/** Values that a person can do without for a moment: those of an account that ends anyway, else those of fields that can be cleared. */
function releasable(
  { kind }: Context,
  { change: { before, diff } }: Pick<Mover, "change">,
  contested: readonly UniqueValue[],
): readonly UniqueValue[] {
  if (diff.replaces.length > 0) return (before.fields["onDelete"] ?? "delete") === "delete" ? contested : [];
  return contested.filter(({ field }) => {
    const spec = kind.fields[field];
    return spec !== undefined && released(spec, before.fields[field], new Set()) !== undefined;
  });
}

/** Frees values that others wait for; without `mover` the person is done, well or badly. */
async function release(
  context: Context,
  mover: Mover,
  values: readonly UniqueValue[],
): Promise<{ readonly mover?: Mover; readonly outcome?: Outcome }> {
  const { change } = mover;
  if (values.length === 0) return { outcome: await changeMember(context, change, false) };
  const stays = { ...change.before, name: change.after.name };
  if (change.diff.replaces.length > 0) {
    const gone = await deleteMember(context, change.before);
    return gone.left === undefined
      ? { mover: { ...mover, gives: [], drops: [], gone: true } }
      : { outcome: { member: stays, failures: gone.failures } };
  }
  const desired = { ...change.before.fields, ...cleared(context, change, values) };
  const outcome = await attempt(
    context,
    change.after,
    () => updateUser(context, change.before.id, propertiesOf(change.before), desired),
    stays,
  );
  const { member } = outcome;
  if (member === undefined || outcome.failures.length > 0) return { outcome: { ...outcome, member: member ?? stays } };
  return {
    mover: {
      ...mover,
      gives: without(mover.gives, values),
      drops: without(mover.drops, values),
      change: { ...change, before: member },
    },
  };
}

function cleared({ kind }: Context, { before }: Change, values: readonly UniqueValue[]): Fields {
  const given = new Set(values.map(({ value }) => value));
  return found(new Set(values.map(({ field }) => field)), (field) => {
    const spec = kind.fields[field];
    return spec === undefined ? undefined : released(spec, before.fields[field], given);
  });
}
