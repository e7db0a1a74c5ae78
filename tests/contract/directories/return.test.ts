import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { outputs, setProvider } from "../sets/set-world";
import { freshWorld } from "./harness/world";

const PEOPLE: Readonly<Record<string, Fields>> = {
  eds: { endUserId: "tom_reed", email: "tom@pier.example" },
  eiam: { username: "tom_reed" },
  workspace: { userName: "tom_reed", userEmail: "tom@pier.example" },
};

const CASES = Object.values<Directory>(directories).filter(({ kinds }) => "set" in kinds.User.disable);

describe.each(CASES.map((directory) => [directory.name, directory] as const))("who returns on %s", (name, directory) => {
  const world = freshWorld(directory);
  const tom = (): Fields => ({
    ...PEOPLE[name],
    onDelete: "disable",
    ...(name === "eiam" && { primaryOrganizationalUnitId: world().emulator.eiam.rootOrganizationalUnitId }),
  });
  const isShut = async (): Promise<boolean> => {
    const [user] = await world().users();
    return user?.["Status"] === "disabled" || user?.["Locked"] === true || user?.["disabled"] === true || user?.["Status"] === 9;
  };

  test.each([false, true])("is enabled by the run that brings the person back, and told (lost answers: %p)", async (lost) => {
    const first = await (await world().provider()).create(tom());
    await (await world().provider()).delete(first.id, first.outs);
    expect(await isShut()).toBe(true);
    if (lost) await world().faults("* lost-response first=2");
    const back = await (await world().provider()).create(tom());
    expect(back.id).toBe(first.id);
    expect(await isShut()).toBe(false);
    expect(world().said).toContainEqual(`${name} user tom_reed: the account was disabled and is enabled again`);
    const provider = await world().provider();
    const { inputs, props } = await provider.read(back.id, back.outs);
    expect(inputs).toEqual(tom());
    expect(await provider.diff(back.id, props ?? {}, tom())).toEqual({ changes: false });
  });

  test("the same as a member of a set", async () => {
    const { endUserId: _eds, username: _eiam, userName: _workspace, ...shared } = tom();
    const provider = await setProvider(directory, world());
    const first = await provider.create({ ...shared, users: { tom_reed: {} } });
    const state = outputs(first.outs);
    const gone = outputs((await provider.update(first.id, state, { ...shared, users: {} })).outs);
    expect(await isShut()).toBe(true);
    const back = outputs(
      (await (await setProvider(directory, world())).update(first.id, gone, { ...shared, users: { tom_reed: {} } })).outs,
    );
    expect(await isShut()).toBe(false);
    expect(await provider.diff(first.id, back, { ...shared, users: { tom_reed: {} } })).toEqual({ changes: false });
  });

  test("is refused without a word about disabled accounts in the program, and the account stays as it is", async () => {
    const first = await (await world().provider()).create(tom());
    await (await world().provider()).delete(first.id, first.outs);
    const { onDelete: _leaves, ...plain } = tom();
    await expect((await world().provider()).create(plain)).rejects.toMatchObject({
      code: "ERR_DIFFERS",
      message: expect.stringContaining("the account is disabled on the cloud"),
    });
    expect(await isShut()).toBe(true);
    await (await world().provider()).create({ ...plain, onExisting: "adopt" });
    expect(await isShut()).toBe(false);
  });
});
