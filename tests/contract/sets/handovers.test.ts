import * as fc from "fast-check";
import { cloudidentity } from "../../../provider/cloudidentity";
import type { Directory } from "../../../provider/model/kind";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { workspace } from "../../../provider/workspace";
import type { RunningEmulator } from "../../../emulator";
import { World } from "../directories/harness/world";
import { outputs, type Properties, setProvider } from "./set-world";

/** A new seed for every run, so that no members are tried for ever; it is printed to repeat a failure. */
const SEED = Number(process.env["HANDOVER_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));

const NAMES = ["ada", "ben", "cleo", "dan", "eva", "finn"];

interface Case {
  readonly directory: Directory;
  /** Wire name of the natural key. */
  readonly key: string;
  shared(emulator: RunningEmulator): Properties;
  /** What a person declares who has the value of this number in each field; `undefined` for none, which clears it. */
  person(email: number | undefined, phone: number | undefined, id: number): Properties;
  /** The same on the wire. */
  stored(user: Properties): readonly unknown[];
  expected(email: number | undefined, phone: number | undefined, id: number): readonly unknown[];
}

const address = (index: number | undefined): string => (index === undefined ? "" : `box${index}@pier.example`);
const number = (index: number | undefined): string => (index === undefined ? "" : `1380013800${index}`);
const seen = (value: unknown): unknown => value ?? "";

const cases: readonly Case[] = [
  {
    directory: eiam,
    key: "Username",
    shared: ({ eiam: { rootOrganizationalUnitId } }) => ({ primaryOrganizationalUnitId: rootOrganizationalUnitId }),
    person: (email, phone, id) => ({
      email: address(email),
      ...(email !== undefined && { emailVerified: true }),
      phoneNumber: number(phone),
      ...(phone !== undefined && { phoneRegion: "86", phoneNumberVerified: true }),
      userExternalId: `person-${id}`,
      customFields: [
        { fieldName: "employeeId", fieldValue: `E${phone ?? id + 10}` },
        { fieldName: "costCenter", fieldValue: `C${id % 2}` },
      ],
    }),
    stored: (user) => [seen(user["Email"]), seen(user["PhoneNumber"]), user["UserExternalId"], JSON.stringify(user["CustomFields"])],
    expected: (email, phone, id) => [address(email), number(phone), `person-${id}`, expect.stringContaining(`"E${phone ?? id + 10}"`)],
  },
  {
    directory: eds,
    key: "EndUserId",
    shared: () => ({ orgId: "org-design" }),
    person: (email, phone, id) => ({ email: address(email ?? id + 10), phone: number(phone ?? 9), remark: `note ${id}` }),
    stored: (user) => [user["Email"], user["Remark"]],
    expected: (email, _phone, id) => [address(email ?? id + 10), `note ${id}`],
  },
  {
    directory: workspace,
    key: "user_name",
    shared: () => ({ activeType: "USER_ACTIVATE" }),
    person: (email, _phone, id) => ({ userEmail: address(email ?? id + 10), description: `note ${id}` }),
    stored: (user) => [user["user_email"], user["description"]],
    expected: (email, _phone, id) => [address(email ?? id + 10), `note ${id}`],
  },
  {
    directory: cloudidentity,
    key: "UserName",
    shared: () => ({}),
    person: (email, _phone, id) => ({ displayName: `Person ${id}`, email: address(email) }),
    stored: (user) => [seen(user["Email"]), user["DisplayName"]],
    expected: (email, _phone, id) => [address(email), `Person ${id}`],
  },
];

interface Roll {
  readonly names: readonly string[];
  /** Natural keys, where they are not the names: a member's key may go to another. */
  readonly keys: readonly string[];
  readonly emails: readonly (number | undefined)[];
  readonly phones: readonly (number | undefined)[];
  readonly ids: readonly number[];
}

const values = fc
  .tuple(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .map(([order, present]) => order.map((value, index) => (present[index] === true ? value : undefined)));
const roll: fc.Arbitrary<Roll> = fc.record({
  names: fc.subarray(NAMES, { minLength: 1 }),
  keys: fc.oneof(fc.constant(NAMES), fc.shuffledSubarray([...NAMES, "gil", "hana"], { minLength: 6 })),
  emails: values,
  phones: values,
  ids: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
});

/** Rolls that once failed: keys pass on among members of whom one gets another account. */
const ONCE: [Roll, Roll][] = [
  [
    { emails: [], phones: [], names: ["cleo", "finn"], keys: NAMES, ids: [5, 3, 1, 0, 2, 4] },
    { emails: [], phones: [], names: ["cleo", "finn"], keys: ["hana", "gil", "finn", "eva", "cleo", "ben"], ids: [4, 3, 2, 0, 5, 1] },
  ],
];

describe.each(cases)("values that move between people of a set of $directory.name", (one) => {
  const { directory } = one;
  const inputs = (world: World, { names, keys, emails, phones, ids }: Roll): Properties => ({
    ...one.shared(world.emulator),
    users: Object.fromEntries(
      names.map((name) => {
        const at = NAMES.indexOf(name);
        return [name, { [directory.kinds.User.naturalKey]: keys[at], ...one.person(emails[at], phones[at], ids[at] ?? at) }];
      }),
    ),
  });
  const wanted = ({ names, keys, emails, phones, ids }: Roll): readonly unknown[] =>
    names
      .map((name) => NAMES.indexOf(name))
      .map((at) => [keys[at], ...one.expected(emails[at], phones[at], ids[at] ?? at)])
      .sort();

  async function lives(before: Roll, after: Roll, interrupted: boolean): Promise<void> {
    const world = new World(directory);
    await world.start();
    try {
      const made = await (await setProvider(directory, world)).create(inputs(world, before));
      const state = outputs(made.outs);
      const run = async (): Promise<Properties> => {
        const { outs } = await (
          await setProvider(directory, world)
        )
          .update(made.id, state, inputs(world, after))
          .catch((error: unknown) => Promise.reject(new Error(JSON.stringify(error, ["message", "reasons"]))));
        return outputs(outs);
      };
      if (interrupted) {
        // The run is killed while it changes people: the state of before stays.
        await world.faults("UpdateUser forbidden after=1", "CreateUser forbidden after=1");
        await run().catch(() => undefined);
        await world.faults();
      }
      const done = await run();
      expect((await world.users()).map((user) => [user[one.key], ...one.stored(user)]).sort()).toEqual(wanted(after));
      expect(await (await setProvider(directory, world)).diff(made.id, done, inputs(world, after))).toEqual({ changes: false });
    } finally {
      await world.close();
    }
  }

  test(`come right in one run, whoever gives what to whom (HANDOVER_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(roll, roll, (before, after) => lives(before, after, false)),
      { seed: SEED, numRuns: directory === eiam ? 40 : 10, examples: ONCE },
    );
  }, 120_000);

  test(`come right in the next run when one is killed on the way (HANDOVER_SEED=${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(roll, roll, (before, after) => lives(before, after, true)),
      { seed: SEED, numRuns: directory === eiam ? 30 : 8 },
    );
  }, 120_000);
});

describe("a value that the program no longer declares for one person but for another", () => {
  const box = { email: "desk@pier.example", emailVerified: true };
  const line = { phoneRegion: "86", phoneNumber: "13800138000", phoneNumberVerified: true };
  const cases: readonly (readonly [string, Properties, Properties])[] = [
    ["moves from an account to another", { ada: box, ben: {} }, { ada: {}, ben: box }],
    ["moves to a joiner", { ada: { ...box, ...line } }, { ada: {}, ben: { ...box, ...line } }],
    ["goes round with another field, which leaves in the other direction", { ada: box, ben: line }, { ada: line, ben: box }],
    [
      "moves on from somebody who is replaced",
      { ada: { ...line, userExternalId: "1" }, ben: {} },
      { ada: { userExternalId: "2" }, ben: line },
    ],
  ];

  test.each(cases)("%s in one run", async (_name, before, after) => {
    const world = new World(eiam);
    await world.start();
    try {
      const shared = { primaryOrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId };
      const made = await (await setProvider(eiam, world)).create({ ...shared, users: before });
      const inputs = { ...shared, users: after };
      const { outs } = await (await setProvider(eiam, world)).update(made.id, outputs(made.outs), inputs);
      const shown = (await world.users()).map(({ Username, Email, PhoneNumber }) => [Username, seen(Email), seen(PhoneNumber)]).sort();
      expect(shown).toEqual(
        Object.entries(after).map(([name, own]) => [name, seen((own as Properties)["email"]), seen((own as Properties)["phoneNumber"])]),
      );
      expect(await (await setProvider(eiam, world)).diff(made.id, outputs(outs), inputs)).toEqual({ changes: false });
    } finally {
      await world.close();
    }
  });

  test("stays on the account when nobody else is to have it", async () => {
    const world = new World(eiam);
    await world.start();
    try {
      const shared = { primaryOrganizationalUnitId: world.emulator.eiam.rootOrganizationalUnitId };
      const made = await (await setProvider(eiam, world)).create({ ...shared, users: { ada: box, ben: {} } });
      await (await setProvider(eiam, world)).update(made.id, outputs(made.outs), { ...shared, users: { ada: {}, ben: line } });
      expect((await world.users()).map(({ Email }) => Email)).toContain(box.email);
    } finally {
      await world.close();
    }
  });
});
