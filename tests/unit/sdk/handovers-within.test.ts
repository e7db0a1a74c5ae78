import { directories } from "../../../provider/directories";
import { type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { handoversWithin } from "../../../sdk/lib/gate/handovers";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

describe("values that pass between people of several accounts", () => {
  const kind = directories.eiam.kinds.User;
  const dan = { username: "dan.wu", email: "reception@pier.example" };
  const eva = { username: "eva.kos", email: "reception@pier.example" };
  const state = (account: string | undefined): ManagedUser[] => [
    { kind, resource: "dan", key: "dan.wu", declared: dan, ...(account !== undefined && { account }) },
  ];
  const program = (account?: string): DeclaredUser[] =>
    Object.entries({ dan: { ...dan, email: "dan@pier.example" }, eva }).map(([resource, fields]) => ({
      kind,
      resource,
      aliases: [],
      fields,
      ...(account !== undefined && { account }),
    }));
  const within = (
    accounts: readonly string[],
    before: readonly ManagedUser[],
    now: readonly DeclaredUser[],
    isOne?: (account: string, to: DeclaredUser) => boolean,
  ): readonly string[] =>
    handoversWithin(accounts, { before, now, staying: stayers(before, now) }, isOne).map(({ from, to }) => `${from.key} ${to.resource}`);

  test.each([
    ["of the one account that the stack has", ["default"], undefined, "default", true],
    ["of one of several, as the engine tells", ["default", "main"], "main", "main", true],
    ["of several, before the engine has been asked", ["default", "main"], undefined, "default", false],
    ["of two accounts", ["default", "main"], "main", "default", false],
    ["into an account that is new", ["default"], undefined, "main", false],
    ["into an account that nobody can tell yet", ["default"], undefined, undefined, false],
  ])("%s", (_, accounts, before, now, waits) => {
    expect(within(accounts, state(before), program(now))).toEqual(waits ? ["dan.wu eva"] : []);
  });

  test.each([
    ["an account that has another name now", ["main"], undefined, "main", ["head", "head"]],
    ["the stack's own, of which an account is another name", ["default"], undefined, "default", ["head", "head"]],
    ["two accounts that are one", ["main", "twin"], "main", "main", ["main", "twin"]],
  ] as const)("within %s", (_, accounts, before, one, [giver, taker]) => {
    const people = [...program(giver).slice(0, 1), ...program(taker).slice(1)];
    const same = (account: string, to: DeclaredUser): boolean => account === one && to.account === taker;
    expect(within(accounts, state(before), people, same)).toEqual(["dan.wu eva"]);
    expect(within(accounts, state(before), people)).toEqual([]);
  });
});
