import type { PolicyPackArgs } from "@pulumi/policy";
import { parsePolicy, policyPack, type PackPolicy, type PackResource } from "../../../policy";
import { NOW } from "./people";

let created: { readonly name: string; readonly args: PolicyPackArgs } | undefined;
// Neither is installed for the tests: the real pack is asked of a package that the example alone installs.
jest.mock(
  "@pulumi/policy",
  () => ({
    PolicyPack: class {
      constructor(name: string, args: PolicyPackArgs) {
        created = { name, args };
      }
    },
  }),
  { virtual: true },
);
jest.mock("rollcall/policy", () => jest.requireActual<object>("../../../policy"), { virtual: true });

const EDS = "pulumi-nodejs:dynamic/rollcall/eds:User";

function reports(policies: readonly PackPolicy[], resource: Partial<PackResource>): readonly string[] {
  const texts: string[] = [];
  for (const { name, validateResource } of policies) {
    validateResource?.({ type: EDS, name: "someone", props: {}, opts: { protect: false }, ...resource }, (message) =>
      texts.push(`${name} ${message}`),
    );
  }
  return texts;
}

/** Inputs as a pack gets them: reading a value that is unknown throws. */
function unreadable(props: Record<string, unknown>, ...unknown: readonly string[]): object {
  const refuse = (_target: object, name: string | symbol): unknown => {
    if (typeof name === "string" && unknown.includes(name)) throw new Error("can't run policy during preview");
    return Reflect.get(props, name);
  };
  return new Proxy(Object.assign(props, Object.fromEntries(unknown.map((name) => [name, "x"]))), { get: refuse });
}

const policy = parsePolicy(
  'version: 1\nrules: { naming: [{ pattern: "^a" }, { pattern: "e$", level: advisory }], emailDomains: { allow: [corp.example] }, protectedPeople: { people: [ada], needProtect: true } }',
  "p.yaml",
);
const pack = policyPack({ policy, now: () => NOW });

test("every rule becomes a policy with a name of its own, in its level", () => {
  expect(pack.map(({ name, enforcementLevel }) => [name, enforcementLevel])).toEqual([
    ["rollcall-naming", "mandatory"],
    ["rollcall-naming-2", "advisory"],
    ["rollcall-email-domains", "mandatory"],
    ["rollcall-protected-people", "mandatory"],
  ]);
  expect(pack.every(({ description }) => description.endsWith("."))).toBe(true);
});

test("judges users by natural key, and leaves resources of others alone", () => {
  expect(reports(pack, { props: { endUserId: "bob", email: "b@evil.example" } })).toEqual([
    "rollcall-naming bob: endUserId does not follow ^a. Choose another that does; an account that exists already can be listed under except.",
    "rollcall-naming-2 bob: endUserId does not follow e$. Choose another that does; an account that exists already can be listed under except.",
    "rollcall-email-domains bob: the e-mail domain evil.example is not allowed. Use an address of corp.example.",
  ]);
  expect(reports(pack, { type: "aws:s3/bucket:Bucket", props: { endUserId: "bob" } })).toEqual([]);
  expect(reports(pack, { type: "pulumi-nodejs:dynamic/rollcall/nowhere:User", props: { endUserId: "bob" } })).toEqual([]);
});

test("judges every member of a set, with what the set declares for all", () => {
  const props = { email: "x@evil.example", users: { anne: { email: "a@corp.example" }, abe: { endUserId: "bee" } } };
  expect(reports(pack, { type: "pulumi-nodejs:dynamic/rollcall/eds:UserSet", props }).map((text) => text.split(".")[0])).toEqual([
    "rollcall-naming bee: endUserId does not follow ^a",
    "rollcall-email-domains bee: the e-mail domain evil",
  ]);
});

test("passes over values that the preview does not know", () => {
  expect(reports(pack, { name: "ape", props: unreadable({}, "endUserId", "email") })).toEqual([]);
  expect(reports(pack, { type: "pulumi-nodejs:dynamic/rollcall/eds:UserSet", props: { users: { ape: unreadable({}, "email") } } })).toEqual(
    [],
  );
});

test("protected people need the engine's protection", () => {
  const ada = { props: { endUserId: "ada" } };
  expect(reports(pack, { ...ada, opts: { protect: true } }).filter((text) => text.includes("protected"))).toEqual([]);
  expect(reports(pack, ada).filter((text) => text.includes("protected"))).toEqual([
    "rollcall-protected-people ada: is protected by the policy, but not by the engine. Pass { protect: true } as resource option.",
  ]);
});

test("the example's pack holds its policy file and looks through the quickstart, which keeps no password in clear", () => {
  jest.requireActual<object>("../../../examples/policy-pack");
  expect(created?.name).toBe("rollcall");
  const policies = created?.args.policies ?? [];
  expect(policies.map(({ name }) => name)).toEqual([
    "rollcall-naming",
    "rollcall-email-domains",
    "rollcall-contractors-expire",
    "rollcall-admin-rights",
    "rollcall-protected-people",
    "rollcall-plain-passwords",
  ]);
  const texts: string[] = [];
  for (const { validateStack } of policies) validateStack?.({ resources: [] }, (message) => texts.push(message));
  expect(texts).toEqual([]);
});

test("knows groups by the names that the stack tells, and protects groups", () => {
  const groups = policyPack({
    policy: parsePolicy(
      "version: 1\nrules: { privilegedGroups: { groupNames: [Admins, Root] }, protectedGroups: { groupNames: [Admins], needProtect: true } }",
      "p.yaml",
    ),
  });
  const of = (type: string, name: string, props: object): PackResource => ({ type, name, props, opts: { protect: false } });
  const admins = of("pulumi-nodejs:dynamic/rollcall/eds:Group", "admins", { groupId: "ug-1", groupName: "Admins" });
  const resources = [
    admins,
    of("rollcall:index:Roster", "staff", { references: { eds: { Root: "ug-2" } } }),
    of(EDS, "ada", { endUserId: "ada", groupIdList: ["ug-1"] }),
    of(EDS, "bob", { endUserId: "bob", groupIdList: ["ug-3"] }),
    of("pulumi-nodejs:dynamic/rollcall/eds:UserSet", "s", { users: { eve: { groupIdList: ["ug-2"] } } }),
  ];
  const texts: string[] = [];
  for (const { validateStack } of groups) validateStack?.({ resources }, (text) => texts.push(text.split(".")[0] ?? ""));
  expect(texts).toEqual(["ada: is in the privileged group Admins", "eve: is in the privileged group Root"]);
  expect(reports(groups, admins)).toEqual([
    "rollcall-protected-groups Admins: is protected by the policy, but not by the engine. Pass { protect: true } as resource option.",
  ]);
});
