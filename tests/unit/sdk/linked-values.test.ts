import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { eds } from "../../../sdk";
import { sourcesOf } from "../../../sdk/lib/classes/left-out";
import { setInputs } from "../../../sdk/lib/classes/set-inputs";
import { program } from "../../../sdk/lib/gate/program";

const registered = new Map<string, Readonly<Record<string, unknown>>>();
const { ROLLCALL_TARGET } = process.env;

beforeAll(async () => {
  process.env["ROLLCALL_TARGET"] = "emulator";
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        registered.set(name, inputs);
        // What a preview cannot know of a group that does not exist yet.
        return { id: `${name}-id`, state: name === "new" ? inputs : { ...inputs, groupId: `g-${name}` } };
      },
      call: () => ({}),
    },
    undefined,
    undefined,
    true,
  );
  jest.spyOn(program(), "declare").mockImplementation(() => Promise.resolve({ followers: [], taken: [] }));
});
afterAll(() => {
  jest.restoreAllMocks();
  if (ROLLCALL_TARGET === undefined) delete process.env["ROLLCALL_TARGET"];
  else process.env["ROLLCALL_TARGET"] = ROLLCALL_TARGET;
});

async function inputsOf({ urn }: pulumi.Resource, name: string): Promise<Readonly<Record<string, unknown>>> {
  await new Promise((resolve) => urn.apply(resolve));
  return registered.get(name) ?? {};
}

const groupId = (name: string): pulumi.Output<string> => new eds.Group(name, { groupName: name }).groupId;
/** As a look-up in the directory gives it. */
const found = (...ids: readonly string[]): pulumi.Output<string[]> => pulumi.output(Promise.resolve([...ids]));
const secret = pulumi.secret("hidden");
const person = { email: "a@example.com" };

const CASES: readonly (readonly [string, () => object, object])[] = [
  ["an output that comes from no resource is in the text", () => ({ groupIdList: found("ug-a") }), { text: { groupIdList: ["ug-a"] } }],
  ["so is a promise", () => ({ remark: Promise.resolve("Night") }), { text: { remark: "Night" } }],
  [
    "and a list that holds one",
    () => ({ groupIdList: [found("ug-a").apply(([id = ""]) => id), "ug-b"] }),
    { text: { groupIdList: ["ug-a", "ug-b"] } },
  ],
  ["one without a value declares nothing", () => ({ remark: pulumi.output(undefined) }), { text: {} }],
  [
    "a resource's value stands beside it",
    () => ({ groupIdList: [groupId("design")] }),
    { text: {}, linked: { groupIdList: ["g-design"] } },
  ],
  [
    "each field for itself",
    () => ({ groupIdList: [groupId("design")], remark: Promise.resolve("Night"), orgId: secret }),
    { text: { remark: "Night" }, linked: { groupIdList: ["g-design"] }, secrets: { orgId: "hidden" } },
  ],
];

describe("where the values of a set's members stand that a program does not know at once", () => {
  test.each(CASES)("%s", async (name, fields, { text, linked, secrets }: { text?: object; linked?: object; secrets?: object }) => {
    const inputs = await inputsOf(new eds.UserSet(name, { users: { alice: { ...person, ...fields() }, bob: person } }), name);
    const users = inputs["users"] as Readonly<Record<"alice" | "bob", string>>;
    expect(JSON.parse(users.alice)).toEqual({ ...person, ...text });
    expect(JSON.parse(users.bob)).toEqual(person);
    expect(inputs["linked"]).toEqual(linked && { alice: linked });
    const apart = inputs["secrets"] as { value?: unknown } | undefined;
    expect(apart?.value ?? apart).toEqual(secrets && { alice: secrets });
  });

  test("what a preview cannot know stands beside the text, with what else comes from resources, and the rest in it", async () => {
    const users = { alice: { groupIdList: [groupId("new")] }, bob: { groupIdList: [groupId("design")], remark: Promise.resolve("x") } };
    const inputs = await inputsOf(new eds.UserSet("unknown", { users }), "unknown");
    expect(inputs["users"]).toEqual({ alice: "{}", bob: '{"remark":"x"}' });
    expect(inputs["linked"]).toMatchObject({ bob: { groupIdList: ["g-design"] } });
    expect(Object.keys(inputs["linked"] as object)).toEqual(["alice", "bob"]);
  });

  test("what comes from groups that the stack has stands in the texts, which depend on them; not from one that is new or replaced", async () => {
    const [old, replaced, fresh] = ["old", "replaced", "fresh"].map((name) => new eds.Group(name, { groupName: name }));
    if (old === undefined || replaced === undefined || fresh === undefined) throw new Error("three groups");
    jest
      .spyOn(program(), "idInState")
      .mockImplementation((urn) =>
        Promise.resolve(urn.endsWith("::old") ? "old-id" : urn.endsWith("::replaced") ? "former-id" : undefined),
      );
    const of = (...groups: readonly eds.Group[]) => ({ ...person, groupIdList: groups.map((group) => group.groupId) });
    const users = { alice: of(old), bob: of(replaced), cem: of(old, fresh), dia: of(fresh) };
    const { inputs, sent = {} } = setInputs(directories.eds.kinds.User, {}, users);
    const texts: unknown = await sent["users"];
    if (!pulumi.Output.isInstance(texts)) throw new Error("the texts depend on a group");
    expect((await sourcesOf(texts)).map((source) => Reflect.get(source, "__name") as unknown)).toEqual(["old"]);
    const known = await new Promise<Readonly<Record<string, string>>>((resolve) => texts.apply((value) => resolve(value as never)));
    expect(Object.values(known).map((text) => JSON.parse(text) as object)).toEqual([
      { ...person, groupIdList: ["g-old"] },
      person,
      person,
      person,
    ]);
    expect(Object.keys((await inputs["linked"]) as object)).toEqual(["bob", "cem", "dia"]);
  });
});
