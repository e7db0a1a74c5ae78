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

  test("a set depends on the resources from which its members' values come, and on no other", async () => {
    const [one, other] = [new eds.Group("one", { groupName: "One" }), new eds.Group("other", { groupName: "Other" })];
    const users = {
      alice: { ...person, groupIdList: [one.groupId] },
      bob: { ...person, groupIdList: [one.groupId, other.groupId], remark: Promise.resolve("Night") },
    };
    const { inputs } = setInputs(directories.eds.kinds.User, {}, users);
    const linked: unknown = await inputs["linked"];
    expect(pulumi.Output.isInstance(linked) && (await sourcesOf(linked))).toEqual([one, other]);
  });
});
