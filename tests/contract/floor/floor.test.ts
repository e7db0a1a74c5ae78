import { type DirectoryName, directories } from "../../../provider/directories";
import { FullHouse, type Kept } from "./full-house";
import { crowd, roster } from "./people";

type Calls = Readonly<Record<string, number>>;

/** What so many users may cost at most, where requests arrive together. */
interface Floor {
  readonly directory: DirectoryName;
  readonly users: number;
  readonly create: Calls;
  readonly refresh: Calls;
  readonly remove: Calls;
}

// A directory that takes one write at a time is slow by nature.
jest.setTimeout(60_000);

const LATENCY_MS = 20;
/** For requests that arrive at once, which travel together however short a call is. */
const SHORT_MS = 5;
const WORKSPACE_USERS = "/v2/{project_id}/users";
/** Units of a new emulated instance, root included; all users are in the root unit. */
const EIAM_UNITS = 8;

const floors: readonly Floor[] = [
  { directory: "eds", users: 520, create: { CreateUsers: 6 }, refresh: { DescribeUsers: 2 }, remove: { RemoveUsers: 2 } },
  {
    directory: "workspace",
    users: 450,
    create: { [`POST ${WORKSPACE_USERS}/batch-create`]: 3, [`GET ${WORKSPACE_USERS}`]: 3 },
    refresh: { [`GET ${WORKSPACE_USERS}`]: 1 },
    remove: { [`POST ${WORKSPACE_USERS}/batch-delete`]: 5 },
  },
  {
    directory: "eiam",
    users: 230,
    create: { CreateUser: 230 },
    refresh: { ListOrganizationalUnits: 1, ListUsers: 3 + EIAM_UNITS - 1 },
    remove: { DeleteUsers: 3 },
  },
  { directory: "cloudidentity", users: 110, create: { CreateUser: 110 }, refresh: { ListUsers: 2 }, remove: { DeleteUser: 110 } },
];

describe.each(floors)("$users users of $directory", ({ directory, users, create, refresh, remove }) => {
  let house: FullHouse;
  beforeEach(async () => {
    house = await FullHouse.open(directories[directory], SHORT_MS);
  });
  afterEach(() => house.close());

  test("as resources of their own cost the floor when they arrive together", async () => {
    let kept: readonly Kept[] = [];
    expect(await house.calls(async () => (kept = await house.create(crowd(house, users), "at once")))).toEqual(create);
    expect(await house.population()).toBe(users);
    expect(await house.calls(async () => expect(await house.refresh(kept, "at once")).toBe(users))).toEqual(refresh);
    expect(await house.calls(() => house.delete(kept, "at once"))).toEqual(remove);
    expect(await house.population()).toBe(0);
  });

  test("as a set cost the floor", async () => {
    let set: Kept = { id: "", outputs: {} };
    expect(await house.calls(async () => (set = await house.createSet(roster(house, users))))).toEqual(create);
    expect(await house.calls(async () => expect(Object.keys(await house.refreshSet(set))).toHaveLength(users))).toEqual(refresh);
    expect(await house.calls(() => house.set.delete(set.id, set.outputs))).toEqual(remove);
    expect(await house.population()).toBe(0);
  });

  test("change one by one inside a set: nobody else costs anything", async () => {
    const set = await house.createSet(roster(house, users));
    const field = directory === "workspace" ? "userEmail" : "email";
    const moved = roster(house, users, (name, index) => (index === 7 ? { [field]: `${name}@example.org` } : {}));
    const cost = await house.calls(() => house.set.update(set.id, set.outputs, moved));
    expect(Object.values(cost).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
  });
});

describe("requests that trickle", () => {
  /** At worst every second wave leaves by itself. */
  const wavesOf = (users: number, parallel: number): number => Math.ceil(users / parallel);

  test.each([8, 64])("%d at a time, each followed by another as an engine does, travel together", async (parallel) => {
    const house = await FullHouse.open(directories.eds, LATENCY_MS);
    try {
      const users = parallel * 6;
      let kept: readonly Kept[] = [];
      const created = await house.calls(async () => (kept = await house.create(crowd(house, users), { parallel })));
      expect(created["CreateUsers"]).toBeLessThanOrEqual(2 * wavesOf(users, parallel));
      expect(await house.calls(() => house.refresh(kept, { parallel }))).toEqual({ DescribeUsers: 1 });
      const removed = await house.calls(() => house.delete(kept, { parallel }));
      expect(removed["RemoveUsers"]).toBeLessThanOrEqual(2 * wavesOf(users, parallel));
    } finally {
      await house.close();
    }
  });

  test("8 every few milliseconds collect behind the calls under way", async () => {
    const house = await FullHouse.open(directories.eds, LATENCY_MS);
    try {
      const created = await house.calls(() => house.create(crowd(house, 400), { each: 8, everyMs: 4 }));
      expect(created["CreateUsers"]).toBeLessThanOrEqual(400 / 8 / 2);
    } finally {
      await house.close();
    }
  });
});

describe("the limits of the older EDS pages", () => {
  test("hold when they are configured", async () => {
    const house = await FullHouse.open(directories.eds, LATENCY_MS, { edsBatchSize: "20" });
    try {
      let kept: readonly Kept[] = [];
      expect(await house.calls(async () => (kept = await house.create(crowd(house, 110), "at once")))).toEqual({ CreateUsers: 6 });
      expect(await house.calls(() => house.delete(kept, "at once"))).toEqual({ RemoveUsers: 2 });
    } finally {
      await house.close();
    }
  });

  test("are the only others", async () => {
    const house = await FullHouse.open(directories.eds, LATENCY_MS, { edsBatchSize: "50" });
    try {
      await expect(house.create(crowd(house, 1), "at once")).rejects.toThrow("rollcall:edsBatchSize must be 100");
    } finally {
      await house.close();
    }
  });
});

describe("settings that hold for a whole call", () => {
  test("split it: one call for each distinct setting", async () => {
    const house = await FullHouse.open(directories.eds, LATENCY_MS);
    try {
      const people = crowd(house, 150).map((user, index) => ({ ...user, isLocalAdmin: index % 3 === 0 }));
      expect(await house.calls(() => house.create(people, "at once"))).toEqual({ CreateUsers: 2 });
    } finally {
      await house.close();
    }
  });
});

describe("a listing that reads share", () => {
  test("shows what others change between two refreshes, and what the run itself changed", async () => {
    const house = await FullHouse.open(directories.eds, 0);
    try {
      const kept = await house.create(crowd(house, 30), "at once");
      await house.refresh(kept, "at once");
      await house.drift("user_00003", { Email: "elsewhere@example.org" });
      const later = await house.again();
      const read = await later.users.read("user_00003", kept[3]?.outputs ?? {});
      expect(read.props).toMatchObject({ email: "elsewhere@example.org" });
    } finally {
      await house.close();
    }
  });
});
