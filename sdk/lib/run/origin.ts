import { describePlace, type Place } from "../roster/problem";

/** What tells where a person stands. */
interface Standing {
  readonly directory: string;
  readonly key: string;
  readonly place: Place;
}

/** The people of each roster, by directory and key once somebody asks: a run without an objection does not. */
const origins = new WeakMap<object, { readonly rows: readonly Standing[]; places?: ReadonlyMap<string, Place> }>();

/** Notes where everybody of a roster stands, so that texts about two resources of one name can tell them apart. */
export function noteOrigins(roster: object, rows: readonly Standing[]): void {
  origins.set(roster, { rows });
}

/** Where a child of a roster stands in its file, such as `people.csv:7`; `undefined` for everybody else. */
export function originOf(parent: object | undefined, directory: string, key: string): string | undefined {
  const known = parent === undefined ? undefined : origins.get(parent);
  if (known === undefined) return undefined;
  known.places ??= new Map(known.rows.map((row) => [`${row.directory} ${row.key}`, row.place]));
  const place = known.places.get(`${directory} ${key}`);
  return place === undefined ? undefined : describePlace(place);
}
