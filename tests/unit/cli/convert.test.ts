import { readExport, resourcesOf, type StackExport, type StateResource, withResources } from "../../../cli/convert/stack-export";
import { toSet } from "../../../cli/convert/to-set";
import { toUsers } from "../../../cli/convert/to-users";

const STACK = "urn:pulumi:dev::acme";
const PROVIDER = `${STACK}::pulumi:providers:pulumi-nodejs::default::p-1`;
const secret = (ciphertext: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext });

function user(
  directory: string,
  name: string,
  id: string,
  fields: Readonly<Record<string, unknown>>,
  more: Partial<StateResource> & { readonly types?: string } = {},
): StateResource {
  const { types = "", ...rest } = more;
  const type = `pulumi-nodejs:dynamic/rollcall/${directory}:User`;
  const provider = `exports.handler = () => require("rollcall/provider").${directory};`;
  return {
    urn: `${STACK}::${types}${type}::${name}`,
    type,
    id,
    custom: true,
    inputs: { __provider: provider, ...fields },
    outputs: { __provider: provider, ...fields, ...(directory !== "eds" && { userId: id }) },
    parent: `${STACK}::pulumi:pulumi:Stack::acme-dev`,
    provider: PROVIDER,
    ...rest,
  };
}

function exported(...resources: readonly StateResource[]): StackExport {
  const frame = [
    { urn: `${STACK}::pulumi:pulumi:Stack::acme-dev`, type: "pulumi:pulumi:Stack", custom: false },
    { urn: `${STACK}::pulumi:providers:pulumi-nodejs::default`, type: "pulumi:providers:pulumi-nodejs", id: "p-1", custom: true },
  ];
  return readExport(
    JSON.stringify({
      version: 3,
      deployment: { manifest: { magic: "m" }, secrets_providers: { type: "passphrase" }, resources: [...frame, ...resources] },
    }),
  );
}

function names(state: StackExport): readonly string[] {
  return resourcesOf(state)
    .slice(2)
    .map(({ urn }) => urn.slice(urn.lastIndexOf("/") + 1));
}

function resource(state: StackExport, name: string): StateResource {
  const found = resourcesOf(state).find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`no ${name} in the state`);
  return found;
}

const alice = user("eds", "alice", "alice", { endUserId: "alice", email: "a@example.com" });
const bob = user(
  "eds",
  "bob",
  "robert",
  { endUserId: "robert", email: "b@example.com", password: secret("v1:bob") },
  { additionalSecretOutputs: ["password"], protect: true },
);
const options = { name: "staff", token: () => "token" };

