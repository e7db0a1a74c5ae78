import fc from "fast-check";
import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { type DeclaredUser, stayers } from "../../../sdk/lib/departures";
import { exchangeObjection, exchangeWarning } from "../../../sdk/lib/exchanges";
import type { ManagedUser } from "../../../sdk/lib/managed-users";

const PERSONAL = new Set(["name", "email", "phone", "external-id"]);

describe.each(Object.values(directories).map(({ name, kinds }) => [name, kinds.User] as const))("people of %s", (_name, kind: Kind) => {
  const columns = Object.keys(kind.fields).filter((field) => PERSONAL.has(kind.fields[field]?.means ?? ""));
  /** Somebody all of whose personal values end in this number. */
  const person = (number: number): Fields => ({
    [kind.naturalKey]: `user_${number}`,
    ...Object.fromEntries(columns.map((field) => [field, `${field}-${number}@x.example`])),
  });
  const people = (count: number): readonly Fields[] => Array.from({ length: count }, (_, index) => person(index));

  function objectionTo(before: readonly Fields[], after: readonly Fields[], inSet = false, allowed?: number): string | undefined {
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
    return exchangeObjection(stayers(then, now), allowed);
  }

  /** The same people, of whom each has the column's value of the one at the place that `of` says. */
  const moved = (all: readonly Fields[], column: string, of: (index: number) => number | undefined): readonly Fields[] =>
    all.map((fields, index) => {
      const from = of(index);
      return from === undefined ? fields : { ...fields, [column]: all[from]?.[column] ?? "new@x.example" };
    });

  test.each([false, true])("of whom one column was sorted, or moved by a row, stop the run (in a set: %s)", (inSet) => {
    for (const column of columns)
      fc.assert(
        fc.property(fc.integer({ min: 4, max: 30 }), fc.integer({ min: 1, max: 3 }), (count, by) => {
          const all = people(count);
          const sorted = moved(all, column, (index) => count - 1 - index);
          const shifted = moved(all, column, (index) => index - by);
          const turned = moved(all, column, (index) => (index + by) % count);
          for (const [after, those] of [
            [sorted, count - (count % 2)],
            [turned, by % count === 0 ? 0 : count],
          ] as const)
            if (those > 3) {
              const text = objectionTo(all, after, inSet) ?? "";
              expect(text).toContain(`${those} users would get what others of them have`);
              expect(text).toContain(`ROLLCALL_ALLOW_EXCHANGES=${those}`);
              expect(text).not.toContain("x.example");
              expect(objectionTo(all, after, inSet, those)).toBeUndefined();
              expect(objectionTo(all, after, inSet, those - 1)).toBeDefined();
            }
          if (count - by > 3 && (count - by) * 2 > count) expect(objectionTo(all, shifted, inSet)).toContain(`${column} of user_`);
          // The keys in another order than all the rest are the same slip.
          const keys = all.map((fields, index) => ({ ...fields, [kind.naturalKey]: `user_${(index + 1) % count}` }));
          expect(objectionTo(all, keys, inSet)).toContain(`${count} users would get`);
        }),
        { numRuns: 20 },
      );
  });

  test("of whom a column with empty cells was sorted stop the run, and who only get or lose values do not", () => {
    for (const column of columns) {
      const without = ({ [column]: _value, ...fields }: Fields): Fields => fields;
      const half = people(20).map((fields, index) => (index % 2 === 0 ? fields : without(fields)));
      const values = half.flatMap((fields) => fields[column] ?? []);
      const top = half.map((fields, index) => ({ ...without(fields), ...(index < 10 && { [column]: values[9 - index] ?? "" }) }));
      expect(objectionTo(half, top)).toContain("9 users would get what others of them have");
      const few = people(20).map((fields, index) => (index % 4 === 3 ? fields : without(fields)));
      const above = few.map((fields, index) => ({
        ...without(fields),
        ...(index < 5 && { [column]: few[index * 4 + 3]?.[column] ?? "" }),
      }));
      expect(objectionTo(few, above)).toContain("users would get what others of them have");
      expect(objectionTo(half, people(20))).toBeUndefined();
      expect(objectionTo(people(20), half)).toBeUndefined();
    }
  });

  const places = Object.keys(kind.fields).filter((field) => ["groups", "unit"].includes(kind.fields[field]?.means ?? ""));
  test.each(places)("of whom the column %s moved alone are warned of", (field) => {
    const isList = kind.fields[field]?.means === "groups";
    const all = people(12).map((fields, index) => ({ ...fields, [field]: isList ? [`g-${index}`, "all"] : `u-${index}` }));
    const warned = (after: readonly Fields[]) =>
      exchangeWarning(
        new Map(
          all.map((fields, index) => [
            { kind, resource: `r${index}`, key: `user_${index}`, declared: fields },
            { kind, resource: `r${index}`, aliases: [], fields: after[index] ?? {} },
          ]),
        ),
      );
    const turned = moved(all, field, (index) => (index + 1) % 12);
    expect(warned(turned)).toContain(`user_0 gets ${field} of user_1`);
    expect(exchangeObjection(new Map(), undefined)).toBeUndefined();
    // Everybody joins one group; three change places.
    expect(warned(all.map((fields) => ({ ...fields, [field]: isList ? ["new"] : "u-new" })))).toBeUndefined();
    expect(warned(moved(all, field, (index) => (index < 3 ? (index + 1) % 3 : undefined)))).toBeUndefined();
    expect(warned(all.map((fields, index) => ({ ...fields, [field]: isList ? ["all", `g-${index}`] : `u-${index}` })))).toBeUndefined();
  });

  test("may exchange values by hand, take what others give up for something new, and change all at once", () => {
    for (const column of columns) {
      const all = people(20);
      expect(
        objectionTo(
          all,
          moved(all, column, (index) => (index < 3 ? (index + 1) % 3 : undefined)),
        ),
      ).toBeUndefined();
      // Each second one takes what the one before gives up, who gets something new.
      const passed = moved(all, column, (index) => (index < 12 ? (index % 2 === 1 ? index - 1 : -1) : undefined));
      expect(objectionTo(all, passed)).toBeUndefined();
      expect(
        objectionTo(
          all,
          moved(all, column, () => -1),
        ),
      ).toBeUndefined();
    }
    expect(objectionTo(people(20), [...people(20)].reverse())).toBeUndefined();
    expect(
      objectionTo(
        people(20),
        people(20).map(() => ({})),
      ),
    ).toBeUndefined();
  });
});
