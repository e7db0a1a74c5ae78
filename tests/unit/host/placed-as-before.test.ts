import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { type Fields, type Json, record, UNKNOWN } from "../../../provider/model/values";
import { placedAsBefore } from "../../../provider/pulumi/placed-as-before";
import { readSet, writeSet } from "../../../provider/pulumi/set-form";

/** Whether a member's groups come from one that was new when its inputs were written. */
interface Member {
  readonly email: string;
  readonly groupIds: readonly string[];
  readonly apart: boolean;
}

const email = fc.constantFrom("a@example.com", "b@example.com");
const member: fc.Arbitrary<Member> = fc.record({ email, groupIds: fc.subarray(["g-1", "g-2"], { minLength: 1 }), apart: fc.boolean() });
const people = fc.dictionary(fc.constantFrom("ann", "bob", "cem", "__x"), member);
const shared = fc.constantFrom({}, { onDelete: "disable" });

function inputsOf(users: Readonly<Record<string, Member>>, rest: Fields): Fields {
  const fields = Object.entries(users).map(([name, { apart: _, ...own }]): [string, Json] => [
    name,
    { ...own, groupIds: [...own.groupIds] },
  ]);
  return writeSet({ ...rest, users: Object.fromEntries(fields) }, (name, field) =>
    field === "groupIds" && users[name]?.apart === true ? "linked" : "text",
  );
}

test("inputs say what the program says; what stood beside a text stays there, until nothing changes at all", () => {
  fc.assert(
    fc.property(people, people, shared, shared, (before, now, then, rest) => {
      const [olds, news] = [inputsOf(before, then), inputsOf(now, rest)];
      const placed = placedAsBefore(olds, news);
      const [was, is] = [readSet({ ...olds }), readSet({ ...news })];
      expect(readSet({ ...placed })).toEqual(is);
      if (isDeepStrictEqual(was, is)) return expect(placed).toEqual(news);
      for (const [name, fields] of Object.entries(record(is["users"]))) {
        const stood = [olds, news].some((one) => record(one["linked"])[name] !== undefined);
        expect(record(placed["linked"])[name] !== undefined).toBe(stood);
        const formerly = [record(olds["users"])[name], record(olds["linked"])[name]];
        const isPrinted = !isDeepStrictEqual([record(placed["users"])[name], record(placed["linked"])[name]], formerly);
        const changes = !isDeepStrictEqual(record(was["users"])[name], fields);
        // Of a group that takes the place of another one a preview prints who is in it.
        if (now[name]?.apart === before[name]?.apart || before[name]?.apart === true) expect(isPrinted).toBe(changes);
      }
    }),
  );
});

test("a value that is secret now, and one that a preview cannot know, stand where the program has them", () => {
  const olds = inputsOf({ ann: { email: "a@example.com", groupIds: ["g-1"], apart: true } }, {});
  const { linked: _, ...rest } = olds;
  for (const news of [
    { ...rest, secrets: { ann: { groupIds: ["g-1"] } } },
    { ...rest, linked: { ann: { groupIds: [UNKNOWN] } } },
  ])
    expect(placedAsBefore(olds, news)).toEqual(news);
});
