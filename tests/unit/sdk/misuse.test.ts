import * as pulumi from "@pulumi/pulumi";
import { Account, cloudidentity, eds, eiam, Roster, workspace } from "../../../sdk";

/** Programs are JavaScript as well, so the classes are called here as a program without types may call them. */
type Loose = { new (...args: readonly unknown[]): unknown; get(...args: readonly unknown[]): unknown };
const loose = (Class: unknown): Loose => Class as Loose;

beforeAll(() => pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }), call: () => ({}) }));
// What a test declares for good is judged a little later, perhaps after this file, and must find a target then. Jest gives each file its own.
process.env["ROLLCALL_TARGET"] = "emulator";

/** The error as the engine shows it: the text alone, because it is a RunError and carries no trace. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    expect(error.stack).toBe(error.message);
    return error.message;
  }
  throw new Error("nothing was refused");
}

const classes: readonly (readonly [string, unknown])[] = [
  ...Object.entries({ eds, eiam, workspace, cloudidentity }).flatMap(
    ([name, { User, UserSet }]) =>
      [
        [`${name}:User`, User],
        [`${name}:UserSet`, UserSet],
      ] as const,
  ),
  ["Roster", Roster],
  ["Account", Account],
];

describe.each(classes)("%s", (what, Class) => {
  const make = (...args: readonly unknown[]) => refusal(() => new (loose(Class))(...args));

  test.each([
    ["null", null],
    ["a list", [{ email: "a@example.com" }]],
    ["a string", "alice@example.com"],
    ["a number", 7],
    ["a promise", Promise.resolve({})],
    ["an output", pulumi.output({})],
  ])("refuses %s instead of arguments", (kind, args) => {
    expect(make("alice", args)).toBe(
      `${what} "alice": the second argument must be an object with the fields, not ${kind}. Single fields may be outputs of other resources.`,
    );
  });

  test.each([
    ["undefined", undefined],
    ["a string", ""],
    ["an object", { endUserId: "alice" }],
    ["a number", 3],
  ])("refuses %s instead of a name", (kind, name) => {
    expect(make(name, {})).toBe(`${what}: the first argument must be the resource's name, not ${kind}.`);
  });

  test("says in one sentence what to do instead of the option import", () => {
    const text = make("alice", { file: "people.csv" }, { import: "alice" });
    expect(text).toContain(`${what} "alice": the option import does not work for what Rollcall manages. Leave it out: `);
    expect(text.includes("\n")).toBe(false);
    if (what !== "Account") expect(text).toContain("rollcall import");
  });

  test.each([
    ["replaceOnChanges", ["email"]],
    ["replaceWith", [{}]],
    ["replacementTrigger", "2027"],
  ])("refuses the option %s, which would end accounts behind the guard's back", (option, value) => {
    expect(make("alice", { file: "people.csv" }, { [option]: value })).toContain(
      `${what} "alice": the option ${option} asks Pulumi for a new one where Rollcall changes the one that is there. Leave it out`,
    );
  });

  test.each([
    [null, "the third argument must be an object with resource options, not null"],
    ["account", "the third argument must be an object with resource options, not a string"],
    [{ provider: { accessKeyId: "x" } }, "the option provider must be an Account, not an object"],
    [{ provider: "north" }, "the option provider must be an Account, not a string"],
    [
      { deleteBeforeReplace: false },
      "the option deleteBeforeReplace is false, but where a new account needs the name of the old one, the old one must go first. Leave it out: Rollcall tells Pulumi which goes first",
    ],
    [{ parent: "team" }, "the option parent must be a resource, not a string"],
  ])("refuses the options %j", (opts, text) => {
    expect(make("alice", { file: "people.csv" }, opts)).toBe(`${what} "alice": ${text}.`);
  });
});

describe("the option deletedWith", () => {
  const make = (name: string, deletedWith: pulumi.Resource) =>
    new eds.User(name, { endUserId: name, email: `${name}@example.com` }, { deletedWith });

  test.each<[string, () => pulumi.Resource]>([
    ["a group", () => new eds.Group("night", { groupName: "Night" })],
    ["an account", () => new Account("north", {})],
    ["another provider", () => new (class extends pulumi.ProviderResource {})("random", "random")],
    ["another stack", () => new pulumi.StackReference("org/project/stack")],
  ])("leaves nobody behind with %s, whose deletion ends no account", (_what, named) => {
    const deletedWith = named();
    for (const Class of [eds.User, eds.UserSet, eds.Group])
      expect(refusal(() => new (loose(Class))("alice", { users: {} }, { deletedWith }))).toMatch(
        /"alice": the option deletedWith names .* left behind/,
      );
  });

  test("may name a component, with one warning, and a resource of another package", () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    const instance = new (class extends pulumi.CustomResource {})("test:index:Instance", "instance");
    const component = new pulumi.ComponentResource("test:index:Team", "team");
    expect(() => make("mia_wolf", instance)).not.toThrow();
    expect(warn).not.toHaveBeenCalled();
    for (const name of ["noa_wolf", "ole_wolf"]) make(name, component);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^eds:User "noa_wolf": the option deletedWith names a component\. /)]]);
    warn.mockRestore();
  });
});

test("arguments that are missing altogether", () => {
  for (const Class of [eds.User, eiam.UserSet, Roster])
    expect(refusal(() => new (loose(Class))("alice"))).toContain("must be an object with the fields, not undefined");
  expect(() => new (loose(Account))("north")).not.toThrow();
});

test("a set without users, or with a list of them", () => {
  const set = (users: unknown) => refusal(() => new (loose(eds.UserSet))("staff", { users }));
  expect(set(undefined)).toContain('eds:UserSet "staff": users must be a plain object, not undefined.');
  expect(set([{ endUserId: "alice" }])).toContain("users must be a plain object, not a list.");
  expect(set({ alice: null })).toContain("users.alice must be a plain object, not null.");
  expect(set({ alice: "alice@example.com" })).toContain("users.alice must be a plain object, not a string.");
});

test("a resource where one of its outputs was meant, functions, and objects that hold themselves", () => {
  const group = new pulumi.ComponentResource("test:index:Group", "designers");
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  const user = (fields: object) => refusal(() => new (loose(eds.User))("alice", { endUserId: "alice", ...fields }));
  expect(user({ groupIdList: [group] })).toBe(
    'eds:User "alice": groupIdList.0 is a resource. Write one of its outputs instead, such as its id.',
  );
  expect(user({ email: () => "a@example.com" })).toBe('eds:User "alice": email is a function, which no field takes.');
  expect(user({ remark: 10n })).toBe('eds:User "alice": remark is a bigint, which no field takes.');
  expect(user({ remark: circle })).toBe('eds:User "alice": remark.self holds itself.');
  expect(refusal(() => new (loose(eds.UserSet))("staff", { users: { alice: { orgId: group } } }))).toContain(
    "users.alice.orgId is a resource.",
  );
});

test.each([undefined, null, ""])("get with the id %j", (id) => {
  expect(refusal(() => loose(eds.User).get("alice", id))).toBe(
    'eds:User.get("alice"): the id is missing. Give the directory\'s id of a user who exists.',
  );
});

test.each([
  [{ file: undefined }, "file must be the path of the roster, not undefined"],
  [{ file: pulumi.output("people.csv") }, "file must be the path of the roster, not an output"],
  [{ file: "people.csv", defaults: ["a"] }, "defaults must be an object with fields, not a list"],
  [{ file: "people.csv", defaults: { remark: () => "" } }, "defaults.remark is a function, which no field takes"],
  [
    { file: "people.csv", aliases: [{ name: "alice" }] },
    'aliases must be a function from a child\'s name to its aliases, such as () => [{ name: "…" }], not a list',
  ],
])("a roster of %j", (args, text) => {
  expect(refusal(() => new (loose(Roster))("staff", args))).toContain(`Roster "staff": ${text}.`);
});

test("a roster takes its aliases as a function", () => {
  expect(refusal(() => new Roster("staff", { file: "absent.csv", aliases: () => [] }))).toContain("absent.csv");
});

test("options that the engine takes stay as they were", () => {
  const parent = new pulumi.ComponentResource("test:index:Team", "team");
  const account = new Account("north", { target: "emulator" }, { parent });
  expect(
    () => new eds.User("li_na", { endUserId: "li_na", email: "li@example.com" }, { parent, provider: account, protect: true }),
  ).not.toThrow();
  expect(() => eds.User.get("old", pulumi.output("old"), { parent })).not.toThrow();
});
