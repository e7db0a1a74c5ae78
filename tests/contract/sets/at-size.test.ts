import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import type { DiaryEntry } from "../../../provider/lifecycle/diary";
import type { Directory } from "../../../provider/model/kind";
import { workspace } from "../../../provider/workspace";
import { VirtualClock } from "../../unit/calls/virtual-clock";
import { Draw } from "../model/draw";
import { asSet } from "../model/form";
import { InProcessCloud, type Naming } from "../model/in-process-cloud";
import { startProvider } from "../model/process";
import type * as Wire from "../model/wire";
import { type Death, fetchDouble } from "../model/wire";
import { outputs, people, type Properties } from "./set-world";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("../model/wire").httpxDouble);

type Calls = Readonly<Record<string, number>>;

/** The users of one directory that a set creates, over the emulator on a clock of its own. */
class Crowd {
  readonly clock = new VirtualClock(Date.UTC(2027, 0, 1));
  readonly cloud: InProcessCloud;
  readonly said: string[] = [];
  private readonly draw: Draw;

  constructor(
    readonly directory: Directory,
    naming: Naming,
    seed: number,
  ) {
    this.draw = new Draw(seed);
    this.cloud = new InProcessCloud(naming, seed, this.clock);
  }

  /** A provider process of its own. */
  start(diary: DiaryEntry[], death?: Death) {
    return startProvider({
      directory: this.directory,
      cloud: this.cloud,
      form: asSet(this.directory),
      draw: this.draw,
      diary,
      say: (line) => this.said.push(line),
      death,
    });
  }

  /** What was called since the last time, by operation. */
  calls(): Calls {
    const counts = this.cloud.ledger.counts();
    this.cloud.ledger.reset();
    return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.slice(name.indexOf(":") + 1), count]));
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const now = jest.spyOn(Date, "now").mockImplementation(() => this.clock.now());
    try {
      return await this.clock.run(work());
    } finally {
      now.mockRestore();
    }
  }
}

const USERS = "/v2/{project_id}/users";

interface Case {
  readonly directory: Directory;
  readonly naming: Naming;
  readonly members: number;
  person(cloud: InProcessCloud, name: string): Properties;
  /** The request at which the first run dies: about the middle. */
  readonly dies: number;
  /** Most users whose creation was under way when it died, so that the next run cannot know of them without asking. */
  readonly underWay: number;
  /** Calls that create so many users. */
  creations(users: number): number;
  /** Most calls that look for those who are there. */
  readonly looks: number;
}

const cases: readonly Case[] = [
  {
    directory: eds,
    naming: { service: "eds", id: "EndUserId", key: "EndUserId", create: "CreateUsers" },
    members: 2_000,
    person: (_cloud, name) => ({ email: `${name}@example.com` }),
    dies: 10,
    underWay: 0,
    creations: (users) => Math.ceil(users / 100),
    looks: 5,
  },
  {
    directory: eiam,
    naming: { service: "eiam", id: "UserId", key: "Username", create: "CreateUser" },
    members: 400,
    person: ({ identity }, name) => ({ displayName: name, primaryOrganizationalUnitId: identity.eiam.rootOrganizationalUnitId }),
    dies: 200,
    underWay: 10,
    creations: (users) => users,
    looks: 15,
  },
  {
    directory: workspace,
    naming: { service: "workspace", id: "id", key: "user_name", create: `POST ${USERS}/batch-create` },
    members: 4_000,
    person: (_cloud, name) => ({ userEmail: `${name}@example.com`, activeType: "USER_ACTIVATE" }),
    dies: 22,
    underWay: 0,
    creations: (users) => Math.ceil(users / 200),
    looks: 45,
  },
  {
    directory: cloudidentity,
    naming: { service: "cloudidentity", id: "UserId", key: "UserName", create: "CreateUser" },
    members: 400,
    person: (_cloud, name) => ({ displayName: name }),
    dies: 200,
    underWay: 1,
    creations: (users) => users,
    looks: 4,
  },
];

