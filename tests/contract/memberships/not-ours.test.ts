import { directories } from "../../../provider/directories";
import { freshWorld } from "../directories/harness/world";
import { type GroupWorld, groupWorlds } from "./group-world";

const worlds = new Map(groupWorlds(directories).map((one) => [one.directory.name, one]));

function worldOf(name: keyof typeof directories): GroupWorld {
  const found = worlds.get(name);
  if (found === undefined) throw new Error(`no groups of ${name}`);
  return found;
}

describe("memberships that are not ours to end", () => {
  describe("imported into EIAM from another directory", () => {
    const world = freshWorld(directories.eiam);
    test("stay, are no drift, and count where they are declared", async () => {
      const { user, make } = worldOf("eiam");
      const [one, two] = [await make(world(), "one"), await make(world(), "two")];
      const alice = (...groupIds: readonly string[]) => ({ ...user("alice", world().emulator), groupIds });
      const { id, outs } = await (await world().provider()).create(alice(one));
      await world().edit("alice", { GroupIds: [one, two], GroupSources: { [two]: "ding_talk" } });
      const provider = await world().provider();
      await provider.check({}, { ...user("bobby", world().emulator), groupIds: [two] });
      const { inputs, props = {} } = await provider.read(id, outs);
      expect(inputs).toEqual(alice(one));
      await provider.update(id, props, alice());
      const [stored] = await world().users();
      expect(stored?.["GroupIds"]).toEqual([two]);
      await world().forgetCalls();
      await provider.update(id, props, alice(two));
      expect(await world().calls()).toEqual({ GetUser: 1 });
    });
  });

  describe("kept in a directory that Workspace only shows", () => {
    const world = freshWorld(directories.workspace);
    test("stay and are no drift", async () => {
      const { user, make } = worldOf("workspace");
      const [one] = [await make(world(), "one"), await make(world(), "domain", "elsewhere")];
      const alice = { ...user("alice", world().emulator), groupIds: [one] };
      const { id, outs } = await (await world().provider()).create(alice);
      await world().edit("alice", { group_names: ["one", "domain"] });
      const provider = await world().provider();
      expect((await provider.read(id, outs)).inputs).toEqual(alice);
      await provider.update(id, outs, { ...alice, groupIds: [] });
      const [stored] = await world().users();
      expect(stored?.["group_names"]).toEqual(["domain"]);
    });
  });
});

describe("a group that nobody can be put into is refused before anybody is created", () => {
  describe("in CloudIdentity", () => {
    const world = freshWorld(directories.cloudidentity);
    test("when the service fills it itself, or when there is none", async () => {
      const { user, make } = worldOf("cloudidentity");
      const everybody = await make(world(), "everybody", "automatic");
      const provider = await world().provider();
      const create = (...groupIds: readonly string[]) => provider.create({ ...user("alice", world().emulator), groupIds });
      await expect(create(everybody)).rejects.toMatchObject({ category: "invalid", message: expect.stringContaining('"everybody"') });
      await expect(create("nothing")).rejects.toMatchObject({
        category: "invalid",
        message: expect.stringContaining('no group "nothing"'),
      });
      expect(await world().users()).toEqual([]);
      const { id, outs } = await provider.create(user("alice", world().emulator));
      await expect(provider.update(id, outs, { ...user("alice", world().emulator), groupIds: [everybody] })).rejects.toMatchObject({
        reasons: [expect.stringContaining("automatic")],
      });
    });
  });

  describe("in EIAM", () => {
    const world = freshWorld(directories.eiam);
    test("when there is none; a key that may not list groups learns it from the service", async () => {
      const { user } = worldOf("eiam");
      const alice = { ...user("alice", world().emulator), groupIds: ["group_nothing"] };
      await expect((await world().provider()).create(alice)).rejects.toMatchObject({ category: "invalid" });
      expect(await world().users()).toEqual([]);
      await world().faults("ListGroups forbidden");
      await expect((await world().provider()).create(alice)).rejects.toMatchObject({ code: "ERR_PARTIAL" });
    });
  });
});
