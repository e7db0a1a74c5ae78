import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { type Directory, kindId, kindsOf, underAccount } from "../../../provider/model/kind";
import type { DeclaredUser } from "../../../sdk/lib/gate/departures";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import type { Pending } from "../../../sdk/lib/gate/pending";
import { heldElsewhere } from "../../../sdk/lib/gate/shared-accounts";
import { Account } from "../../../sdk";

beforeEach(async () => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
});

const KINDS = Object.values<Directory>(directories).flatMap(kindsOf);

describe.each(KINDS.map((kind) => ({ id: kindId(kind), kind })))("who leaves of kind $id", ({ kind }) => {
  const fields = { [kind.naturalKey]: "ann" };
  const then = (resource: string, account?: string, declared = {}): ManagedUser => ({
    kind,
    resource,
    key: "ann",
    id: "id-1",
    declared: { ...fields, ...declared },
    ...(account !== undefined && { account }),
  });
  const now = (resource: string, account: string): DeclaredUser => ({ kind, resource, aliases: [], account, fields });
  const instance = kind.parentFields.filter((field) => field === "instanceId");

  /** Who is refused, where these are declared under an account of these settings, and `north` was one without any. */
  async function refused(
    before: readonly ManagedUser[],
    staying: readonly [ManagedUser, DeclaredUser][],
    to: DeclaredUser,
    region?: string,
  ) {
    const provider = new Account("twin", region === undefined ? {} : { region });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const pending: Pending = {
      kind,
      many: false,
      name: to.resource,
      known: () => fields,
      secrets: () => [],
      settled: () => Promise.resolve(),
      opts: { provider },
      registered: () => Promise.resolve(),
      places: { aliases: [], parents: () => [""] },
      account: () => "twin",
      admit: () => undefined,
      refuse: () => undefined,
    };
    const held = heldElsewhere(before, new Map(staying), new Map([[to, pending]]), new Map([["north", {}]]));
    return held.map(({ from }) => from.resource);
  }

  test("while a resource of another account that is the same one stays and has the same, is told", async () => {
    const [leaver, stayer] = [then("first", "north"), then("second", "twin")];
    const to = now("second", "twin");
    expect(await refused([leaver, stayer], [[stayer, to]], to)).toEqual(["first"]);
    expect(await refused([leaver, stayer], [[stayer, to]], to, "cn-hangzhou")).toEqual([]);
    for (const other of [then("first", "twin"), then("first", "north", { onDelete: "retain" }), { ...leaver, id: "id-2" }])
      expect(await refused([other, stayer], [[stayer, to]], to)).toEqual([]);
    // Before the engine has been asked, it may be so.
    expect(await refused([then("first"), stayer], [[stayer, to]], to)).toEqual(["first"]);
  });

  test("while a new resource of such an account takes over what it has, is told of groups and units", async () => {
    const told = kind.token === "User" ? [] : ["first"];
    expect(await refused([then("first", "north")], [], now("second", "twin"))).toEqual(told);
    expect(await refused([then("first", "north")], [], now("second", "twin"), "cn-hangzhou")).toEqual([]);
    const own = Object.fromEntries(instance.map((field) => [field, "idaas_own"]));
    const to = { ...now("second", "twin"), placing: underAccount(kind, { own }) };
    expect(await refused([then("first", "north", own)], [], to)).toEqual(told);
    expect(await refused([then("first", "north")], [], { ...to, fields: { ...fields, ...own } })).toEqual(told);
  });
});
