import * as fc from "fast-check";
import { eiam } from "../../../provider/eiam";
import { declaredOf } from "../../../provider/lifecycle/outputs";
import { handovers } from "../../../sdk/lib/gate/handovers";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { World } from "../directories/harness/world";
import { outputs, type Properties, setProvider } from "./set-world";

/** A new seed for every run; it is printed to repeat a failure. */
const SEED = Number(process.env["LEFTOVERS_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));

const NAMES = ["ada", "ben", "cleo", "dan", "eva"];

/** What one person declares: the value of this number in each field, `undefined` for none. */
interface Values {
  readonly email: number | undefined;
  readonly phone: number | undefined;
}

type People = Readonly<Record<string, Properties>>;

function person(name: string, { email, phone }: Values): Properties {
  return {
    email: email === undefined ? "" : `box${email}@pier.example`,
    ...(email !== undefined && { emailVerified: true }),
    phoneNumber: phone === undefined ? "" : `1380013800${phone}`,
    ...(phone !== undefined && { phoneRegion: "86", phoneNumberVerified: true }),
    userExternalId: `hr-${name}`,
    customFields: [{ fieldName: "employeeId", fieldValue: `E${phone ?? name}` }],
  };
}

/** What the cloud shows of a person. */
function shown(user: Properties): readonly unknown[] {
  return [user["Username"], user["Email"] ?? "", user["PhoneNumber"] ?? "", JSON.stringify(user["CustomFields"])];
}

function expected(people: People): readonly unknown[] {
  return Object.entries(people)
    .map(([name, user]) => [
      name,
      user["email"],
      user["phoneNumber"],
      expect.stringContaining(JSON.stringify((user["customFields"] as readonly Properties[])[0]?.["fieldValue"])),
    ])
    .sort();
}

async function inWorld<T>(life: (world: World, shared: Properties) => Promise<T>): Promise<T> {
  const world = new World(eiam);
  await world.start();
  try {
    return await life(world, { primaryOrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId });
  } finally {
    await world.close();
  }
}

/** Makes accounts of which no state knows, as killed runs leave them. */
async function leave(world: World, shared: Properties, people: People): Promise<void> {
  if (Object.keys(people).length > 0) await (await setProvider(eiam, world)).create({ ...shared, users: people });
}

/** A set of these people; with nobody, one that is still to be made. */
async function made(
  world: World,
  shared: Properties,
  users: People,
): Promise<{ readonly id: string; readonly state: Properties } | undefined> {
  if (Object.keys(users).length === 0) return undefined;
  const { id, outs } = await (await setProvider(eiam, world)).create({ ...shared, users });
  return { id, state: outputs(outs) };
}

/** One run that declares these people. */
async function run(
  world: World,
  inputs: Properties,
  set: Awaited<ReturnType<typeof made>>,
): Promise<{ readonly id: string; readonly state: Properties }> {
  const provider = await setProvider(eiam, world);
  const told = (error: unknown): Promise<never> => Promise.reject(new Error(JSON.stringify(error, ["message", "reasons"])));
  if (set === undefined) {
    const { id, outs } = await provider.create(inputs).catch(told);
    return { id, state: outputs(outs) };
  }
  const { outs } = await provider.update(set.id, set.state, inputs).catch(told);
  return { id: set.id, state: outputs(outs) };
}

const ADOPT = { onExisting: "adopt" };
const values = fc
  .tuple(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }))
  .map(([order, present]) => order.map((value, at) => (present[at] === 0 ? undefined : value)));
const declared: fc.Arbitrary<People> = fc
  .tuple(values, values)
  .map(([emails, phones]) => Object.fromEntries(NAMES.map((name, at) => [name, person(name, { email: emails[at], phone: phones[at] })])));
/** Who is an account without state, a member of the set, or not there yet. */
const roles = fc.array(fc.constantFrom("left", "managed", "new"), { minLength: NAMES.length, maxLength: NAMES.length });

describe("values that a set's people have, and accounts that nobody's state knows", () => {
  async function lives(before: People, after: People, role: readonly string[], interrupted: boolean): Promise<void> {
    const those = (which: string): People => Object.fromEntries(Object.entries(before).filter((_one, at) => role[at] === which));
    await inWorld(async (world, shared) => {
      await leave(world, shared, those("left"));
      const set = await made(world, shared, those("managed"));
      const inputs = { ...shared, ...ADOPT, users: after };
      if (interrupted) {
        await world.faults("UpdateUser forbidden after=1");
        await run(world, inputs, set).catch(() => undefined);
        await world.faults();
      }
      const done = await run(world, inputs, set);
      expect((await world.users()).map(shown).sort()).toEqual(expected(after));
      expect(await (await setProvider(eiam, world)).diff(done.id, done.state, inputs)).toEqual({ changes: false });
    });
  }

  test(`come right in one run, whoever has what of whom (LEFTOVERS_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(declared, declared, roles, (before, after, role) => lives(before, after, role, false)),
      { seed: SEED, numRuns: 20 },
    );
  }, 120_000);

  test(`come right in the next run when one is killed on the way (LEFTOVERS_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(declared, declared, roles, (before, after, role) => lives(before, after, role, true)),
      { seed: SEED, numRuns: 10 },
    );
  }, 120_000);
});

