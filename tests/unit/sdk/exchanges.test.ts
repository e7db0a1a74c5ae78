import fc from "fast-check";
import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { exchangeObjection, exchangeWarnings } from "../../../sdk/lib/gate/exchanges";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const PERSONAL = new Set(["name", "email", "phone", "external-id"]);

describe.each(Object.values(directories).map(({ name, kinds }) => [name, kinds.User] as const))("people of %s", (_name, kind: Kind) => {
  const columns = Object.keys(kind.fields).filter((field) => PERSONAL.has(kind.fields[field]?.means ?? ""));
  /** Somebody all of whose personal values end in this number. */
  const person = (number: number): Fields => ({
    [kind.naturalKey]: `user_${number}`,
    ...Object.fromEntries(columns.map((field) => [field, `${field}-${number}@x.example`])),
  });
  const people = (count: number): readonly Fields[] => Array.from({ length: count }, (_, index) => person(index));

  type Told = { readonly stop: string | undefined; readonly warnings: readonly string[] };

  /** What a run says of people who are declared so now. */
  function told(before: readonly Fields[], after: readonly Fields[], inSet = false, allowed?: number): Told {
    const place = (fields: Fields) => ({ resource: inSet ? "staff" : String(fields[kind.naturalKey]) });
    const member = (fields: Fields) => (inSet ? { member: String(fields[kind.naturalKey]) } : {});
    const then = before.map((fields): ManagedUser => ({
      kind,
      key: String(fields[kind.naturalKey]),
      declared: fields,
      ...place(fields),
      ...member(fields),
    }));
    const now = after.map((fields): DeclaredUser => ({ kind, aliases: [], fields, ...place(fields), ...member(fields) }));
    const staying = stayers(then, now);
    return { stop: exchangeObjection(staying, allowed), warnings: exchangeWarnings(staying) };
  }

  const NOTHING: Told = { stop: undefined, warnings: [] };

  /** The same people, of whom each has the column's value of the one at the place that `of` says. */
  const moved = (all: readonly Fields[], column: string, of: (index: number) => number | undefined): readonly Fields[] =>
    all.map((fields, index) => {
      const from = of(index);
      return from === undefined ? fields : { ...fields, [column]: all[from]?.[column] ?? "new@x.example" };
    });

  test.each([false, true])("of whom one column was sorted, or moved by a row, stop the run or are told of (in a set: %s)", (inSet) => {
    for (const column of columns)
      fc.assert(
        fc.property(fc.integer({ min: 4, max: 30 }), fc.integer({ min: 1, max: 3 }), (count, by) => {
          const all = people(count);
          const found = (after: readonly Fields[], those: number, allowed?: number): void => {
            const { stop, warnings } = told(all, after, inSet, allowed);
            const stops = those > Math.max(10, allowed ?? 0);
            expect(warnings).toEqual(those > 3 ? [expect.stringMatching(`^${those} users would get what others of them have`)] : []);
            expect(stop).toEqual(stops ? expect.stringContaining(`ROLLCALL_ALLOW_EXCHANGES=${those}.`) : undefined);
            expect(warnings.join() + String(stop)).not.toContain("x.example");
          };
          const sorted = moved(all, column, (index) => count - 1 - index);
          found(sorted, count - (count % 2));
          found(sorted, count - (count % 2), count);
          found(sorted, count - (count % 2), count - 2);
          found(
            moved(all, column, (index) => (index + by) % count),
            by % count === 0 ? 0 : count,
          );
          if ((count - by) * 2 > count)
            found(
              moved(all, column, (index) => index - by),
              count - by,
            );
          // The keys in another order than all the rest are the same slip.
          found(
            all.map((fields, index) => ({ ...fields, [kind.naturalKey]: `user_${(index + 1) % count}` })),
            count,
          );
        }),
        { numRuns: 20 },
      );
  });

  test("of whom a column with empty cells was sorted are found, and who only get or lose values are not", () => {
    for (const column of columns) {
      const without = ({ [column]: _value, ...fields }: Fields): Fields => fields;
      const half = people(40).map((fields, index) => (index % 2 === 0 ? fields : without(fields)));
      const values = half.flatMap((fields) => fields[column] ?? []);
      const top = half.map((fields, index) => ({ ...without(fields), ...(index < 20 && { [column]: values[19 - index] ?? "" }) }));
      expect(told(half, top).stop).toContain("users would get what others of them have");
      const few = people(20).map((fields, index) => (index % 4 === 3 ? fields : without(fields)));
      const above = few.map((fields, index) => ({
        ...without(fields),
        ...(index < 5 && { [column]: few[index * 4 + 3]?.[column] ?? "" }),
      }));
      expect(told(few, above).warnings).toEqual([expect.stringContaining("users would get what others of them have")]);
      expect(told(half, people(40))).toEqual(NOTHING);
      expect(told(people(40), half)).toEqual(NOTHING);
    }
  });

  const places = Object.keys(kind.fields).filter((field) => ["groups", "unit"].includes(kind.fields[field]?.means ?? ""));
  test.each(places)("of whom the column %s moved alone are warned of", (field) => {
    const isList = kind.fields[field]?.means === "groups";
    const all = people(12).map((fields, index) => ({ ...fields, [field]: isList ? [`g-${index}`, "all"] : `u-${index}` }));
    const warned = (after: readonly Fields[]) => told(all, after).warnings;
    const turned = moved(all, field, (index) => (index + 1) % 12);
    expect(warned(turned)).toEqual([expect.stringContaining(`user_0 gets ${field} of user_1`)]);
    expect(told(all, turned).stop).toBeUndefined();
    // Everybody joins one group; three change places.
    expect(warned(all.map((fields) => ({ ...fields, [field]: isList ? ["new"] : "u-new" })))).toEqual([]);
    expect(warned(moved(all, field, (index) => (index < 3 ? (index + 1) % 3 : undefined)))).toEqual([]);
    expect(warned(all.map((fields, index) => ({ ...fields, [field]: isList ? ["all", `g-${index}`] : `u-${index}` })))).toEqual([]);
  });

  test("may exchange values by hand, take what others give up for something new, and change all at once", () => {
    for (const column of columns) {
      const all = people(20);
      expect(
        told(
          all,
          moved(all, column, (index) => (index < 3 ? (index + 1) % 3 : undefined)),
        ),
      ).toEqual(NOTHING);
      // Each second one takes what the one before gives up, who gets something new.
      const passed = moved(all, column, (index) => (index < 12 ? (index % 2 === 1 ? index - 1 : -1) : undefined));
      expect(told(all, passed)).toEqual(NOTHING);
      expect(
        told(
          all,
          moved(all, column, () => -1),
        ),
      ).toEqual(NOTHING);
    }
    expect(told(people(20), [...people(20)].reverse())).toEqual(NOTHING);
    expect(
      told(
        people(20),
        people(20).map(() => ({})),
      ),
    ).toEqual(NOTHING);
  });
});
