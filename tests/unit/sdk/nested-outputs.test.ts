import * as pulumi from "@pulumi/pulumi";
import { cloudidentity, eds, eiam, workspace } from "../../../sdk";
import { program } from "../../../sdk/lib/gate/program";

const registered = new Map<string, Readonly<Record<string, unknown>>>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered.set(name, inputs);
      return { id: `${name}-id`, state: { ...inputs, groupId: "g-1", orgId: "o-1" } };
    },
    call: () => ({}),
  });
  jest.spyOn(program(), "declare").mockImplementation(() => Promise.resolve({ followers: [], taken: [] }));
});
afterAll(() => jest.restoreAllMocks());

async function inputsOf({ urn }: pulumi.Resource, name: string) {
  await new Promise((resolve) => urn.apply(resolve));
  return registered.get(name);
}

// The compiler is half of this test: Pulumi checks the types of a program in TypeScript before it runs it.
describe("outputs of other resources stand wherever a value may, as the README writes them", () => {
  const later = pulumi.output("late");

  test("as an entry of a list, of users and of a set's members", async () => {
    const { groupId } = new eds.Group("design", { groupName: "Design" });
    const alice = new eds.User("alice", { endUserId: "alice", email: "a@example.com", groupIdList: [groupId, "ug-gpu"] });
    expect(await inputsOf(alice, "alice")).toMatchObject({ groupIdList: ["g-1", "ug-gpu"] });
    const bob = new cloudidentity.User("bob", { userName: "bob", groupIds: [later] });
    expect(await inputsOf(bob, "bob")).toMatchObject({ groupIds: ["late"] });
    const set = new workspace.UserSet("set", { groupIds: [later], users: { cem: { groupIds: [groupId] }, dia: {} } });
    expect(await inputsOf(set, "set")).toMatchObject({ groupIds: ["late"], linked: { cem: { groupIds: ["g-1"] } } });
  });

  test("in a field of an object, and around whole lists and choices", async () => {
    const fixed: readonly string[] = ["ou_1"];
    const eva = new eiam.User("eva", {
      username: pulumi.output("eva"),
      primaryOrganizationalUnitId: Promise.resolve("ou_1"),
      organizationalUnitIds: fixed,
      customFields: [{ fieldName: "badge", fieldValue: later }],
      emailVerified: pulumi.output(true as boolean),
      onDelete: pulumi.output("disable" as "disable" | "retain"),
    });
    expect(await inputsOf(eva, "eva")).toMatchObject({
      username: "eva",
      organizationalUnitIds: ["ou_1"],
      customFields: [{ fieldName: "badge", fieldValue: "late" }],
      onDelete: "disable",
    });
    const fay = new eds.User("fay", { endUserId: "fay", email: "f@example.com", groupIdList: later.apply((id) => [id]) });
    expect(await inputsOf(fay, "fay")).toMatchObject({ groupIdList: ["late"] });
  });

  test("and nothing else is let through by the types", () => {
    const never = (): void => {
      // @ts-expect-error an entry of another type
      new eds.User("x", { endUserId: "x", groupIdList: [7] });
      // @ts-expect-error no list
      new eds.User("x", { endUserId: "x", groupIdList: "x" });
      // @ts-expect-error an object without one of its fields
      new eiam.User("x", { username: "x", primaryOrganizationalUnitId: "ou_1", customFields: [{ fieldName: "a" }] });
      // @ts-expect-error a field that there is not
      new eds.User("x", { endUserId: "x", nope: 1 });
    };
    expect(never).toBeInstanceOf(Function);
  });
});
