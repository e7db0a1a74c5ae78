import { readExport, resourcesOf, type StackExport } from "../../../cli/convert/stack-export";
import { toHost } from "../../../cli/convert/to-host";
import { toSet } from "../../../cli/convert/to-set";
import { toUsers } from "../../../cli/convert/to-users";

const STACK = "urn:pulumi:dev::acme";

function resource(type: "User" | "UserSet", name: string, more: Readonly<Record<string, unknown>> = {}): object {
  const token = `pulumi-nodejs:dynamic/rollcall/eds:${type}`;
  const values = type === "User" ? { endUserId: name, email: `${name}@example.com` } : { users: { alice: { email: "a@example.com" } } };
  return { urn: `${STACK}::${token}::${name}`, type: token, id: name, custom: true, inputs: values, outputs: values, ...more };
}

const exported = (...resources: readonly object[]): StackExport => readExport(JSON.stringify({ version: 3, deployment: { resources } }));

const unfinished = [
  ["a former copy that waits for its deletion", { delete: true }, "still to be deleted"],
  ["an account that a replacement has ended", { pendingReplacement: true }, "has not made it again"],
  ["what is marked to be replaced", { taint: true }, "taint"],
  ["a failed creation", { initErrors: ["failed"] }, "the last run failed on it"],
  ["a person whom no run has made", { id: "" }, "has no id"],
] as const;

describe.each(unfinished)("%s is not converted as if it were an ordinary person", (_, mark, reason) => {
  test("nor as a set, nor under another host", () => {
    const alice = resource("User", "alice");
    const state = exported(alice, resource("User", "bob", mark));
    const refusal = new RegExp(`::bob is unfinished: .*${reason}.*Run pulumi up`, "s");
    expect(() => toSet(state, { name: "staff" })).toThrow(refusal);
    expect(() => toHost(state, "plugin")).toThrow(refusal);
    expect(() => toUsers(exported(alice, resource("UserSet", "crew", mark)), {})).toThrow(/::crew is unfinished/);
  });
});

test("who is only read stays a user of its own, whatever the others become", () => {
  const reader = resource("User", "reader", { external: true });
  const after = resourcesOf(toSet(exported(resource("User", "alice"), reader), { name: "staff" }));
  expect(after.map(({ urn }) => urn.slice(urn.lastIndexOf("/") + 1))).toEqual(["eds:UserSet::staff", "eds:User::reader"]);
  expect(after[1]).toEqual(reader);
});

test("a set stands after what its users need, and not after a leftover of the same name", () => {
  const urn = `${STACK}::aws:s3:Bucket::b`;
  const bucket = (id: string, more: object = {}): object => ({ urn, type: "aws:s3:Bucket", id, ...more });
  const users = [resource("User", "alice"), resource("User", "bob", { dependencies: [urn] })];
  const [alice, bob] = users;
  if (alice === undefined || bob === undefined) throw new Error("two users");
  const after = toSet(exported(alice, bucket("new"), bob, bucket("old", { delete: true })), { name: "staff" });
  expect(resourcesOf(after).map(({ id }) => id?.replace(/^eds-users-.*/, "set"))).toEqual(["new", "set", "old"]);
});
