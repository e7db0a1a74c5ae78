import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { dynamicProvider, dynamicSetProvider, type DynamicProvider } from "../../../provider/pulumi/dynamic";
import { outputs } from "../sets/set-world";
import { freshWorld } from "./harness/world";

const PLACES = { home: "11111111", abroad: "22222222" };

describe.each(Object.values<Directory>(directories))("$title: a resource that settings now look for at another place", (directory) => {
  const { kinds, name } = directory;
  const { naturalKey, idOutput } = kinds.User;
  const [email, shown] = name === "workspace" ? ["userEmail", "user_email"] : ["email", "Email"];
  const world = freshWorld(directory);

  /** A run whose settings name a place; to the emulator all of them are one. */
  async function run(place: string | undefined, many: boolean): Promise<DynamicProvider> {
    const context = { ...(await world().context()), ...(place !== undefined && { place }) };
    const provider = (many ? dynamicSetProvider : dynamicProvider)(kinds.User, async () => context);
    await provider.configure({ config: { get: () => undefined } });
    return provider;
  }

  function fieldsOf(address: string): Fields {
    const root = world().emulator.eiam.rootOrganizationalUnitId;
    return { [email]: address, ...(name === "eiam" && { emailVerified: true, primaryOrganizationalUnitId: root }) };
  }

  const setOf = (...people: readonly string[]): Fields => ({
    users: Object.fromEntries(people.map((person) => [person, JSON.stringify(fieldsOf(`${person}@example.com`))])),
  });

  /** The declaration of a person, alone or in a set. */
  function declared(many: boolean, address: string): Fields {
    return many ? { users: { alice: JSON.stringify(fieldsOf(address)) } } : { [naturalKey]: "alice", ...fieldsOf(address) };
  }

  /** Whoever has the name there is another person. */
  const stranger = (): Promise<unknown> => world().edit("alice", { [shown]: "stranger@example.com" });
  const left = async (): Promise<readonly string[]> => (await world().users()).map((user) => String(user[shown]));

  test("is not one place for a set that somebody joins there: leavers are looked at in both, until a refresh has looked", async () => {
    const { id, outs: made } = await (await run(PLACES.home, true)).create(setOf("alice"));
    const { outs } = await (await run(PLACES.abroad, true)).update(id, outputs(made), setOf("alice", "carol"));
    const joined = outputs(outs);
    await world().remove("carol");
    for (const place of Object.values(PLACES)) {
      const later = await run(place, true);
      await expect(later.diff(id, joined, setOf("alice"))).rejects.toThrow("has no such user");
      await expect(later.delete(id, joined)).rejects.toThrow("has no such user");
      await expect(later.diff(id, joined, setOf("carol"))).resolves.toBeDefined();
    }
    const home = await run(PLACES.home, true);
    expect((await home.update(id, joined, setOf("alice", "carol", "dave"))).outs).toMatchObject({ __place: joined["__place"] });
    expect((await home.read(id, joined)).props).toMatchObject({ __place: PLACES.home });
  });

  describe.each([
    ["alone", false],
    ["in a set", true],
  ])("%s", (_where, many) => {
    async function made(place: string | undefined): Promise<{ readonly id: string; readonly state: Fields; readonly news: Fields }> {
      const news = declared(many, "ours@example.com");
      const { id, outs } = await (await run(place, many)).create(news);
      return { id, state: outs, news };
    }

    test("tells its place in state, and keeps it until a refresh has looked", async () => {
      const { id, state, news } = await made(PLACES.home);
      expect(state).toMatchObject({ __place: PLACES.home });
      const abroad = await run(PLACES.abroad, many);
      expect((await abroad.update(id, outputs(state), news)).outs).toMatchObject({ __place: PLACES.home });
      expect((await abroad.read(id, outputs(state))).props).toMatchObject({ __place: PLACES.abroad });
      expect((await made(undefined)).state).not.toHaveProperty("__place");
    });

    test("does not end the account of somebody else who has the name there, and ends its own", async () => {
      const { id, state } = await made(PLACES.home);
      await stranger();
      const abroad = (await run(PLACES.abroad, many)).delete(id, outputs(state));
      // An id that the directory gave is nobody else's.
      if (idOutput === naturalKey) {
        await expect(abroad).rejects.toThrow("who differs");
        expect(await left()).toEqual(["stranger@example.com"]);
        await (await run(PLACES.home, many)).delete(id, outputs(state));
      } else await abroad;
      expect(await left()).toEqual([]);
      await expect((await run(PLACES.abroad, many)).delete(id, outputs(state))).rejects.toThrow(
        /has no such user.*the resource its former account/,
      );
      await (await run(PLACES.home, many)).delete(id, outputs(state));
    });

    test("does not change the account of somebody else; nor does a refresh take it for its own where ids are names", async () => {
      const { id, state } = await made(PLACES.home);
      await stranger();
      const abroad = await run(PLACES.abroad, many);
      const updated = abroad.update(id, outputs(state), declared(many, "new@example.com"));
      const { props } = await abroad.read(id, outputs(state));
      if (idOutput === naturalKey) {
        await updated.then(
          () => expect("refused").toBe("changed"),
          (error: Error & { readonly reasons?: readonly string[] }) =>
            expect([error.message, ...(error.reasons ?? [])].join("\n")).toMatch(
              /somebody else of this name.*the resource its former Account/,
            ),
        );
        expect(await left()).toEqual(["stranger@example.com"]);
        expect(props ?? { users: {} }).toMatchObject({ users: {} });
        expect(world().said.join("\n")).toContain("alice: the account of this name is somebody else's");
      } else {
        await updated;
        expect(await left()).toEqual(["new@example.com"]);
        expect(JSON.stringify(props)).toContain("@example.com");
      }
    });
  });
});