describe("two and three people in a ring", () => {
  const alone = (field: "email" | "phone", at: number | undefined): Properties => {
    const { userExternalId: _id, customFields: _custom, ...user } = person("", { email: undefined, phone: undefined, [field]: at });
    return Object.fromEntries(Object.entries(user).filter(([name]) => name.startsWith(field)));
  };
  const fields = ["email", "phone"] as const;
  const rings = fields.flatMap((field) =>
    [2, 3].flatMap((size) =>
      ["all left", "one managed", "one of whose value state does not know"].map((who) => [field, size, who] as const),
    ),
  );

  test.each(rings)("whose %s goes round among %i, %s", async (field, size, who) => {
    const names = NAMES.slice(0, size);
    const users = (turn: number): People => Object.fromEntries(names.map((name, at) => [name, alone(field, (at + turn) % size)]));
    await inWorld(async (world, shared) => {
      const [first = "", ...others] = names;
      const touched = who === "one of whose value state does not know";
      const managed = who === "one managed" ? { [first]: users(0)[first] ?? {} } : touched ? { ...users(0), [first]: {} } : {};
      const left = who === "one managed" ? others : touched ? [] : names;
      await leave(world, shared, Object.fromEntries(left.map((name) => [name, users(0)[name] ?? {}])));
      const set = await made(world, shared, managed);
      // A run that is killed then leaves its work and no state of it.
      if (touched) await run(world, { ...shared, users: users(0) }, set);
      const inputs = { ...shared, ...ADOPT, users: users(1) };
      const done = await run(world, inputs, set);
      const wire = field === "email" ? "Email" : "PhoneNumber";
      const declared = names.map((name) => [name, users(1)[name]?.[field === "email" ? "email" : "phoneNumber"]]);
      expect((await world.users()).map((user) => [user["Username"], user[wire]]).sort()).toEqual(declared);
      expect(await (await setProvider(eiam, world)).diff(done.id, done.state, inputs)).toEqual({ changes: false });
    });
  });
});

describe("what no run can give to another", () => {
  test("external ids of leftovers stay, and the error says what to do; everybody else comes right", async () => {
    await inWorld(async (world, shared) => {
      await leave(world, shared, { ada: { userExternalId: "1" }, ben: { userExternalId: "2" } });
      const users = { ada: { userExternalId: "2" }, ben: { userExternalId: "1" }, cleo: { displayName: "Cleo" } };
      const error: unknown = await run(world, { ...shared, ...ADOPT, users }, undefined).catch((reason: unknown) => reason);
      expect(String(error)).toContain("no action of the service changes that");
      expect(String(error)).toContain("Declare the value the cloud has, or delete the account and run again.");
      expect((await world.users()).map(({ Username, UserExternalId }) => [Username, UserExternalId]).sort()).toEqual([
        ["ada", "1"],
        ["ben", "2"],
        ["cleo", expect.any(String)],
      ]);
    });
  });

  test.each(["match", "fail"])(
    "a leftover that has a member's next number, and the set to take it over by %s: the error says how",
    async (onExisting) => {
      await inWorld(async (world, shared) => {
        const [before, after] = [0, 1].map(
          (phone) => (name: string) => person(name, { email: undefined, phone: name === "ada" ? phone : 1 - phone }),
        );
        if (before === undefined || after === undefined) throw new Error("unreachable");
        await leave(world, shared, { ben: before("ben") });
        const set = await made(world, shared, { ada: before("ada") });
        const users = { ada: after("ada"), ben: after("ben") };
        const error: unknown = await run(world, { ...shared, onExisting, users }, set).catch((reason: unknown) => reason);
        expect(String(error)).toContain("onExisting");
        expect(String(error)).toContain('\\"adopt\\"');
        await run(world, { ...shared, ...ADOPT, users }, set);
        expect((await world.users()).map(shown).sort()).toEqual(expected(users));
      });
    },
  );

  test("an address of an account that nobody declares is refused as the service refuses it, and nobody is asked twice", async () => {
    await inWorld(async (world, shared) => {
      const box = { email: "desk@pier.example", emailVerified: true };
      await leave(world, shared, { stranger: box });
      await world.forgetCalls();
      const error: unknown = await run(world, { ...shared, ...ADOPT, users: { ada: box, ben: {} } }, undefined).catch(
        (reason: unknown) => reason,
      );
      expect(String(error)).toContain("another account of the instance has this address");
      expect((await world.calls())["CreateUser"]).toBe(2);
    });
  });
});

describe("leftovers that users of their own adopt", () => {
  test("and that have each other's addresses: state keeps what they hold, so that the next preview names both people", async () => {
    await inWorld(async (world, shared) => {
      const box = (at: number): Properties => ({ ...shared, email: `box${at}@pier.example`, emailVerified: true });
      await leave(world, {}, { ada: box(0), ben: box(1) });
      const provider = await world.provider();
      const declared = { ada: { ...box(1), ...ADOPT, username: "ada" }, ben: { ...box(0), ...ADOPT, username: "ben" } };
      const before: ManagedUser[] = [];
      for (const user of Object.values(declared)) {
        const partial: unknown = await provider.create(user).catch((error: unknown) => error);
        expect(partial).toMatchObject({ reasons: [expect.stringContaining("another account of the instance has this address")] });
        const fields = declaredOf(eiam.kinds.User, outputs(outputs(partial)["properties"]));
        before.push({ kind: eiam.kinds.User, resource: user.username, key: user.username, declared: fields });
      }
      const now = Object.entries(declared).map(([resource, fields]) => ({ kind: eiam.kinds.User, resource, aliases: [], fields }));
      const staying = new Map(before.flatMap((then, at) => now.slice(at, at + 1).map((still) => [then, still] as const)));
      const moves = handovers({ before, now, staying });
      expect(moves.map(({ field, from, to }) => [field, from.key, to.resource])).toEqual([
        ["email", "ben", "ada"],
        ["email", "ada", "ben"],
      ]);
    });
  });
});