describe("users become a set", () => {
  test("but for one whose name no member can have", () => {
    const odd = user("eds", "__proto__", "__proto__", { endUserId: "__proto__", email: "p@example.com" });
    expect(() => toSet(exported(alice, odd), options)).toThrow(/__proto__ cannot be the name of a member.*outside of the set/);
  });

  test("with their names, ids, secrets, account and protection, and the rest of the state as it was", () => {
    const before = exported(alice, bob);
    const after = toSet(before, options);
    const text = 'exports.handler = () => require("rollcall/provider").edsSet;';
    const set = {
      __provider: text,
      __form: 1,
      users: { alice: '{"email":"a@example.com"}', bob: '{"email":"b@example.com","endUserId":"robert"}' },
      secrets: { bob: { password: secret("v1:bob") } },
    };
    expect(resource(after, "staff")).toEqual({
      urn: `${STACK}::pulumi-nodejs:dynamic/rollcall/eds:UserSet::staff`,
      custom: true,
      id: "eds-users-token",
      type: "pulumi-nodejs:dynamic/rollcall/eds:UserSet",
      inputs: set,
      outputs: set,
      parent: `${STACK}::pulumi:pulumi:Stack::acme-dev`,
      provider: PROVIDER,
      protect: true,
    });
    expect({ ...after, deployment: { ...after.deployment, resources: [] } }).toEqual({
      ...before,
      deployment: { ...before.deployment, resources: [] },
    });
    expect(resourcesOf(after).slice(0, 2)).toEqual(resourcesOf(before).slice(0, 2));
  });

  test("ids that the name does not tell, and who was adopted, are kept", () => {
    const li = user("workspace", "li", "id-7", { userName: "li", userEmail: "l@example.com" });
    const after = toSet(exported({ ...li, outputs: { ...li.outputs, adopted: true, locked: true } }), options);
    expect(resource(after, "staff").outputs).toMatchObject({
      users: { li: '{"userEmail":"l@example.com"}' },
      ids: { li: "id-7" },
      adopted: ["li"],
      locked: { li: true },
    });
  });

  test("one for each directory, account and roster; a roster's members have its keys as names", () => {
    const roster: StateResource = { urn: `${STACK}::rollcall:index:Roster::crew`, type: "rollcall:index:Roster", custom: false };
    const child = user(
      "eds",
      "hk-li_na",
      "li_na",
      { endUserId: "li_na", email: "l@example.com" },
      { parent: roster.urn, types: "rollcall:index:Roster$" },
    );
    const after = toSet(
      exported(alice, roster, child, user("cloudidentity", "alice", "id-1", { userName: "alice", displayName: "A" })),
      options,
    );
    expect(names(after)).toEqual([
      "eds:UserSet::staff",
      `${STACK}::rollcall:index:Roster::crew`,
      "eds:UserSet::crew",
      "cloudidentity:UserSet::staff",
    ]);
    expect(resource(after, "crew").urn).toBe(roster.urn);
    expect(resourcesOf(after).find(({ urn }) => urn.endsWith("eds:UserSet::crew"))).toMatchObject({
      urn: `${STACK}::rollcall:index:Roster$pulumi-nodejs:dynamic/rollcall/eds:UserSet::crew`,
      inputs: { users: { li_na: '{"email":"l@example.com"}' } },
    });
  });

  test("whoever depended on a user depends on the set, and stands after it", () => {
    const bucket = (name: string, dependencies: readonly string[]): StateResource => ({
      urn: `${STACK}::aws:s3:Bucket::${name}`,
      type: "aws:s3:Bucket",
      custom: true,
      dependencies: [...dependencies],
      propertyDependencies: { tags: [...dependencies] },
    });
    const before = exported(alice, bucket("uses-alice", [alice.urn]), bucket("used-by-bob", []), {
      ...bob,
      dependencies: [`${STACK}::aws:s3:Bucket::used-by-bob`],
    });
    const after = toSet(before, options);
    const set = resource(after, "staff");
    expect(names(after)).toEqual([`${STACK}::aws:s3:Bucket::used-by-bob`, "eds:UserSet::staff", `${STACK}::aws:s3:Bucket::uses-alice`]);
    expect(set).toMatchObject({
      dependencies: [`${STACK}::aws:s3:Bucket::used-by-bob`],
      propertyDependencies: { users: [`${STACK}::aws:s3:Bucket::used-by-bob`] },
    });
    const linked = toSet(exported(alice, { ...bob, propertyDependencies: { email: ["a-urn"], password: ["a-urn"] } }), options);
    expect(resource(linked, "staff").inputs).toMatchObject({
      users: { bob: '{"endUserId":"robert"}' },
      linked: { bob: { email: "b@example.com" } },
      secrets: { bob: { password: secret("v1:bob") } },
    });
    expect(resource(after, "uses-alice")).toMatchObject({ dependencies: [set.urn], propertyDependencies: { tags: [set.urn] } });
  });

  test("unless that would be a circle, or leave something open", () => {
    const middle: StateResource = { urn: `${STACK}::aws:s3:Bucket::middle`, type: "aws:s3:Bucket", dependencies: [alice.urn] };
    expect(() => toSet(exported(alice, middle, { ...bob, dependencies: [middle.urn] }), options)).toThrow("would depend on itself");
    expect(() => toSet(exported(alice), {})).toThrow("Add --name");
    expect(() => toSet(exported(), options)).toThrow("the state holds no Rollcall users");
    expect(() => toSet(exported({ ...alice, external: true }), options)).toThrow("the state holds no Rollcall users");
    for (const left of [{ initErrors: ["failed"] }, { delete: true }, { pendingReplacement: true }])
      expect(() => toSet(exported({ ...alice, ...left }), options)).toThrow("is unfinished");
    expect(() => toSet(exported(alice, { ...bob, retainOnDelete: true }), options)).toThrow(
      /^bob: the option retainOnDelete .* Declare onDelete: "retain"/,
    );
    const elsewhere = { ...bob, provider: `${STACK}::pulumi:providers:pulumi-nodejs::other::p-2` };
    const apart = /would exist twice: these users have several accounts.* Put those of each account below a component of its own type/;
    for (const only of [{}, { directory: "eds" }]) expect(() => toSet(exported(alice, elsewhere), { ...options, ...only })).toThrow(apart);
  });

  test("a set that keeps accounts makes users who keep theirs", () => {
    const set = toSet(exported(alice, bob), options);
    const kept = resourcesOf(set).map((one) => (one.type.endsWith(":UserSet") ? { ...one, retainOnDelete: true } : one));
    const users = toUsers(withResources(set, kept), {});
    expect(["alice", "bob"].map((name) => resource(users, name).retainOnDelete)).toEqual([true, true]);
    expect(resource(toUsers(set, {}), "alice")).not.toHaveProperty("retainOnDelete");
  });

  test("and back again they are the users they were", () => {
    const li = user("workspace", "li", "id-7", { userName: "li", userEmail: "l@example.com", groupIds: ["g"] });
    const before = exported(alice, bob, { ...li, outputs: { ...li.outputs, locked: false } });
    const plain = ({ urn, type, id, inputs, outputs, parent, provider }: StateResource) => ({
      urn,
      type,
      id,
      inputs,
      outputs,
      parent,
      provider,
    });
    const back = toUsers(toSet(before, options), {});
    expect(resourcesOf(back).map(plain)).toEqual(resourcesOf(before).map(plain));
    expect(resource(back, "bob")).toMatchObject({ additionalSecretOutputs: ["password"] });
    expect(resource(back, "alice")).not.toHaveProperty("additionalSecretOutputs");
  });
});

