import { randomInt } from "node:crypto";
import { wholeList } from "../../../provider/calls/whole-list";
import { membersOfGroup } from "../../../provider/cloudidentity/api";
import { allOf } from "../../../provider/eiam/api";
import type { Bag } from "../../../provider/model/values";
import { usersOfGroup } from "../../../provider/workspace/group";
import { seeded } from "../calls/virtual-clock";

/** A group whose list changes while it is read. */
class Group {
  readonly members = Array.from({ length: 250 }, (_, index) => `u${index}`);
  pages = 0;
  constructor(private readonly between: (group: Group) => void = () => undefined) {}

  page(size: number, offset: number): { readonly shown: readonly string[]; readonly total: number } {
    const page = { shown: this.members.slice(offset, offset + size), total: this.members.length };
    this.pages++;
    this.between(this);
    return page;
  }
}

const SIZE = 100;
const NEVER = () => Promise.reject(new Error("a list writes nothing"));

/** The members of a group as each service lists them. */
const services: Readonly<Record<string, (group: Group) => Promise<readonly unknown[]>>> = {
  cloudidentity: async (group) => {
    const read = async (_action: string, { PageNumber }: Bag): Promise<Bag> => {
      const { shown, total } = group.page(SIZE, (Number(PageNumber) - 1) * SIZE);
      return { Members: shown.map((UserId) => ({ UserId })), Total: total };
    };
    return (await membersOfGroup({ read, write: NEVER }, "g")).map((member) => member["UserId"]);
  },
  eiam: async (group) => {
    const rpc = async (_action: string, _effect: string, { PageNumber }: Bag): Promise<Bag> => {
      const { shown, total } = group.page(SIZE, (Number(PageNumber) - 1) * SIZE);
      return { Users: shown.map((UserId) => ({ UserId })), TotalCount: total };
    };
    return (await allOf(rpc, "ListUsersForGroup", "Users", "UserId", {})).map((member) => member["UserId"]);
  },
  workspace: async (group) => {
    const read = async (_operation: string, _path: readonly string[], _member: string, query: Bag = {}): Promise<Bag> => {
      const { shown, total } = group.page(SIZE, Number(query["offset"]));
      return { users: shown.map((id) => ({ id })), total_count: total };
    };
    return (await usersOfGroup({ read, write: NEVER }, "g")).map((user) => user["id"]);
  },
};

describe.each(Object.entries(services))("who is in a group of %s", (_name, list) => {
  test("is asked page by page", async () => {
    const group = new Group();
    expect(await list(group)).toEqual(group.members);
    expect(group.pages).toBe(3);
  });

  test.each(["leave", "join"])("shows everybody who stays, though others %s between two pages", async (what) => {
    const seed = randomInt(1_000_000);
    const random = seeded(seed);
    let changes = 3;
    const stay = new Set(new Group().members);
    const group = new Group(({ members }) => {
      if (changes-- <= 0) return;
      const at = Math.floor(random() * SIZE);
      if (what === "join") members.splice(at, 0, `new${changes}`);
      else stay.delete(members.splice(at, 1).join(""));
    });
    const shown = new Set(await list(group));
    expect({ seed, missed: [...stay].filter((id) => !shown.has(id)) }).toEqual({ seed, missed: [] });
  });
});

test("a list that never holds still is what its readings showed, and is not read without end", async () => {
  const group = new Group(({ members }) => members.splice(0, 1));
  const found = await wholeList(
    async (_number, offset) => {
      const { shown, total } = group.page(SIZE, offset);
      return { entries: shown.map((id) => ({ id })), total };
    },
    ({ id }) => String(id),
  );
  expect(group.pages).toBeLessThanOrEqual(9);
  expect(group.members.filter((id) => !found.some((entry) => entry["id"] === id))).toEqual([]);
});

test.each([
  ["no total, short last page", [100, 100, 40]],
  ["no total, full last page", [100, 100, 0]],
  ["no total, nobody", [0]],
])("%s", async (_name, sizes) => {
  let asked = 0;
  const found = await wholeList(
    async () => {
      const entries = Array.from({ length: sizes[asked] ?? 0 }, (_, index) => ({ id: `${asked} ${index}` }));
      asked++;
      return { entries, total: undefined };
    },
    ({ id }) => String(id),
  );
  expect([asked, found.length]).toEqual([sizes.length, sizes.reduce((sum, size) => sum + size, 0)]);
});
