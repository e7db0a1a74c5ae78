import { shortLines } from "../../../provider/model/error";
import { type Kind, kindId } from "../../../provider/model/kind";
import { grouped, kept } from "../../../provider/model/kept";
import type { Fields } from "../../../provider/model/values";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "../run/managed-users";
import { doneBefore, placeOf } from "./objection";

/** Somebody who stays and is to have what another who stays had until now. */
interface Exchange {
  readonly to: DeclaredUser;
  readonly from: ManagedUser;
  readonly field: string;
}

/** Fields by which people are known and reached: a file that gives them to others tells others' secrets to them. */
const PERSONAL: ReadonlySet<string> = new Set(["name", "email", "phone", "external-id"]);

/** Where people belong, which many have in common: a class that moves up gets what the one above it had. */
const PLACES: ReadonlySet<string> = new Set(["groups", "unit"]);

/** As many people as this exchange values by hand, such as the addresses of a reception and its deputy. */
const BY_HAND = 3;

/** More than this stop a run, as more deletions do: a set exchanges the values of a few in one run. */
const LIMIT = 10;

/** A value that somebody has or had. */
interface Held {
  readonly field: string;
  readonly token: string;
}

/** Everything that one person is to get of others. */
type Gains = readonly [Exchange, ...Exchange[]];

/**
 * Why a run must not go on that gives many people what others of them had: so it looks where one column of a file was sorted, or moved by a
 * row, without the others. Values are not shown.
 * @param allowed how many people may, where somebody says so
 */
export function exchangeObjection(
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  allowed = 0,
  underway = false,
): string | undefined {
  const people = exchanges(staying, PERSONAL);
  if (people.length <= Math.max(LIMIT, allowed)) return undefined;
  const told = describe(people, "what others of them have");
  return `Rollcall stops this run${doneBefore(underway)}. ${told}\n  Put each row together again. If this is meant, run once with ROLLCALL_ALLOW_EXCHANGES=${people.length}.`;
}

/** What to know of the same people where they are few, and of those who get others' groups or units: rights move so on purpose as well. */
export function exchangeWarnings(staying: ReadonlyMap<ManagedUser, DeclaredUser>): readonly string[] {
  const found = [
    [exchanges(staying, PERSONAL), "what others of them have"],
    [exchanges(staying, PLACES), "the groups or the unit that others of them had"],
  ] as const;
  return found.flatMap(([people, what]) =>
    people.length === 0 ? [] : [`${describe(people, what)}\n  Look whether each row is still whole.`],
  );
}

function describe(people: readonly Gains[], what: string): string {
  return [
    `${people.length} users would get ${what}, as where one column of a file was sorted, or moved by a row, without the others:`,
    ...shortLines(people.map(lineOf)),
  ].join("\n");
}

/** Told by their number, and by all who get another value: where most of these are new ones, a few people get somebody's. */
function exchanges(staying: ReadonlyMap<ManagedUser, DeclaredUser>, meanings: ReadonlySet<string>): readonly Gains[] {
  const meant = new Map<Kind, readonly string[]>();
  const changed = [...staying].flatMap(([then, still]) => {
    const { kind } = then;
    const all = kept(meant, kind, () =>
      Object.keys(kind.fields).filter((field) => meanings.has(kind.fields[field]?.means ?? "")),
    );
    // Of a hundred thousand people nearly all are as they were.
    const differ = all.filter((field) => !isSame(then.declared[field], still.fields[field]));
    if (differ.length === 0) return [];
    const [had, has] = [heldBy(kind, then.declared, differ), heldBy(kind, still.fields, differ)];
    const [before, after] = [had, has].map((held) => new Set(held.map(({ token }) => token)));
    const gives = had.filter(({ token }) => after?.has(token) !== true);
    const gets = has.filter(({ token }) => before?.has(token) !== true);
    return gives.length + gets.length === 0 ? [] : [{ then, still, gives, gets }];
  });
  if (changed.length <= BY_HAND) return [];
  const givers = grouped(changed, ({ gives }) => gives.map(({ token }) => token));
  const found = changed.flatMap(({ still, gets }) =>
    gets.flatMap(({ field, token }): Exchange[] => {
      const [giver] = givers.get(token) ?? [];
      return giver === undefined ? [] : [{ to: still, from: giver.then, field }];
    }),
  );
  const people = [...grouped(found, ({ to }) => [to]).values()];
  const getting = changed.filter(({ gets }) => gets.length > 0).length;
  return people.length > BY_HAND && people.length * 2 > getting ? people : [];
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function heldBy(kind: Kind, values: Fields, fields: readonly string[]): readonly Held[] {
  return fields.flatMap((field) => {
    const value = values[field];
    const text = Array.isArray(value) ? [...new Set(value.map(String))].sort().join("\n") : value;
    if (typeof text !== "string" || text === "") return [];
    return [{ field, token: JSON.stringify([kindId(kind), field, text.normalize("NFC").toLowerCase()]) }];
  });
}

function lineOf([first, ...more]: Gains): string {
  const { to } = first;
  const what = [first, ...more].map(({ field, from }) => `${field} of ${from.key}`);
  const key = String(to.fields[to.kind.naturalKey] ?? placeOf(to));
  return `${to.kind.directory.name} ${to.kind.noun} ${key} gets ${what.join(", ")}`;
}
