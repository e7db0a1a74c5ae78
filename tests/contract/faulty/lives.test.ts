import { directories, type DirectoryName } from "../../../provider/directories";
import { groupsField } from "../../../provider/model/memberships";
import type { Fields } from "../../../provider/model/values";
import { openTap, type Tap } from "../directories/harness/tap";
import { PluginWorld } from "../plugin/plugin-world";
import { seeded } from "../../unit/calls/virtual-clock";
import { type Fault, FAULTS } from "./faults";
import { type Declared, SmallEngine } from "./plugin-engine";

const SEED = Number(process.env["ROLLCALL_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
const RUNS = Number(process.env["ROLLCALL_RUNS"] ?? 3);
const NAMES = Object.keys(directories) as readonly DirectoryName[];

/** What a person may be declared with, by a number that changes, and where the directory keeps it. */
const PEOPLE: Readonly<
  Record<
    DirectoryName,
    {
      readonly fields: (key: string, n: number) => Fields;
      readonly key: string;
      readonly text: string;
      readonly groups: string;
      readonly id: string;
    }
  >
> = {
  eds: {
    fields: (endUserId, n) => ({ endUserId, email: `${endUserId}.${n}@pier.example` }),
    key: "EndUserId",
    text: "Email",
    groups: "GroupIdList",
    id: "WyId",
  },
  eiam: {
    fields: (username, n) => ({ username, displayName: `${username} ${n}`, primaryOrganizationalUnitId: "ou_design00000000000000000000" }),
    key: "Username",
    text: "DisplayName",
    groups: "GroupIds",
    id: "UserId",
  },
  workspace: {
    fields: (userName, n) => ({ userName, userEmail: `${userName}@pier.example`, description: `${userName} ${n}` }),
    key: "user_name",
    text: "description",
    groups: "group_ids",
    id: "id",
  },
  cloudidentity: {
    fields: (userName, n) => ({ userName, displayName: `${userName} ${n}` }),
    key: "UserName",
    text: "DisplayName",
    groups: "GroupIds",
    id: "UserId",
  },
};

const AT_SERVICE = [
  "lost-response",
  "lost-request",
  "reset",
  "reset effect",
  "throttle",
  "throttle retry-after=2",
  "server-error",
  "server-error effect",
  "html",
  "html effect",
  "empty",
  "truncated",
  "stranger",
  "stranger effect",
  "partial share=0.5",
  "concurrent",
  "repeated",
  "forbidden",
  "server-error status=200 effect",
];

describe.each(NAMES)(`lives of people and groups of %s by way of the plugin (ROLLCALL_SEED=${SEED})`, (name) => {
  const random = seeded(SEED + NAMES.indexOf(name));
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const { fields, key, text, groups, id } = PEOPLE[name];
  const groupsOf = groupsField(directories[name].kinds.User.fields) ?? "";
  let world: PluginWorld;
  let tap: Tap;
  let bend: Fault["bend"] = () => undefined;
  /** How many requests the process lives for yet. */
  let left = Infinity;
  beforeAll(async () => {
    world = await PluginWorld.start();
    tap = await openTap(
      world.emulator.endpoint,
      (tapped) => bend(tapped),
      () => --left >= 0,
    );
  });
  afterAll(async () => {
    await tap.close();
    await world.close();
  });

  const open = () => world.process({ [`${name}Endpoint`]: tap.endpoint });
  const person = (one: string) => ({ one, n: Math.floor(random() * 3), groups: ["night", "day"].filter(() => random() < 0.5) });
  const draw = () => ({
    own: ["ann", "bob", "eve"].filter(() => random() < 0.7).map(person),
    members: ["kim", "lee", "max"].filter(() => random() < 0.7).map(person),
  });
  type Drawn = ReturnType<typeof draw>;

  function programOf({ own, members }: Drawn): readonly Declared[] {
    const declared = ({ one, n, groups: names }: Drawn["own"][number], idOf: (name: string) => string | undefined): Fields => ({
      ...fields(one, n),
      [groupsOf]: names.flatMap((group) => idOf(group) ?? []),
      onExisting: "adopt",
    });
    return [
      ...["night", "day"].map((group) => ({
        resource: { type: `${name}:Group`, name: group },
        declare: () => ({ groupName: `${group}_shift`, onExisting: "adopt" }),
      })),
      ...own.map((one) => ({
        resource: { type: `${name}:User`, name: one.one },
        declare: (idOf: (name: string) => string | undefined) => declared(one, idOf),
      })),
      {
        resource: { type: `${name}:UserSet`, name: "staff" },
        declare: (idOf) => ({ users: Object.fromEntries(members.map((one) => [one.one, declared(one, idOf)])) }),
      },
    ];
  }

  test("the directory is as declared at the end, and everybody who stayed has the account of before", async () => {
    const engine = new SmallEngine(() => left > 0);
    const story: string[] = [];
    const stranger = "ann_b";
    await (await open()).create({ type: `${name}:User`, name: stranger }, fields(stranger, 0));
    const untouched = await world.stored(name);
    const accounts = async () => new Map((await world.stored(name)).map((user) => [user[key], user[id]]));
    for (let run = 0; run < RUNS; run++) {
      const rules = Array.from(
        { length: Math.floor(random() * 4) },
        () => `${name}:${pick(["*", "*", "*reate*"])} ${pick(AT_SERVICE)} ${pick(["p=0.15", "first=2", "p=0.4", "at=3"])}`,
      );
      await world.control("POST", "faults", rules.join("\n"));
      const spoiled = pick(Object.values(FAULTS))(pick([0, 0.1, 0.3]), random);
      ({ bend } = spoiled);
      left = random() < 0.5 ? 1 + Math.floor(random() * 25) : Infinity;
      world.clock.advance(Date.now() - world.clock.now());
      const drawn = draw();
      const lives = left;
      const before = await accounts();
      const process = await open();
      if (random() < 0.4) await engine.refresh(process);
      await engine.up(process, programOf(drawn));
      if (left <= 0) await process.cancel().catch(() => undefined);
      const after = await accounts();
      const stay = [...drawn.own, ...drawn.members].map(({ one }) => one).filter((one) => before.has(one));
      expect({ story, rules, on: spoiled.what, lives, drawn, accounts: stay.map((one) => [one, after.get(one)]) }).toMatchObject({
        accounts: stay.map((one) => [one, before.get(one)]),
      });
      story.push(JSON.stringify({ rules, on: spoiled.what, lives, drawn, errors: engine.errors.map((error) => error.slice(0, 200)) }));
    }
    await world.control("DELETE", "faults");
    bend = () => undefined;
    left = Infinity;
    const everybody = { own: ["ann", "bob", "eve"].map(person), members: ["kim", "lee", "max"].map(person) };
    for (let tries = 0; tries < 3; tries++) {
      world.clock.advance(Date.now() - world.clock.now());
      const process = await open();
      await engine.refresh(process);
      await engine.up(process, programOf(everybody));
      if (engine.errors.length === 0) break;
    }
    story.push(JSON.stringify(everybody));
    const stored = await world.stored(name);
    const seen = stored
      .filter((user) => user[key] !== stranger)
      .map((user) => [user[key], user[text], [...((user[groups] as readonly string[] | undefined) ?? [])].sort()]);
    const expected = [...everybody.own, ...everybody.members].map(({ one, n, groups: names }) => {
      const wanted = Object.values(fields(one, n)).find((value) => String(value).includes(`${n}`) && value !== one);
      return [one, wanted, names.map((group) => engine.state.get(group)?.id ?? "").sort()];
    });
    expect({ story, errors: engine.errors, seen: seen.sort() }).toEqual({ story, errors: [], seen: expected.sort() });

    const last = await open();
    await engine.up(last, []);
    expect({ story, errors: engine.errors, left: await world.stored(name) }).toEqual({ story, errors: [], left: untouched });
  }, 60_000);
});
