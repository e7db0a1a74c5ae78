import { directories } from "../../../provider/directories";
import { type DeclaredUser, departures } from "../../../sdk/lib/gate/departures";
import { objection } from "../../../sdk/lib/gate/objection";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const kind = directories.eds.kinds.User;
type Place = readonly [resource: string, member?: string];
const at = ([resource, member]: Place) => ({ kind, resource, ...(member !== undefined && { member }) });
const then = (key: string, place: Place): ManagedUser => ({ ...at(place), key, declared: { endUserId: key } });
const now = (key: string, place: Place): DeclaredUser => ({ ...at(place), aliases: [], fields: { endUserId: key } });

/** What the refusal advises for people who move so, by key. */
function advice(moves: Readonly<Record<string, readonly [Place, Place]>>): string {
  const people = Object.entries(moves);
  const found = departures(
    people.map(([key, [from]]) => then(key, from)),
    people.map(([key, [, to]]) => now(key, to)),
  );
  expect(found.moved).toHaveLength(people.length);
  return objection(found, { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined }) ?? "";
}

describe("what helps somebody who is declared elsewhere", () => {
  const intoSet: readonly [Place, Place] = [["ann"], ["staff", "ann"]];
  const outOfSet: readonly [Place, Place] = [["staff", "bob"], ["bob"]];

  test.each([
    ["into a set", { ann: intoSet }],
    ["out of a set", { bob: outOfSet }],
    ["either way", { ann: intoSet, bob: outOfSet }],
  ])("%s is no alias, since users and sets are of two types", (_way, moves) => {
    expect(advice(moves)).not.toContain("aliases");
    expect(advice(moves)).toContain("Keep them where they were. To move people between users and a set run rollcall convert first");
  });

  test.each([
    ["a user of another name", { cay: [["cay"], ["kay"]] }, "cay"],
    [
      "a set of another name",
      {
        dan: [
          ["crew", "dan"],
          ["team", "dan"],
        ],
      },
      "crew",
    ],
    ["one of both, after others", { ann: intoSet, cay: [["cay"], ["kay"]] }, "cay"],
  ] as const)("is an alias for %s", (_what, moves, name) => {
    expect(advice(moves)).toContain(
      `Keep the resource name, or tell Pulumi what the resource was before: { aliases: [{ name: "${name}" }] }`,
    );
  });
});
