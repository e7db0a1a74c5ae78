import type { Context } from "../lifecycle/context";
import { placeOf } from "../lifecycle/many/members";
import { refOf } from "../lifecycle/read";
import { describeDifference, differences } from "../model/compare";
import { cannotChange, shortRow } from "../model/error";
import type { Fields } from "../model/values";

/** How far an account's people may be others than before: not at all, since other keys ask, or since another place is asked. */
export type Move = "none" | "keys" | "place";

/** Somebody, or a group or unit, as state has it. */
export interface Known {
  readonly id: string;
  /** What state says is declared. */
  readonly fields: Fields;
}

/** Finds them in state, which takes work where they are a hundred thousand, so only where they are looked at. */
export type Lookup = () => readonly Known[];

/**
 * Among an account's settings in state: it once named another place. The engine saves the new settings before anything is asked of the
 * people, so that nothing else tells a later run, which would end whoever has their names at the new place.
 */
export const HAS_MOVED = "__hasMoved";

/** Whether the mark's value says so: the hosts keep it in their own form, and a state may go from one to the other. */
export function saysMoved(value: unknown): boolean {
  return value === true || value === "true";
}

/**
 * Looks whether an account under other settings has those whom state names, before anything is concluded from it: the next refresh
 * would drop who is not there, and a namesake would be taken for the same person.
 * @throws RollcallError ERR_CANNOT_CHANGE when somebody is not there, or, in another place, is not the same
 */
export async function requireSame(context: Context, people: Lookup, move: Move): Promise<void> {
  await look(context, people, move, STAYS);
}

/**
 * The same before accounts end: they would be looked for where somebody else may have the name, and stay where they are.
 * @throws RollcallError as above
 */
export async function requireSameLeavers(context: Context, people: Lookup, move: Move): Promise<void> {
  await look(context, () => people().filter(({ fields }) => fields["onDelete"] !== "retain"), move, LEAVES);
}

/** Those whom a change ends. */
export function among({ kind }: Context, known: readonly Known[], ended: readonly Fields[]): readonly Known[] {
  const places = new Set(ended.map((fields) => placeOf(kind, fields)));
  return known.filter(({ fields }) => places.has(placeOf(kind, fields)));
}

async function look(context: Context, lookup: Lookup, move: Move, remedy: string): Promise<void> {
  if (move === "none") return;
  const people = lookup();
  const problems = await Promise.all(people.map((one) => problemOf(context, one, move)));
  const found = problems.flatMap((what, index) => {
    const one = people[index];
    return what === undefined || one === undefined ? [] : [{ key: refOf(context, one.id, one.fields).key, what }];
  });
  const [first, ...others] = found;
  if (first === undefined) return;
  const { noun } = context.kind;
  const rest =
    others.length === 0 ? "" : `; nor does it have these as state has them: ${shortRow(others.map(({ key }) => key))}`;
  const summary = `the account that the program now names for this ${noun} ${first.what}${rest}; nothing was changed`;
  throw cannotChange(summary, remedy, { user: first.key });
}

async function problemOf(context: Context, { id, fields }: Known, move: Move): Promise<string | undefined> {
  const { kind, calls } = context;
  const observed = await calls.read(refOf(context, id, fields), new Set(Object.keys(fields)), {
    sweep: true,
    user: fields,
  });
  if (observed === undefined) return `has no such ${kind.noun}`;
  const found = move === "place" ? differences(kind, fields, observed) : [];
  if (found.length === 0) return undefined;
  const secret = context.secretFields.of(fields);
  return `has a ${kind.noun} of this id who differs: ${found.map((one) => describeDifference(one, secret, "the last state")).join("; ")}`;
}

const STAYS =
  "Give the resource its former provider or settings. To move a person, declare a new resource under the other account and remove this one.";

/** Of a resource that a refused run gives another account, state keeps the former one, so that a refresh looks there. */
const LEAVES =
  "Give the account (provider) its former settings for the run in which they leave, or the resource its former account. If new settings of the account are right, run pulumi refresh first: it forgets who is not there, whose account at the former place stays, and shows who differs.";
