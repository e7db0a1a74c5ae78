import * as pulumi from "@pulumi/pulumi";
import { eds } from "../../../sdk";
import { program } from "../../../sdk/lib/gate/program";

const registered = new Map<string, Readonly<Record<string, unknown>>>();
const { ROLLCALL_TARGET } = process.env;

beforeAll(async () => {
  process.env["ROLLCALL_TARGET"] = "emulator";
  await pulumi.runtime.setMocks({
    // As the engine answers of a resource that is new and not among the targets: without an id, and with nothing that is computed.
    newResource: ({ name, inputs }) => {
      registered.set(name, inputs);
      return name.startsWith("skipped")
        ? { id: undefined, state: {} }
        : { id: `${name}-id`, state: { ...inputs, orgId: "org-1", groupId: "ug-1" } };
    },
    call: () => ({}),
  });
  jest.spyOn(program(), "declare").mockImplementation(() => Promise.resolve({ followers: [], taken: [] }));
});
afterAll(() => {
  jest.restoreAllMocks();
  if (ROLLCALL_TARGET === undefined) delete process.env["ROLLCALL_TARGET"];
  else process.env["ROLLCALL_TARGET"] = ROLLCALL_TARGET;
});

async function refusalOf({ urn }: pulumi.Resource, name: string): Promise<unknown> {
  await new Promise((resolve) => urn.apply(resolve));
  return registered.get(name)?.["__refusal"];
}

const organization = (name: string): eds.Organization => new eds.Organization(name, { orgName: name });
const group = (name: string): eds.Group => new eds.Group(name, { groupName: name });
const person = (endUserId: string, fields: object): eds.User => new eds.User(endUserId, { endUserId, email: "a@example.com", ...fields });

describe("a value from a new resource that the run leaves out", () => {
  test("is missing, so whoever has it is refused: users, sets for all and for one, also behind an apply", async () => {
    const unit = organization("skipped_unit");
    const inside = group("skipped_group").groupId.apply((id) => [id, "ug-gpu"]);
    for (const [name, fields] of Object.entries({ ann: { orgId: unit.orgId }, ben: { groupIdList: inside } }))
      expect(await refusalOf(person(name, fields), name)).toMatch(
        /^it depends on eds:(Organization|Group) "skipped_\w+", which is new and left out of this run \(--target or --exclude\)/,
      );
    const users = { cem: { email: "c@example.com" } };
    const shared = new eds.UserSet("shared", { orgId: unit.orgId, users });
    const single = new eds.UserSet("single", { users: { ...users, dia: { email: "d@example.com", groupIdList: inside } } });
    expect(await refusalOf(shared, "shared")).toContain('eds:Organization "skipped_unit"');
    expect(await refusalOf(single, "single")).toContain('eds:Group "skipped_group"');
  });

  test("is there where the run makes the resource, or nothing depends on it", async () => {
    organization("skipped_other");
    const fields = { orgId: organization("made").orgId, groupIdList: [group("made_too").groupId], password: pulumi.secret("Some-Pass-1!") };
    expect(await refusalOf(person("eva", fields), "eva")).toBeUndefined();
    expect(await refusalOf(new eds.UserSet("all", { users: { fay: { email: "f@example.com", ...fields } } }), "all")).toBeUndefined();
  });

  test("is there where it comes from a component of another language, of whose resources only the URN is known", async () => {
    const inside = new pulumi.DependencyResource("urn:pulumi:dev::app::pkg:index:Thing::inside");
    const [known, yes, no] = [Promise.resolve("org-7"), Promise.resolve(true), Promise.resolve(false)];
    const constructor: unknown = pulumi.Output;
    if (typeof constructor !== "function") throw new Error("an output is made by no constructor");
    const made: unknown = Reflect.construct(constructor, [[inside], known, yes, no, Promise.resolve([])]);
    expect(await refusalOf(person("gus", { orgId: made }), "gus")).toBeUndefined();
    expect(registered.get("gus")).toMatchObject({ orgId: "org-7" });
  });
});
