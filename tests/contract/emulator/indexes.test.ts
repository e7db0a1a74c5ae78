import fc from "fast-check";

import { startEmulator, type RunningEmulator } from "../../../emulator";
import { CommittedTable } from "../../../emulator/store/committed-table";
import type { Index, Table } from "../../../emulator/store/tables";
import { Transaction, World } from "../../../emulator/store/world";
import { alibabaCaller } from "./alibaba-client";

type Person = { readonly name: string; readonly groups: readonly string[] };

const byName: Index<Person> = { keysOf: ({ name }) => [name] };
const byGroup: Index<Person> = { keysOf: ({ groups }) => groups };

const words = fc.constantFrom("a", "ab", "abc", "b", "ba", "李", "李雷");
const operation = fc.record({
  key: fc.constantFrom("1", "2", "3", "4"),
  name: words,
  groups: fc.uniqueArray(words, { maxLength: 3 }),
  remove: fc.boolean(),
  commit: fc.boolean(),
});

/** What every reader must say, by looking at all records. */
function expectInStep(table: Table<Person>): void {
  const all = [...table.values()];
  const sorted = (people: readonly Person[]) => people.map((person) => JSON.stringify(person)).sort();
  for (const word of ["a", "ab", "b", "李", "none"]) {
    expect(sorted(table.find(byName, word))).toEqual(sorted(all.filter(({ name }) => name === word)));
    expect(sorted(table.find(byGroup, word))).toEqual(sorted(all.filter(({ groups }) => groups.includes(word))));
    expect(sorted(table.findStart(byName, word))).toEqual(sorted(all.filter(({ name }) => name.startsWith(word))));
    const listed = table.listed(byGroup, word);
    expect(Array.from({ length: listed.length }, (_, position) => listed.at(position))).toEqual(
      all.filter(({ groups }) => groups.includes(word)),
    );
    expect(table.count(byGroup, word)).toBe(all.filter(({ groups }) => groups.includes(word)).length);
  }
  const sequence = table.all();
  expect([sequence.length, table.size]).toEqual([all.length, all.length]);
  expect(Array.from({ length: all.length + 1 }, (_, position) => sequence.at(position))).toEqual([...all, undefined]);
}

test("indexes and positions say what a look at every record says, within a request and after it", () => {
  const history = fc.array(operation, { maxLength: 30 });
  fc.assert(
    fc.property(history, (operations) => {
      const world = new World();
      let transaction = new Transaction(world, false);
      for (const { key, name, groups, remove, commit } of operations) {
        const table = transaction.table<Person>("people");
        if (remove) table.delete(key);
        else table.put(key, { name, groups });
        expectInStep(table);
        if (!commit) continue;
        world.apply(transaction.changes());
        transaction = new Transaction(world, false);
        expectInStep(transaction.table<Person>("people"));
      }
    }),
  );
});

describe("no call looks at all users", () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await startEmulator({ seed: 1 });
  });
  afterEach(() => emulator.close());

  /** Records that `call` read by walking over whole tables of that many records or more. */
  async function walked(call: () => Promise<unknown>, records: number): Promise<number> {
    let count = 0;
    const entries = jest.spyOn(CommittedTable.prototype, "entries").mockImplementation(function* (this: CommittedTable<Person>) {
      for (let position = 0; position < this.size; position += 1) {
        const entry = this.at(position);
        if (entry === undefined) continue;
        if (this.size >= records) count += 1;
        yield entry;
      }
    });
    try {
      await call();
    } finally {
      entries.mockRestore();
    }
    return count;
  }

  test("EDS: creations, look-ups, pages, members, groups", async () => {
    const call = alibabaCaller(emulator, "eds");
    const users = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({ EndUserId: `user_${from + index}`, Phone: "13800000000", GroupIdList: ["ug-sales"] }));
    for (const from of [0, 100]) await call("CreateUsers", { form: { Users: users(from) } });
    const calls = async () => {
      await call("CreateUsers", { form: { Users: users(200) } });
      await call("DescribeUsers", { query: { MaxResults: 10 }, form: { EndUserIds: ["user_7"] } });
      const { NextToken } = (await call("DescribeUsers", { query: { MaxResults: 10 } })).body;
      expect((await call("DescribeUsers", { query: { MaxResults: 10, NextToken } })).body).toMatchObject({
        Count: 300,
        Users: { length: 10, 0: { EndUserId: "user_10" } },
      });
      expect((await call("FilterUsers", { query: { MaxResults: 10 } })).body).toMatchObject({
        Users: { length: 10, 0: { EndUserId: "user_299" } },
      });
      expect((await call("DescribeGroups", { query: { GroupId: "ug-sales" } })).body).toMatchObject({ Groups: [{ UserCount: 300 }] });
      await call("UserBatchJoinGroup", { form: { GroupId: "ug-gpu", EndUserIds: ["user_7"] } });
      expect((await call("DescribeGroupUser", { query: { GroupId: "ug-gpu" } })).body).toMatchObject({ Users: [{ EndUserId: "user_7" }] });
      await call("RemoveUsers", { form: { Users: ["user_7"] } });
    };
    expect(await walked(calls, 100)).toBe(0);
    // The count itself is no stub: a filter that has to look at everybody does.
    expect(await walked(() => fetch(`${emulator.endpoint}/_rollcall/users`), 100)).toBeGreaterThan(0);
  });

  test("EIAM: creations, look-ups by start and address, pages", async () => {
    const call = alibabaCaller(emulator, "eiam");
    const { instanceId: InstanceId, rootOrganizationalUnitId: PrimaryOrganizationalUnitId } = emulator.eiam;
    const create = (Username: string) =>
      call("CreateUser", {
        query: { InstanceId, PrimaryOrganizationalUnitId, Username, Email: `${Username}@example.com`, EmailVerified: true },
      });
    for (let index = 0; index < 50; index += 1) await create(`user${index}`);
    const list = async (fields: object) => (await call("ListUsers", { query: { InstanceId, ...fields } })).body;
    const calls = async () => {
      await create("userx");
      expect(await list({ UsernameStartsWith: "user4" })).toMatchObject({ TotalCount: 11 });
      expect(await list({ Email: "user7@example.com" })).toMatchObject({ TotalCount: 1, Users: [{ Username: "user7" }] });
      expect(await list({ PageNumber: 3, PageSize: 10 })).toMatchObject({
        TotalCount: 51,
        Users: { length: 10, 0: { Username: "user20" } },
      });
      const unit = { OrganizationalUnitId: PrimaryOrganizationalUnitId };
      expect(await list({ ...unit, PageSize: 1 })).toMatchObject({ TotalCount: 51 });
      expect(await list({ ...unit, PageNumber: 6, PageSize: 10 })).toMatchObject({ Users: [{ Username: "userx" }] });
    };
    expect(await walked(calls, 50)).toBe(0);
  });
});
