import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { Settings } from "../../../provider/config/settings";
import { cloudidentity, eds, eiam, workspace } from "../../../sdk";
import { type Candidate, problemsOf } from "../../../sdk/lib/gate/problems";
import { providerText, setProviderText, setTypeOf, typeOf } from "../../../provider/pulumi/names";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

let registered: Registered[];
const { ROLLCALL_TARGET } = process.env;

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push({ type: args.type, name: args.name, inputs: args.inputs });
      return { id: `${args.name}-id`, state: args.inputs };
    },
    call: () => ({}),
  });
});
// Not after each: what a test leaves waiting is decided a little later.
beforeAll(() => {
  process.env["ROLLCALL_TARGET"] = "emulator";
});
afterAll(() => {
  if (ROLLCALL_TARGET === undefined) delete process.env["ROLLCALL_TARGET"];
  else process.env["ROLLCALL_TARGET"] = ROLLCALL_TARGET;
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("the texts and types that state files hold", () => {
  test.each(Object.values(directories))("of $name never change", (directory) => {
    expect(providerText(directory.kinds.User)).toBe(`exports.handler = () => require("rollcall/provider").${directory.name};`);
    expect(setProviderText(directory.kinds.User)).toBe(`exports.handler = () => require("rollcall/provider").${directory.name}Set;`);
    for (const text of [providerText(directory.kinds.User), setProviderText(directory.kinds.User)]) expect(text.length).toBeLessThan(100);
    expect(typeOf(directory.kinds.User)).toBe(`pulumi-nodejs:dynamic/rollcall/${directory.name}:User`);
    expect(setTypeOf(directory.kinds.User)).toBe(`pulumi-nodejs:dynamic/rollcall/${directory.name}:UserSet`);
  });

  test("name an export of the provider for every directory", async () => {
    const exported: Readonly<Record<string, unknown>> = await import("../../../provider");
    for (const { name } of Object.values(directories))
      expect([typeof exported[name], typeof exported[`${name}Set`]]).toEqual(["object", "object"]);
  });
});

/** Undoes that the mocks move the mark of a secret up to the property that holds it. */
function unmarked(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? value.value : value;
}

test("a set is registered with its users, the passwords among them secret, and undefined left out", async () => {
  const set = new eds.UserSet("staff", {
    orgId: pulumi.output("org-design"),
    remark: undefined,
    users: {
      alice: { email: pulumi.output("alice@example.com"), ownerType: "CreateFromManager", password: "Canary-9481-Pass", remark: undefined },
      bob: { email: "bob@example.com", groupIdList: pulumi.output(["ug-a"]) },
    },
  });
  await valueOf(set.urn);
  expect(registered.map(({ inputs, ...rest }) => ({ ...rest, inputs: { ...inputs, secrets: unmarked(inputs["secrets"]) } }))).toEqual([
    {
      type: "pulumi-nodejs:dynamic/rollcall/eds:UserSet",
      name: "staff",
      inputs: {
        __provider: 'exports.handler = () => require("rollcall/provider").edsSet;',
        orgId: "org-design",
        __form: 1,
        users: {
          alice: '{"email":"alice@example.com","ownerType":"CreateFromManager"}',
          bob: '{"email":"bob@example.com","groupIdList":["ug-a"]}',
        },
        secrets: { alice: { password: "Canary-9481-Pass" } },
      },
    },
  ]);
  expect(await pulumi.isSecret(set.users)).toBe(true);
  expect(await valueOf(set.users)).toEqual({
    alice: { email: "alice@example.com", ownerType: "CreateFromManager", password: "Canary-9481-Pass" },
    bob: { email: "bob@example.com", groupIdList: ["ug-a"] },
  });
});

test("every directory has its own class, which knows its own", async () => {
  const sets = [
    new eds.UserSet("a", { users: {} }),
    new eiam.UserSet("b", { users: {} }),
    new workspace.UserSet("c", { users: {} }),
    new cloudidentity.UserSet("d", { users: {} }),
  ];
  await Promise.all(sets.map((set) => valueOf(set.urn)));
  expect(sets.map((set) => [eds, eiam, workspace, cloudidentity].map(({ UserSet }) => UserSet.isInstance(set)))).toEqual(
    [0, 1, 2, 3].map((own) => [0, 1, 2, 3].map((other) => own === other)),
  );
});

test("a member of a name that would never reach the provider is refused", () => {
  const users = JSON.parse('{"__proto__":{"email":"p@example.com"}}') as Record<string, { email: string }>;
  expect(() => new eds.UserSet("staff", { users })).toThrow(
    'eds:UserSet "staff": users.__proto__ cannot be the name of a member: JavaScript loses it on the way to the provider, and the person would have no account. Give the member another name and declare endUserId for it',
  );
  expect(registered).toEqual([]);
});

test("who is in a set must be plain, what they are may be an output", () => {
  const users = pulumi.output({ alice: { email: "alice@example.com" } });
  expect(() => new eds.UserSet("staff", { users: users as never })).toThrow(
    'eds:UserSet "staff": users must be a plain object, not an output.',
  );
  expect(() => new eds.UserSet("staff", { users: { alice: Promise.resolve({}) as never } })).toThrow(
    'eds:UserSet "staff": users.alice must be a plain object, not a promise.',
  );
});

test("a set that no message of the engine holds is refused before anything is sent, with the way out", () => {
  const [many, large] = [3_000, 41_000];
  const users = Object.fromEntries(Array.from({ length: many }, (_, index) => [`user_${index}`, { remark: "x".repeat(large) }]));
  expect(() => new eds.UserSet("staff", { users })).toThrow(
    /^eds:UserSet "staff": its users take 123 MB, and the engine carries sets of up to 120 MB\. Divide them among several sets/,
  );
  expect(registered).toEqual([]);
});

test.each([
  ["ignoreChanges", "users.alice.email"],
  ["ignoreChanges", 'users["alice"].email'],
  ["hideDiffs", 'users["li.na"]["email"]'],
  ["hideDiffs", "users.alice.groupIdList[0]"],
  ["ignoreChanges", "users.*.email"],
])("the option %s cannot mean %s, and says so instead of passing over it", (option, path) => {
  expect(() => new eds.UserSet("staff", { users: { alice: {} } }, { [option]: [path] })).toThrow(
    `eds:UserSet "staff": the option ${option} names ${path}, but to the engine a member of a set is one text.`,
  );
  expect(registered).toEqual([]);
});

test.each(["users", "users.alice", 'users["li.na"]', "orgId", "usersOf.alice.email"])(
  "the option ignoreChanges may name %s",
  async (path) => {
    await valueOf(new eds.UserSet("staff", { users: {} }, { ignoreChanges: [path] }).urn);
    expect(registered).toHaveLength(1);
  },
);

test.each([
  ["a text", "alice@example.com"],
  ["a number", 7],
  ["a list", []],
  ["null", null],
])("a member that is %s is refused", (_what, member) => {
  expect(() => new eds.UserSet("staff", { users: { alice: member as never } })).toThrow(
    /^eds:UserSet "staff": users\.alice must be a plain object, not .+\. The fields of a user may be outputs/,
  );
});

describe("what a program marks as secret", () => {
  const inputsOf = (type: string): Readonly<Record<string, unknown>> => registered.find((resource) => resource.type === type)?.inputs ?? {};

  test("is named to the provider by its place, by users and by sets, and by nobody else", async () => {
    const secret = new eds.User("tom", { endUserId: "tom", email: pulumi.secret("tom@pier.example"), password: "Canary-Secret-1" });
    const set = new eds.UserSet("staff", {
      remark: pulumi.secret("a note"),
      users: { eva: { email: pulumi.output(pulumi.secret("eva@pier.example")) }, ada: { email: "ada@pier.example" } },
    });
    await Promise.all([valueOf(secret.urn), valueOf(set.urn)]);
    expect(unmarked(inputsOf(typeOf(directories.eds.kinds.User))["__secrets"])).toEqual([["email"]]);
    expect(unmarked(inputsOf(setTypeOf(directories.eds.kinds.User))["__secrets"])).toEqual([["remark"]]);
    expect(unmarked(inputsOf(setTypeOf(directories.eds.kinds.User))["secrets"])).toEqual({ eva: { email: "eva@pier.example" } });
    registered = [];
    const open = new eds.User("ben", { endUserId: "ben", email: pulumi.output("ben@pier.example"), password: "Canary-Secret-1" });
    await valueOf(open.urn);
    expect(inputsOf(typeOf(directories.eds.kinds.User))).not.toHaveProperty("__secrets");
  });

  test("is in no problem of a declaration", () => {
    const properties = { endUserId: "tom", email: "hush no address" };
    const candidate: Candidate = {
      kind: directories.eds.kinds.User,
      many: false,
      name: "tom",
      properties,
      secrets: [["email"]],
      ofDefaultAccount: true,
      isNew: () => true,
    };
    const settings = new Settings({ config: () => undefined, environment: { ROLLCALL_TARGET: "emulator" } });
    const texts = (one: Candidate): string =>
      problemsOf([one], settings)
        .map(({ text }) => text)
        .join("\n");
    expect(texts(candidate)).toContain("email must be an e-mail address");
    expect(texts(candidate)).not.toMatch(/hush/);
    expect(texts({ ...candidate, secrets: [] })).toMatch(/hush/);
  });

  test("a name in two Unicode forms is one resource", async () => {
    const [composed, decomposed] = ["Inés".normalize("NFC"), "Inés".normalize("NFD")];
    await valueOf(new eds.User(decomposed, { endUserId: "ines", email: "ines@pier.example" }).urn);
    expect(registered.map(({ name }) => name)).toEqual([composed]);
    expect(() => new cloudidentity.UserSet("staff", { users: { [composed]: {}, [decomposed]: {} } })).toThrow(
      /declared twice, in two Unicode forms/,
    );
  });
});
