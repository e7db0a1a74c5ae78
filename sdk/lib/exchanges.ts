import { shortLines } from "../../provider/model/error";
import { type Kind, kindId } from "../../provider/model/kind";
import { grouped } from "../../provider/model/kept";
import type { Fields } from "../../provider/model/values";
import type { DeclaredUser } from "./departures";
import { placeOf } from "./handovers";
import type { ManagedUser } from "./managed-users";
import { doneBefore } from "./objection";

/** Somebody who stays and is to have what another who stays had until now. */
interface Exchange {
  readonly to: DeclaredUser;
  readonly from: ManagedUser;
  readonly field: string;
}

/** Fields by which people are known and reached: a file that gives them to others tells others' secrets to them. */
const PERSONAL: ReadonlySet<string> = new Set(["name", "email", "phone", "external-id"]);

/** As many people as this exchange values by hand, such as the addresses of a reception and its deputy. */
const BY_HAND = 3;

/** A personal value that somebody has or had. */
interface Held {
  readonly field: string;
  readonly token: string;
}

/**
 * Why a run must not go on that gives many people what others of them had: so it looks where one column of a file was sorted, or moved by a
 * row, without the others. Told by their number, and by the others whose values change: where most of them get new ones, a few get
 * somebody's. Values are not shown.
 * @param allowed how many people may, where somebody says so
 */
export function exchangeObjection(
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  allowed: number | undefined,
  underway = false,
): string | undefined {
  const changed = [...staying].flatMap(([then, still]) => {
    const former = new Map(heldBy(then.kind, then.declared).map(({ field, token }) => [field, token]));
    const gets = heldBy(still.kind, still.fields).filter(
      ({ field, token }) => former.has(field) && former.get(field) !== token,
    );
    return gets.length === 0 ? [] : [{ then, still, gets }];
  });
  if (changed.length <= BY_HAND) return undefined;
  const givers = grouped(changed, ({ then, gets }) => {
    const given = new Set(gets.map(({ field }) => field));
    return heldBy(then.kind, then.declared).flatMap(({ field, token }) => (given.has(field) ? [token] : []));
  });
  const exchanges = changed.flatMap(({ still, gets }) =>
    gets.flatMap(({ field, token }): Exchange[] => {
      const [giver] = givers.get(token) ?? [];
      return giver === undefined ? [] : [{ to: still, from: giver.then, field }];
    }),
  );
  const people = grouped(exchanges, ({ to }) => [to]);
  if (people.size <= BY_HAND || people.size * 2 <= changed.length || people.size <= (allowed ?? 0)) return undefined;
  return describe([...people.values()], underway);
}

function heldBy(kind: Kind, fields: Fields): readonly Held[] {
  return Object.entries(kind.fields).flatMap(([field, { means }]) => {
    const value = fields[field];
    if (!PERSONAL.has(means) || typeof value !== "string" || value === "") return [];
    return [{ field, token: JSON.stringify([kindId(kind), field, value.normalize("NFC").toLowerCase()]) }];
  });
}

function describe(people: readonly (readonly [Exchange, ...Exchange[]])[], underway: boolean): string {
  const lines = people.map(([first, ...more]) => {
    const { to } = first;
    const what = [first, ...more].map(({ field, from }) => `${field} of ${from.key}`);
    const key = String(to.fields[to.kind.naturalKey] ?? placeOf(to));
    return `${to.kind.directory.name} ${to.kind.noun} ${key} gets ${what.join(", ")}`;
  });
  return [
    `Rollcall stops this run${doneBefore(underway)}. ${people.length} users would get what others of them have, as where one column of a file was sorted, or moved by a row, without the others:`,
    ...shortLines(lines),
    `  Put each row together again. If this is meant, run once with ROLLCALL_ALLOW_EXCHANGES=${people.length}.`,
  ].join("\n");
}
