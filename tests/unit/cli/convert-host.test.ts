import { readExport, resourcesOf, type StackExport } from "../../../cli/convert/stack-export";
import { toHost } from "../../../cli/convert/to-host";
import { readStackState } from "../../../cli/stack/stack-state";

const STACK = "urn:pulumi:dev::acme";
const USER = "pulumi-nodejs:dynamic/rollcall/eds:User";
const SET = "pulumi-nodejs:dynamic/rollcall/workspace:UserSet";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const root = `${STACK}::pulumi:pulumi:Stack::acme-dev`;
const south = `${STACK}::pulumi:providers:pulumi-nodejs::south::p-2`;
const text = (name: string) => ({ __provider: `exports.handler = () => require("rollcall/provider").${name};` });

const alice = {
  urn: `${STACK}::rollcall:index:Roster$${USER}::alice`,
  type: USER,
  id: "alice",
  custom: true,
  parent: `${STACK}::rollcall:index:Roster::staff`,
  provider: `${STACK}::pulumi:providers:pulumi-nodejs::default::p-1`,
  inputs: { ...text("eds"), endUserId: "alice", password: secret },
  outputs: { ...text("eds"), endUserId: "alice", password: secret },
  additionalSecretOutputs: ["password"],
};

function exported(...more: readonly object[]): StackExport {
  const account = (name: string, id: string, inputs: object) => ({
    urn: `${STACK}::pulumi:providers:pulumi-nodejs::${name}`,
    type: "pulumi:providers:pulumi-nodejs",
    id,
    custom: true,
    inputs,
    outputs: inputs,
  });
  const resources = [
    { urn: root, type: "pulumi:pulumi:Stack", custom: false },
    account("default", "p-1", { "rollcall:target": "emulator", "other:key": "x" }),
    account("south", "p-2", { "rollcall:target": "cloud", "rollcall:accessKeySecret": secret }),
    { urn: `${STACK}::rollcall:index:Roster::staff`, type: "rollcall:index:Roster", custom: false, parent: root },
    alice,
    {
      urn: `${STACK}::${SET}::desk`,
      type: SET,
      id: "workspace-users-1",
      custom: true,
      parent: root,
      provider: south,
      inputs: { ...text("workspaceSet"), users: {} },
      outputs: { ...text("workspaceSet"), users: {} },
      dependencies: [alice.urn],
      propertyDependencies: { users: [alice.urn] },
    },
    ...more,
  ];
  return readExport(JSON.stringify({ version: 3, deployment: { manifest: {}, resources } }));
}

const named = (state: StackExport) => new Map(resourcesOf(state).map((resource) => [resource.urn, resource]));

test("makes dynamic users and sets the plugin's, with their accounts and everything that refers to them", () => {
  const after = named(toHost(exported(), "plugin"));
  const moved = after.get(`${STACK}::rollcall:index:Roster$rollcall:eds:User::alice`);
  expect(moved).toMatchObject({ type: "rollcall:eds:User", id: "alice", provider: `${STACK}::pulumi:providers:rollcall::default::p-1` });
  expect(moved?.inputs).toEqual({ endUserId: "alice", password: secret });
  expect(moved?.outputs).toEqual({ endUserId: "alice", password: secret });
  expect(after.get(`${STACK}::rollcall:workspace:UserSet::desk`)).toMatchObject({
    provider: `${STACK}::pulumi:providers:rollcall::south::p-2`,
    dependencies: [moved?.urn],
    propertyDependencies: { users: [moved?.urn] },
  });
  expect(after.get(`${STACK}::pulumi:providers:rollcall::default`)?.inputs).toEqual({ target: "emulator" });
  expect(after.get(`${STACK}::pulumi:providers:rollcall::south`)?.inputs).toEqual({ target: "cloud", accessKeySecret: secret });
  expect([...after.keys()].filter((urn) => urn.includes("pulumi-nodejs"))).toEqual([]);
});

test("is undone by the way back, but for settings that are not Rollcall's", () => {
  const before = exported();
  const back = resourcesOf(toHost(toHost(before, "plugin"), "dynamic"));
  const expected = resourcesOf(before).map((resource) =>
    resource.id === "p-1"
      ? { ...resource, inputs: { "rollcall:target": "emulator" }, outputs: { "rollcall:target": "emulator" } }
      : resource,
  );
  expect(back).toEqual(expected);
});

test("keeps the dynamic host's account for dynamic resources of others, and their own names", () => {
  const other = {
    urn: `${STACK}::pulumi-nodejs:dynamic:Resource::dns`,
    type: "pulumi-nodejs:dynamic:Resource",
    id: "dns",
    custom: true,
    provider: `${STACK}::pulumi:providers:pulumi-nodejs::default::p-1`,
  };
  const after = named(toHost(exported(other), "plugin"));
  expect(after.get(other.urn)).toEqual(other);
  expect(after.get(`${STACK}::pulumi:providers:pulumi-nodejs::default`)?.inputs).toMatchObject({ "other:key": "x" });
  expect(after.has(`${STACK}::pulumi:providers:rollcall::default`)).toBe(true);
});

test("renames what stands below a user", () => {
  const child = {
    urn: `${STACK}::rollcall:index:Roster$${USER}$acme:index:Mailbox::box`,
    type: "acme:index:Mailbox",
    custom: false,
    parent: alice.urn,
  };
  const after = named(toHost(exported(child), "plugin"));
  expect(after.get(`${STACK}::rollcall:index:Roster$rollcall:eds:User$acme:index:Mailbox::box`)?.parent).toBe(
    `${STACK}::rollcall:index:Roster$rollcall:eds:User::alice`,
  );
});

test("refuses what is unfinished, would exist twice, or is there already", () => {
  expect(() => toHost(exported({ ...alice, urn: `${STACK}::${USER}::bob`, initErrors: ["no"] }), "plugin")).toThrow(/bob is unfinished/);
  expect(() => toHost(exported({ ...alice, urn: `${STACK}::${USER}::bob`, pendingReplacement: true }), "plugin")).toThrow(
    /bob is unfinished/,
  );
  expect(() =>
    toHost(exported({ ...alice, urn: `${STACK}::rollcall:index:Roster$rollcall:eds:User::alice`, type: "rollcall:eds:User" }), "plugin"),
  ).toThrow(/would exist twice/);
  expect(() => toHost(exported(), "dynamic")).toThrow(/no users that are not dynamic resources already/);
});

test("what a plugin's state says of people and of their accounts is read like a dynamic one's", () => {
  const before = readStackState(JSON.stringify(exported()));
  const after = readStackState(JSON.stringify(toHost(exported(), "plugin")));
  const told = ({ people }: typeof before) =>
    people.map(({ key, id, place, account }) => ({ key, id, place, account: account.name, settings: [...account.settings] }));
  expect(told(after)).toEqual(told(before));
  expect(after.people[0]?.account.settings.get("rollcall:target")).toBe("emulator");
});
