import { SharedListing } from "../../../provider/calls/listings";
import type { Observed } from "../../../provider/model/values";

const PAGES = 30;
const PER_PAGE = 2;

function person(id: number): Observed {
  return { ref: { id: `u${id}`, key: `u${id}` }, fields: {}, computed: {} };
}

interface World {
  readonly calls: { pages: number; lookUps: number; atOnce: number };
  readonly listing: SharedListing;
  time: number;
}

/** A directory of sixty people that counts what it is asked. */
function directory(kind: { readonly numbered?: true } = {}): World {
  const calls = { pages: 0, lookUps: 0, atOnce: 0 };
  let underWay = 0;
  const world: World = {
    calls,
    time: 1_000,
    listing: new SharedListing({
      ...kind,
      page: async (from) => {
        calls.pages++;
        calls.atOnce = Math.max(calls.atOnce, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        const number = Number(from ?? 0);
        const users = Array.from({ length: PER_PAGE }, (_, index) => person(number * PER_PAGE + index));
        return { users, total: PAGES * PER_PAGE, ...(number + 1 < PAGES && { next: String(number + 1) }) };
      },
      byId: async (id) => {
        calls.lookUps++;
        return person(Number(id.slice(1)));
      },
      perCall: 1,
      now: () => world.time,
    }),
  };
  return world;
}

describe("a listing shared by readers", () => {
  test.each([
    [{}, 1],
    [{ numbered: true } as const, 8],
  ])("is fetched whole, and nobody is looked up, when everybody asks together (%j)", async (kind, atOnce) => {
    const { listing, calls } = directory(kind);
    const found = await Promise.all(Array.from({ length: PAGES * PER_PAGE }, (_, index) => listing.get(`u${index}`, true)));
    expect(found.map((user) => user?.ref.id)).toEqual(Array.from({ length: PAGES * PER_PAGE }, (_, index) => `u${index}`));
    expect(calls).toEqual({ pages: PAGES, lookUps: 0, atOnce });
  });

  test("of a directory much larger than what is asked is left after a page", async () => {
    const { listing, calls } = directory({ numbered: true });
    expect(await listing.get("u50", true)).toMatchObject({ ref: { id: "u50" } });
    expect(await listing.get("u51", true)).toMatchObject({ ref: { id: "u51" } });
    expect(calls).toEqual({ pages: 1, lookUps: 2, atOnce: 1 });
  });

  test("costs readers who come one by one at most about twice the better way", async () => {
    const { listing, calls } = directory();
    for (let index = PAGES * PER_PAGE - 1; index >= 0; index--) await listing.get(`u${index}`, true);
    expect(calls.pages).toBeLessThanOrEqual(PAGES);
    expect(calls.lookUps).toBeLessThanOrEqual(PAGES);
  });

  test("never answers for whom the run has changed, nor for longer than it is fresh", async () => {
    const world = directory();
    const everybody = (): Promise<unknown> =>
      Promise.all(Array.from({ length: PAGES * PER_PAGE }, (_, index) => world.listing.get(`u${index}`, true)));
    await everybody();
    world.listing.forget("u3");
    await everybody();
    expect(world.calls).toMatchObject({ pages: PAGES, lookUps: 1 });
    world.time += 30_000;
    await everybody();
    expect(world.calls).toMatchObject({ pages: 2 * PAGES, lookUps: 1 });
  });
});
