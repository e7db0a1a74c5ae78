import * as fc from "fast-check";
import { workspace } from "../../../provider/workspace";
import { isEmail } from "../../../provider/model/email";
import { eds } from "../../../provider/eds";
import { createSet } from "../../../provider/lifecycle/many/apply";
import { setOf } from "../../../provider/lifecycle/many/members";
import { readSet } from "../../../provider/lifecycle/many/preview";
import { inputsOf, outputsOf, type SetState, stateOf } from "../../../provider/lifecycle/many/state";
import { sealSecrets } from "../../../provider/pulumi/sealed";
import { requireIds } from "../../../provider/pulumi/set-form";
import type { Fields } from "../../../provider/model/values";
import { FakeCloud } from "./fake-cloud";

const alice = { email: "alice@example.com" };
const bob = { email: "bob@example.com", phone: "13800138000" };

async function created(cloud: FakeCloud, inputs: Fields): Promise<SetState> {
  const { state } = await createSet(cloud.context(), setOf(eds.kinds.User, inputs));
  return stateOf(eds.kinds.User, outputsOf(eds.kinds.User, state));
}

test("an untouched set comes back exactly as declared", async () => {
  const member = fc.record(
    {
      endUserId: fc.stringMatching(/^[a-z]{5}$/),
      email: fc.emailAddress().filter(isEmail),
      phone: fc.stringMatching(/^1[0-9]{10}$/),
      groupIdList: fc.uniqueArray(fc.stringMatching(/^ug-[a-z]{1,4}$/)),
      orgId: fc.constantFrom("org-1", "org-2"),
      status: fc.constantFrom("enabled", "disabled"),
      password: fc.constant("Some-Secret-1"),
      onDelete: fc.constantFrom("delete", "retain"),
    },
    { requiredKeys: ["email"] },
  );
  const shared = fc.record(
    {
      orgId: fc.constantFrom("org-1", "org-2"),
      onDelete: fc.constant("retain"),
      isLocalAdmin: fc.boolean(),
      password: fc.constant("Some-Secret-2"),
    },
    { requiredKeys: [] },
  );
  const users = fc.dictionary(fc.stringMatching(/^[a-z]{3,4}$/), member, { maxKeys: 5 });
  await fc.assert(
    fc.asyncProperty(shared, users, async (common, people) => {
      const keys = Object.entries(people).map(([name, { endUserId }]) => endUserId ?? name);
      fc.pre(new Set(keys).size === keys.length);
      const inputs = { ...common, users: people };
      const cloud = new FakeCloud();
      const state = await created(cloud, inputs);
      const read = await readSet(cloud.context(), state);
      expect(inputsOf(eds.kinds.User, read)).toEqual(inputs);
      expect(outputsOf(eds.kinds.User, read)).toEqual(outputsOf(eds.kinds.User, state));
    }),
  );
});

test("members that are gone are left out, drifted fields show, and what was added by hand stays unmanaged", async () => {
  const cloud = new FakeCloud();
  const state = await created(cloud, { users: { alice, bob, carol: alice }, orgId: "org-1" });
  cloud.users.delete("carol");
  cloud.users.set("bob", { endUserId: "bob", email: "hacked@example.com", orgId: "org-2", remark: "by hand" });
  const read = await readSet(cloud.context(), state);
  const seen = { users: { alice, bob: { email: "hacked@example.com", phone: "", orgId: "org-2" } }, orgId: "org-1" };
  expect(inputsOf(eds.kinds.User, read)).toEqual(seen);
  expect(outputsOf(eds.kinds.User, read)).toEqual(seen);
});

test("a set stays a set when everybody is gone", async () => {
  const cloud = new FakeCloud();
  const state = await created(cloud, { users: { alice } });
  cloud.users.clear();
  expect(inputsOf(eds.kinds.User, await readSet(cloud.context(), state))).toEqual({ users: {} });
});

test.each(["forbidden", "auth", "routing", "parent-missing", "no-answer"] as const)(
  "%s about one member drops nobody",
  async (category) => {
    const cloud = new FakeCloud();
    const state = await created(cloud, { users: { alice, bob } });
    cloud.fail("read", category);
    await expect(readSet(cloud.context(), state)).rejects.toThrow(
      new RegExp(`1 of 2 users of the set could not be read.*nobody was changed in state:\n {2}alice: .*${category}`),
    );
  },
);

describe("what state keeps of a set", () => {
  test("ids only where the name does not tell them, and what the directory computes only where there is something to tell", () => {
    const outputs = {
      users: { alice: { userEmail: "a@example.com" }, bob: { userEmail: "b@example.com" } },
      ids: { alice: "id-1", bob: "id-2" },
      locked: { bob: true },
      adopted: ["alice"],
    };
    const state = stateOf(workspace.kinds.User, outputs);
    expect([...state.members.values()].map(({ name, id, adopted, computed }) => [name, id, adopted, computed])).toEqual([
      ["alice", "id-1", true, {}],
      ["bob", "id-2", false, { locked: true }],
    ]);
    expect(outputsOf(workspace.kinds.User, state)).toEqual(outputs);
    expect(outputsOf(eds.kinds.User, stateOf(eds.kinds.User, { users: { alice } }))).toEqual({ users: { alice } });
  });

  test("a member that lacks a field of the whole set, because a change failed, keeps the field out of the others' way", () => {
    const state = stateOf(eds.kinds.User, { users: { alice, bob } });
    const bobWith = { ...bob, endUserId: "bob", orgId: "org-1" };
    const mixed = {
      ...state,
      shared: { orgId: "org-1" },
      members: new Map([...state.members].map(([name, member]) => [name, name === "bob" ? { ...member, fields: bobWith } : member])),
    };
    const outputs = outputsOf(eds.kinds.User, mixed);
    expect(outputs).toEqual({ users: { alice, bob: { ...bob, orgId: "org-1" } } });
    expect(stateOf(eds.kinds.User, outputs).members.get("alice")?.fields).not.toHaveProperty("orgId");
  });

  test("no field of any directory has the name of an output of sets", async () => {
    const { directories } = await import("../../../provider/directories");
    for (const directory of Object.values(directories)) {
      for (const name of [
        "users",
        "ids",
        "adopted",
        "leaving",
        "id",
        "secrets",
        "linked",
        ...Object.keys(directory.kinds.User.computed ?? {}),
      ])
        expect(directory.kinds.User.fields).not.toHaveProperty(name);
    }
  });

  test("every secret is marked for the engine, wherever it stands, and nothing else is", () => {
    const secret = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
    const outputs = {
      users: { alice: { ...alice, password: "one" }, bob },
      password: "two",
      leaving: [{ id: "carol", password: "three" }],
      adopted: ["bob"],
    };
    expect(sealSecrets(eds.kinds.User, outputs)).toEqual({
      users: { alice: { ...alice, password: secret("one") }, bob },
      password: secret("two"),
      leaving: [{ id: "carol", password: secret("three") }],
      adopted: ["bob"],
    });
  });
});

test("what a set keeps of its members can be read again, even of one whose id happens to be the name", () => {
  const kind = workspace.kinds.User;
  const fields = { userName: "9c41", userEmail: "a@example.com" };
  const alike = { name: "ann", own: fields, fields, id: "9c41", adopted: false, computed: {} };
  const outputs = outputsOf(kind, { shared: {}, members: new Map([["ann", alike]]), leaving: [] });
  expect(outputs["ids"]).toEqual({ ann: "9c41" });
  expect(() => requireIds(kind, outputs)).not.toThrow();
});
