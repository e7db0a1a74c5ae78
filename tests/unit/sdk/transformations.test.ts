import * as pulumi from "@pulumi/pulumi";
import { eds, workspace } from "../../../sdk";
import { program } from "../../../sdk/lib/gate/program";
import { changedSince } from "../../../provider/pulumi/judged";
import type { Declared } from "../../../sdk/lib/gate/pending";
import { noteTransforms } from "../../../sdk/lib/classes/transforms";

const registered = new Map<string, Readonly<Record<string, unknown>>>();
const told = new Map<string, Declared>();
const { ROLLCALL_TARGET } = process.env;

beforeAll(async () => {
  process.env["ROLLCALL_TARGET"] = "emulator";
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered.set(name, inputs);
      return { id: `${name}-id`, state: inputs };
    },
    call: () => ({}),
  });
  jest.spyOn(program(), "declare").mockImplementation((declared) => {
    told.set(declared.name, declared);
    return Promise.resolve({ followers: [], taken: [] });
  });
});
afterAll(() => {
  jest.restoreAllMocks();
  if (ROLLCALL_TARGET === undefined) delete process.env["ROLLCALL_TARGET"];
  else process.env["ROLLCALL_TARGET"] = ROLLCALL_TARGET;
});

/** What the gate judges and what the engine gets of a resource, once it is registered. */
async function declarationOf({ urn }: pulumi.Resource, name: string) {
  await new Promise((resolve) => urn.apply(resolve));
  const declared = told.get(name);
  return { known: declared?.known(), secrets: declared?.secrets(), opts: declared?.opts, sent: registered.get(name) };
}

const changing =
  (changes: (props: Readonly<Record<string, unknown>>) => object, opts: pulumi.CustomResourceOptions = {}): pulumi.ResourceTransformation =>
  (args) => ({ props: changes(args.props), opts: pulumi.mergeOptions(args.opts, opts) });

class Team extends pulumi.ComponentResource {
  constructor(name: string, transformations: pulumi.ResourceTransformation[]) {
    super("example:index:Team", name, {}, { transformations });
  }
}

