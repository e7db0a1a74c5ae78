import { randomInt } from "node:crypto";
import { everybody } from "../../../provider/calls/everybody";
import type { Page } from "../../../provider/calls/listings";
import { RollcallError } from "../../../provider/model/error";
import type { Failure } from "../../../provider/model/service";
import { seeded } from "../calls/virtual-clock";

const SIZE = 10;
const service = {
  error: ({ message, remedy = "" }: Failure, operation: string) =>
    new RollcallError({ code: "ERR_UNREACHABLE", summary: `${operation}: ${message}`, remedy }),
};

/** A directory of 35 people that changes while it is listed. */
class Directory {
  readonly people = Array.from({ length: 35 }, (_, index) => `u${index}`);
  pages = 0;
  constructor(
    private readonly between: (directory: Directory) => void = () => undefined,
    private readonly counts = true,
  ) {}

  async list(shown = (number: number) => number): Promise<readonly string[]> {
    const found: string[] = [];
    const page = async (from: string | undefined) => this.page(shown(Number(from ?? 0)), Number(from ?? 0));
    for await (const { ref } of everybody(service, "ListUsers", page)) found.push(ref.id);
    return found;
  }

  private page(number: number, asked: number): Page {
    const keys = this.people.slice(number * SIZE, (number + 1) * SIZE);
    const users = keys.map((key) => ({ ref: { id: key, key }, fields: {}, computed: {} }));
    const isLast = this.counts ? (asked + 1) * SIZE >= this.people.length : keys.length < SIZE;
    const page = { users, ...(this.counts && { total: this.people.length }), ...(!isLast && { next: String(asked + 1) }) };
    this.pages++;
    this.between(this);
    return page;
  }
}

test.each([true, false])("a directory that holds still is read once, with counts (%s)", async (counts) => {
  const directory = new Directory(undefined, counts);
  expect(await directory.list()).toEqual(directory.people);
  expect(directory.pages).toBe(4);
});

test.each(["leave", "join", "join and leave"])("shows everybody who stays, once, though others %s between two pages", async (what) => {
  const seed = randomInt(1_000_000);
  const random = seeded(seed);
  let changes = 3;
  const stay = new Set(new Directory().people);
  const directory = new Directory(({ people }) => {
    if (changes-- <= 0) return;
    const at = Math.floor(random() * SIZE);
    if (what.startsWith("join")) people.splice(at, 0, `new${changes}`);
    if (what.endsWith("leave")) for (const id of people.splice(at, what === "leave" ? 1 : 2)) stay.delete(id);
  });
  const shown = await directory.list();
  expect({ seed, missed: [...stay].filter((id) => !shown.includes(id)) }).toEqual({ seed, missed: [] });
  expect(new Set(shown).size).toBe(shown.length);
});

test("a directory that never holds still is what its readings showed", async () => {
  const directory = new Directory(({ people }) => people.splice(0, 1));
  const shown = await directory.list();
  expect(directory.people.filter((id) => !shown.includes(id))).toEqual([]);
  expect(directory.pages).toBeLessThanOrEqual(12);
});

test.each([true, false])("pages that never move on are an error, with counts (%s)", async (counts) => {
  const directory = new Directory(undefined, counts);
  await expect(directory.list(() => 0)).rejects.toThrow(/ListUsers: a page that was there before came in place of the next one/);
  expect(directory.pages).toBeLessThanOrEqual(6);
});