describe("a set becomes users", () => {
  const text = 'exports.handler = () => require("rollcall/provider").edsSet;';
  const set = (properties: Readonly<Record<string, unknown>>): StateResource => ({
    ...alice,
    urn: `${STACK}::pulumi-nodejs:dynamic/rollcall/eds:UserSet::staff`,
    type: "pulumi-nodejs:dynamic/rollcall/eds:UserSet",
    id: "eds-users-1",
    inputs: { __provider: text, ...properties },
    outputs: { __provider: text, ...properties },
  });

  test("each with what the set declares for everybody, and named as asked", () => {
    const after = toUsers(exported(set({ users: { alice: { email: "a@example.com" } }, orgId: "org-1", onDelete: "retain" })), {
      prefix: "hk-",
    });
    expect(resource(after, "hk-alice")).toMatchObject({
      id: "alice",
      inputs: { endUserId: "alice", email: "a@example.com", orgId: "org-1", onDelete: "retain" },
      outputs: { endUserId: "alice", email: "a@example.com", orgId: "org-1", onDelete: "retain" },
    });
  });

  test("and whoever depended on the set depends on all of them", () => {
    const bucket: StateResource = { urn: `${STACK}::aws:s3:Bucket::b`, type: "aws:s3:Bucket", dependencies: [set({}).urn] };
    const after = toUsers(exported(set({ users: { alice: {}, bob: {} } }), bucket), {});
    expect(resource(after, "b").dependencies).toEqual([resource(after, "alice").urn, resource(after, "bob").urn]);
    expect(() => toUsers(exported(set({ users: { alice: {}, bob: {} } }), { ...bucket, parent: set({}).urn }), {})).toThrow(
      "would become several",
    );
  });

  test("unless something is open", () => {
    const users = { alice: {} };
    expect(() => toUsers(exported(alice), {})).toThrow("the state holds no set of Rollcall users");
    expect(() => toUsers(exported(set({ users }), alice), {})).toThrow("would exist twice");
    expect(() => toUsers(exported(set({ users: secret("v1:all") })), {})).toThrow("encrypted as a whole");
    expect(() => toUsers(exported(set({ users, leaving: [{ id: "old", endUserId: "old" }] })), {})).toThrow("could not end");
  });
});

test.each([
  ["", "no state"],
  ["{}", "no state"],
  ['{"deployment": {"resources": [{}]}}', "no state"],
  ['{"deployment": {"pending_operations": [{}]}}', "interrupted run"],
  ['{"version": 9, "deployment": {}}', "a version that this Rollcall cannot read"],
])("%s is refused", (text, reason) => {
  expect(() => readExport(text)).toThrow(reason);
});
