import { matchesPassword } from "../../../emulator/passwords";
import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import type { Directory } from "../../../provider/model/kind";
import type { DiaryEntry } from "../../../provider/lifecycle/diary";
import { GENERATE } from "../../../provider/model/initial-password";
import type { Bag, Fields } from "../../../provider/model/values";
import { workspace } from "../../../provider/workspace";
import { outputs, setProvider } from "../sets/set-world";
import { freshWorld, type World } from "./harness/world";

/** A user of each directory whose administrator gives the first password, and what the password may be changed to. */
const cases: readonly {
  readonly directory: Directory;
  user(world: World): Fields;
  readonly hash: string;
  readonly changed: Fields;
  readonly create: string;
  readonly setsPassword: boolean;
}[] = [
  {
    directory: eds,
    user: () => ({ endUserId: "alice", email: "alice@example.com", ownerType: "CreateFromManager", password: GENERATE }),
    hash: "PasswordHash",
    changed: { email: "alice@example.org" },
    create: "CreateUsers",
    setsPassword: true,
  },
  {
    directory: eiam,
    user: ({ emulator: { eiam: parent } }) => ({
      instanceId: parent.instanceId,
      username: "alice",
      primaryOrganizationalUnitId: parent.rootOrganizationalUnitId,
      password: GENERATE,
    }),
    hash: "PasswordHash",
    changed: { displayName: "Alice" },
    create: "CreateUser",
    setsPassword: true,
  },
  {
    directory: workspace,
    user: () => ({ userName: "alice", activeType: "ADMIN_ACTIVATE", password: GENERATE }),
    hash: "password",
    changed: { description: "d" },
    create: "POST /v2/*/users*",
    setsPassword: false,
  },
  {
    directory: cloudidentity,
    user: () => ({ userName: "alice", passwordResetRequired: true, password: GENERATE }),
    hash: "password",
    changed: { displayName: "Alice" },
    create: "CreateUser",
    setsPassword: true,
  },
];

describe.each(cases)("$directory.title: a password that Rollcall makes", ({ directory, user, hash, changed, create, setsPassword }) => {
  const world = freshWorld(directory);
  const stored = async (): Promise<string> => String((await world().users())[0]?.[hash]);
  /** A run after one that left this note. @param after by so many milliseconds the killed run began after this moment */
  const again = async (of: World, trace: Pick<DiaryEntry, "deed" | "id">, after = 0): Promise<Bag> => {
    const at = new Date(of.clock.now() + after).toISOString();
    const left = [{ at, directory: directory.name, key: "alice", ...trace }];
    const { outs } = await (await of.provider({}, undefined, undefined, { left: () => left })).create(user(of));
    return outputs(outs);
  };

  test("is the account's, is kept as a secret, and no later run changes it", async () => {
    const provider = await world().provider();
    const declared = user(world());
    expect((await provider.check({}, declared)).failures).toBeUndefined();
    const { id, outs } = await provider.create(declared);
    expect(outs["initialPassword"]).toMatchObject({ "4dabf18193072939515e22adb298388d": expect.any(String), value: expect.any(String) });
    const state = outputs(outs);
    const password = String(state["initialPassword"]);
    expect(matchesPassword(await stored(), password)).toBe(true);
    expect(state["password"]).toBe(GENERATE);

    const before = await stored();
    expect(await provider.diff(id, state, declared)).toEqual({ changes: false });
    const read = await (await world().provider()).read(id, state);
    expect(outputs(read.props)["initialPassword"]).toBe(password);
    expect(read.inputs).toMatchObject({ password: GENERATE });
    const news = { ...declared, ...changed };
    expect((await provider.check(declared, news)).failures).toBeUndefined();
    const updated = await (await world().provider()).update(id, state, news);
    expect(outputs(updated.outs)).toMatchObject({ ...changed, password: GENERATE, initialPassword: password });
    expect(await stored()).toBe(before);
    expect(world().said.join("\n")).not.toContain(password);
  });

  test("is not lost with the answer to the creation", async () => {
    await world().faults(`"${create}" lost-response first=1`);
    const { outs } = await (await world().provider()).create(user(world()));
    expect(matchesPassword(await stored(), String(outputs(outs)["initialPassword"]))).toBe(true);
    expect(await world().users()).toHaveLength(1);
  });

  test.each(["match", "adopt"])("is made for nobody who exists already (%s), and the run says so", async (onExisting) => {
    await (await world().provider()).create(user(world()));
    const before = await stored();
    const { id, outs } = await (await world().provider()).create({ ...user(world()), onExisting });
    expect(outputs(outs)).not.toHaveProperty("initialPassword");
    expect(outs).toMatchObject({ password: GENERATE, adopted: true });
    expect(await stored()).toBe(before);
    expect(world().said.join("\n")).toContain("alice: the account keeps its password");
    expect(await (await world().provider()).diff(id, outputs(outs), { ...user(world()), onExisting })).toEqual({ changes: false });
  });

  test("is set anew for an account that a killed run left, where an action can; else the run says what is left to do", async () => {
    const { id } = await (await world().provider()).create(user(world()));
    const before = await stored();
    const outs = await again(world(), { deed: "has", id });
    const given = outs["initialPassword"];
    if (setsPassword) expect(matchesPassword(await stored(), String(given))).toBe(true);
    else expect([given, await stored()]).toEqual([undefined, before]);
    expect(world().said.join("\n")).toContain("a run was killed while it created this account");
  });

  test("is set anew after a run that was killed before it had the answer where the service says when it made the account", async () => {
    await (await world().provider()).create(user(world()));
    const before = await stored();
    const { initialPassword } = await again(world(), { deed: "creating" });
    if (setsPassword && directory !== eds) expect(matchesPassword(await stored(), String(initialPassword))).toBe(true);
    else expect([initialPassword, await stored()]).toEqual([undefined, before]);
  });

  test.each(["took it over", "had not been answered", "made another one"])(
    "stays as it was with an account that was there before a killed run, which %s",
    async (deed) => {
      const { id } = await (await world().provider()).create(user(world()));
      const before = await stored();
      const traces = {
        "took it over": { deed: "took", id },
        "had not been answered": { deed: "creating" },
        "made another one": { deed: "has", id: "another" },
      } as const;
      const outs = await again(world(), traces[deed as keyof typeof traces], 3_600_000);
      expect([outs["initialPassword"], await stored()]).toEqual([undefined, before]);
      expect(world().said.join("\n")).toContain("(generate) makes one for new accounts alone");
    },
  );

  test("a set makes one for each member and keeps them one by one", async () => {
    const { userName: _n, username: _u, endUserId: _e, email: _m, password: _p, ...shared } = user(world());
    const contact = directory === eds ? { email: "x@example.com" } : {};
    const set = await setProvider(directory, world());
    const users = { alice: contact, bob: contact, carol: { ...contact, password: "Own-Passw0rd-1" } };
    const { outs } = await set.create({ ...shared, password: GENERATE, users });
    const state = outputs(outs);
    const passwords = state["initialPassword"] as Readonly<Record<string, string>>;
    expect(Object.keys(passwords).sort()).toEqual(["alice", "bob"]);
    expect(passwords["alice"]).not.toBe(passwords["bob"]);
    expect(JSON.stringify(outs)).toContain('"initialPassword":{"alice":{"4dabf18193072939515e22adb298388d"');
    const hashes = await world().users();
    for (const [name, password] of Object.entries(passwords))
      expect(hashes.some((one) => Object.values(one).includes(name) && matchesPassword(String(one[hash]), password))).toBe(true);
  });
});