describe("what transformations declare counts like what the program wrote", () => {
  test("fields that are changed, added, taken away and made secret, by the resource's own and its parents' transformations", async () => {
    const team = new Team("one", [changing(({ remark: _, ...props }) => ({ ...props, email: pulumi.secret("hidden@example.com") }))]);
    const transformations = [changing((props) => ({ ...props, endUserId: "x_alice", onDelete: "disable" }), { aliases: [{ name: "al" }] })];
    const alice = new eds.User("alice", { endUserId: "alice", email: "a@example.com", remark: "Night" }, { parent: team, transformations });
    const { known, secrets, opts, sent } = await declarationOf(alice, "alice");
    expect(known).toEqual({ endUserId: "x_alice", email: "hidden@example.com", onDelete: "disable" });
    expect(secrets).toEqual([["email"]]);
    expect(opts?.aliases).toEqual([{ name: "al" }]);
    expect(sent).toMatchObject({ endUserId: "x_alice", onDelete: "disable", __secrets: [["email"]] });
    expect(sent).not.toHaveProperty("remark");
  });

  test("fields for all of a set, its members, and who joins it", async () => {
    const transformations = [
      changing(({ users, ...props }) => ({
        ...props,
        users: { ...Object(users), carol: { userEmail: pulumi.secret("carol@example.com") } },
        onDelete: "disable",
      })),
    ];
    const set = new workspace.UserSet("staff", { users: { bob: { userEmail: "bob@example.com" } } }, { transformations });
    const { known, secrets, sent } = await declarationOf(set, "staff");
    const users = { bob: { userEmail: "bob@example.com" }, carol: { userEmail: "carol@example.com" } };
    expect(known).toEqual({ onDelete: "disable", users });
    expect(secrets).toEqual([["users", "carol", "userEmail"]]);
    expect(sent?.["users"]).toEqual({ bob: '{"userEmail":"bob@example.com"}', carol: "{}" });
  });

  test("members whose values come later look to them like all others", async () => {
    const seen: unknown[] = [];
    const look = changing(({ users, ...props }) => ({ ...props, users: { ...Object(users), dia: { userEmail: "dia@example.com" } } }));
    const transformations: pulumi.ResourceTransformation[] = [({ props }) => void seen.push(props["users"]), look];
    const users = { bob: { userEmail: Promise.resolve("bob@example.com") }, cem: { userEmail: "cem@example.com" } };
    const { sent } = await declarationOf(new workspace.UserSet("later", { users }, { transformations }), "later");
    expect(seen).toEqual([{ bob: "{}", cem: '{"userEmail":"cem@example.com"}' }]);
    expect(sent?.["users"]).toEqual({
      bob: '{"userEmail":"bob@example.com"}',
      cem: '{"userEmail":"cem@example.com"}',
      dia: '{"userEmail":"dia@example.com"}',
    });
  });

  test("nothing where they leave a resource as it is, nor for what they make themselves", async () => {
    const inner: pulumi.ResourceTransformation = ({ name }) => {
      if (name === "outer") new eds.User("inner", { endUserId: "inner", email: "i@example.com" });
      return undefined;
    };
    const outer = new eds.User(
      "outer",
      { endUserId: "outer", email: "o@example.com" },
      { transformations: [inner, changing((props) => ({ ...props, remark: "x" }))] },
    );
    expect((await declarationOf(outer, "outer")).known).toEqual({ endUserId: "outer", email: "o@example.com", remark: "x" });
    expect(told.get("inner")?.known()).toEqual({ endUserId: "inner", email: "i@example.com" });
  });

  test("options that cannot be meant, as in the constructor", () => {
    const make = (opts: pulumi.CustomResourceOptions) => () =>
      new eds.User("zoe", { endUserId: "zoe", email: "z@example.com" }, { transformations: [changing((props) => ({ ...props }), opts)] });
    expect(make({ replaceOnChanges: ["email"] })).toThrow(/^eds:User "zoe": the option replaceOnChanges asks Pulumi for a new one/);
    expect(make({ deletedWith: new eds.Group("g", { groupName: "G" }) })).toThrow(/"zoe": the option deletedWith names/);
    expect(make({ protect: true, replaceOnChanges: [] })).not.toThrow();
  });
});

test("resource transforms come after the judgement, so the provider is told what was judged, without secrets", async () => {
  const plain = new eds.User("paul", { endUserId: "paul", email: "p@example.com" });
  expect((await declarationOf(plain, "paul")).sent).not.toHaveProperty("__judged");
  const args = { endUserId: "vera", email: pulumi.secret("v@example.com"), password: "Some-Pass-1!", remark: "Night", orgId: "org-1" };
  // The mocks take no transforms; that the engine calls them is for the engine's tests.
  noteTransforms({ transforms: [() => undefined] });
  const opts = { ignoreChanges: ["orgId"] };
  const { sent } = await declarationOf(new eds.User("vera", args, opts), "vera");
  const { __judged, ...inputs } = { __judged: undefined, ...sent };
  expect(__judged).toEqual({
    endUserId: expect.stringMatching(/^\w{16}$/),
    remark: expect.any(String),
    email: "",
    password: "",
    orgId: "",
  });
  expect(changedSince(__judged, inputs, {})).toEqual([]);
  expect(changedSince(__judged, { ...inputs, endUserId: "x_vera" }, {})).toEqual(["endUserId"]);
  const set = new workspace.UserSet("crew", { onDelete: "disable", users: { bob: { userEmail: "b@example.com" } } }, opts);
  const crew = (await declarationOf(set, "crew")).sent ?? {};
  expect(changedSince(crew["__judged"], crew, {})).toEqual([]);
  expect(changedSince(crew["__judged"], { ...crew, users: {} }, {})).toEqual(["users"]);
  const late = new workspace.UserSet("late", { users: { bob: { userEmail: Promise.resolve("b@example.com") } } });
  const found = (await declarationOf(late, "late")).sent ?? {};
  expect(found["users"]).toEqual({ bob: '{"userEmail":"b@example.com"}' });
  expect(changedSince(found["__judged"], found, {})).toEqual([]);
});
