import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { parentOf, underAccount } from "../../../provider/model/kind";
import { pairPeople } from "../../../provider/lifecycle/many/plan";
import type { Fields } from "../../../provider/model/values";
import { type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { handovers } from "../../../sdk/lib/gate/handovers";
import { type Candidate, problemsOf } from "../../../sdk/lib/gate/problems";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { kindUnder } from "../../../sdk/lib/run/same-account";
import { programSettings } from "../../../sdk/lib/run/settings";
import { Account, type AccountArgs } from "../../../sdk";

const kind = directories.eiam.kinds.User;
const OWN = "idaas_own";
const own = { instanceId: OWN };
const placing = underAccount(kind, { own });

/** Who names the instance: the former declaration, the present one. */
const WAYS: readonly (readonly [string, Fields, Fields])[] = [
  ["then", own, {}],
  ["now", {}, own],
  ["both times", own, own],
  ["never", {}, {}],
];
const ELSEWHERE = { instanceId: "idaas_other" };

describe("the instance that holds for whoever declares none", () => {
  beforeEach(() => pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }));
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
    delete process.env["ROLLCALL_INSTANCE_ID"];
  });

  async function told(args: AccountArgs | undefined): Promise<unknown> {
    const account = args === undefined ? undefined : new Account("main", args);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return parentOf(kindUnder(kind, account), {}, "instanceId");
  }
  const unknown = new Promise<string>(() => undefined);

  test.each<[string, string | undefined, string | undefined, AccountArgs | undefined, string | null]>([
    ["the stack's configuration", OWN, "env", undefined, OWN],
    ["the environment", undefined, "env", undefined, "env"],
    ["an account", "stack", "env", own, OWN],
    ["an account that takes the stack's", OWN, "env", {}, OWN],
    ["the environment, for an account that leaves it open", undefined, "env", {}, "env"],
    ["nobody", undefined, undefined, {}, null],
    ["an account that does not know it yet", "stack", "env", { instanceId: unknown }, null],
  ])("is told by %s", async (_what, stack, environment, args, expected) => {
    if (stack !== undefined) pulumi.runtime.setAllConfig({ "rollcall:instanceId": stack });
    if (environment !== undefined) process.env["ROLLCALL_INSTANCE_ID"] = environment;
    expect(await told(args)).toBe(expected);
  });

  test("is nothing of a provider that is no account, nor for a directory without instances", () => {
    process.env["ROLLCALL_INSTANCE_ID"] = OWN;
    expect(kindUnder(kind, {})).toBe(kind);
    expect(kindUnder(directories.eds.kinds.User, undefined).parentDefaults).toEqual({});
  });
});

describe.each(WAYS)("people of the account's instance, named %s", (_when, first, second) => {
  const declared = (resource: string, fields: Fields, member?: string): DeclaredUser => ({
    kind,
    placing,
    resource,
    aliases: [],
    fields: { username: resource, ...fields },
    ...(member !== undefined && { member }),
  });
  const managed = (resource: string, fields: Fields, member?: string): ManagedUser => ({
    kind,
    resource,
    key: String(fields["username"] ?? resource),
    declared: { username: resource, ...fields },
    ...(member !== undefined && { member }),
  });

  test("take an address from the one who has it", () => {
    const before = [managed("dan", { email: "desk@pier.example", ...first })];
    const moves = (place: Fields) => {
      const now = [declared("dan", { email: "dan@pier.example", ...first }), declared("eva", { email: "desk@pier.example", ...place })];
      return handovers({ before, now, staying: stayers(before, now) }).map(({ from, to }) => `${from.key} ${to.resource}`);
    };
    expect(moves(second)).toEqual(["dan eva"]);
    expect(moves(ELSEWHERE)).toEqual([]);
  });

  test("are the same under another name in a set, also where keys pass on in turn", () => {
    const before = [managed("staff", { username: "dan.wu", ...first }, "dan")];
    const stays = (place: Fields) => stayers(before, [declared("staff", { username: "dan.wu", ...place }, "wu")]).size;
    expect(stays(second)).toBe(1);
    expect(stays(ELSEWHERE)).toBe(0);
    const person = (name: string, username: string, place: Fields) => ({ name, fields: { username, ...place } });
    const then = ["a", "b"].map((name) => person(name, name, first));
    const named = new Map(then.map((one) => [one.name, one]));
    const inTurn = pairPeople(placing, then, named, [person("b", "a", second), person("a", "c", second)]);
    expect([...inTurn].map(([now, before]) => [now.name, before.name])).toEqual(
      expect.arrayContaining([
        ["a", "a"],
        ["b", "b"],
      ]),
    );
  });

  test("are not declared twice, and share no address", () => {
    const candidate = (name: string, properties: Fields): Candidate => ({
      kind,
      placing,
      many: false,
      name,
      properties: { primaryOrganizationalUnitId: "ou_root", emailVerified: true, ...properties },
      ofDefaultAccount: false,
      account: "one",
      isNew: () => false,
    });
    const problems = (place: Fields) =>
      problemsOf(
        [
          candidate("dan", { username: "dan", email: "desk@pier.example", ...first }),
          candidate("dan2", { username: "dan", email: "dan@pier.example", ...place }),
          candidate("eva", { username: "eva", email: "desk@pier.example", ...place }),
        ],
        programSettings(),
      ).map(({ text }) => /^(username "dan" is declared already|email is the same)/.exec(text)?.[1] ?? text);
    expect(problems(second)).toEqual(['username "dan" is declared already', "email is the same"]);
    expect(problems(ELSEWHERE)).toEqual([]);
  });
});