beforeAll(() => {
  jest.spyOn(globalThis, "fetch").mockImplementation(fetchDouble);
});
afterAll(() => {
  jest.restoreAllMocks();
});

/** What the service takes in what follows. */
const CALLS_PER_SECOND = 4;

describe.each(cases)("a set of $directory.name users at a service that limits calls", (one) => {
  test("takes as long as the limit asks for, and fails nobody", async () => {
    const crowd = new Crowd(one.directory, one.naming, 2);
    await crowd.run(async () => {
      await crowd.cloud.furnish();
      crowd.cloud.setFaults([`* rate-limit rps=${CALLS_PER_SECOND} burst=${CALLS_PER_SECOND}`]);
      const users = people(one.members, (name) => one.person(crowd.cloud, name));
      const { provider } = await crowd.start([]);
      const started = crowd.clock.now();
      const { outs } = await provider.create({ users });
      const seconds = (crowd.clock.now() - started) / 1000;
      expect(Object.keys(outputs(outs)["users"] ?? {})).toHaveLength(one.members);
      const { outcomes = {}, count = 0 } = crowd.cloud.ledger.details()[`${one.directory.name}:${one.naming.create}`] ?? {};
      const refused = Object.entries(outcomes).reduce((sum, [outcome, times]) => sum + (outcome.startsWith("2") ? 0 : times), 0);
      expect(count - refused).toBe(one.creations(one.members));
      expect(refused).toBeLessThanOrEqual(15);
      expect(seconds).toBeLessThan(1.3 * (one.creations(one.members) / CALLS_PER_SECOND) + 10);
    });
  }, 120_000);
});

describe.each(cases)("a creation of a set of $directory.name users that is killed half-way", (one) => {
  test.each([
    ["with the diary", true],
    ["without it", false],
  ])(
    "is finished by the next run %s, nobody twice and nobody asked for alone",
    async (_what, remembers) => {
      const crowd = new Crowd(one.directory, one.naming, 1);
      await crowd.run(async () => {
        await crowd.cloud.furnish();
        const users = people(one.members, (name) => one.person(crowd.cloud, name));
        const diary: DiaryEntry[] = [];
        const killed = await crowd.start(diary, { at: one.dies, seen: true });
        await Promise.race([killed.provider.create({ users }), killed.wire.killed]);
        // What is left of a dead process finds the network gone, before the next one is on it.
        await crowd.clock.sleep(60_000);
        const made = (await crowd.cloud.users()).length;
        expect(made).toBeGreaterThan(one.members / 8);
        expect(made).toBeLessThan(one.members);
        crowd.calls();

        const { provider } = await crowd.start(remembers ? diary : []);
        const { outs } = await provider.create({ users });
        const all = (await crowd.cloud.users()).map((user) => user[one.naming.key]);
        expect(all.sort()).toEqual(Object.keys(users).sort());
        expect(Object.keys(outputs(outs)["users"] ?? {})).toHaveLength(one.members);
        const { [one.naming.create]: created = 0, ...looks } = crowd.calls();
        // Without the diary the service refuses those who are there, and a call that creates many makes the others.
        const asked = remembers ? one.members - made + one.underWay : one.members;
        expect(created).toBeLessThanOrEqual(one.creations(asked) + 1);
        const told = crowd.said.filter((line) => line.includes("were there already and are taken over"));
        expect(told).toEqual([expect.stringContaining(`of ${one.members.toLocaleString("en-US")} were there already`)]);
        expect(told.join("").includes("made by a run that ended before it saved its state")).toBe(remembers);
        // What Workspace made by a refused call it tells by the time of creation alone, user by user.
        const { [`GET ${USERS}/{user_id}`]: details = 0, ...pages } = looks;
        expect(details).toBeLessThanOrEqual(remembers ? 0 : made);
        expect(Object.keys(pages).filter((name) => name.startsWith("Get"))).toEqual([]);
        expect(Object.values(pages).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(one.looks);
      });
    },
    120_000,
  );
});
