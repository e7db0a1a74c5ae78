import { RenewingIdentity } from "../../../provider/config/credentials/renewing";
import type { Held, Source } from "../../../provider/config/credentials/source";
import { RollcallError } from "../../../provider/model/error";

const MINUTE = 60_000;
let now = 0;
let loads = 0;
let answer: () => Held | Promise<Held>;

/** Keys whose id counts the exchanges, for so many minutes. */
const lasting = (minutes: number) => (): Held => ({
  credentials: { kind: "keys", accessKeyId: `id-${loads}`, accessKeySecret: `secret-${loads}`, securityToken: `token-${loads}` },
  expiresAt: now + minutes * MINUTE,
});
const failing = (): never => {
  throw new RollcallError({ code: "ERR_UNREACHABLE", summary: "no STS", remedy: "wait", category: "unreachable" });
};

const source: Source = {
  title: "a role",
  traits: [],
  renewable: true,
  load: async () => {
    loads++;
    return answer();
  },
};
const identity = (from: Source = source): RenewingIdentity => new RenewingIdentity(from, "name", () => now);
const idOf = async (one: RenewingIdentity): Promise<unknown> => {
  const keys = await one.keys();
  return keys.kind === "keys" && keys.accessKeyId;
};

beforeEach(() => {
  now = Date.parse("2026-03-01T08:00:00Z");
  loads = 0;
  answer = lasting(60);
});

test("one exchange serves however many wait for it", async () => {
  const one = identity();
  const ids = await Promise.all(Array.from({ length: 100 }, () => idOf(one)));
  expect(new Set(ids)).toEqual(new Set(["id-1"]));
  expect(loads).toBe(1);
});

test.each([
  [60, 49, "id-1"],
  [60, 51, "id-2"],
  [15, 11, "id-1"],
  [15, 12, "id-2"],
  [720, 709, "id-1"],
  [720, 711, "id-2"],
])("keys of %d min are used after %d min as %s: new ones come ahead of the expiry", async (lifetime, after, expected) => {
  answer = lasting(lifetime);
  const one = identity();
  await one.keys();
  now += after * MINUTE;
  expect(await Promise.all([idOf(one), idOf(one), idOf(one)])).toEqual([expected, expected, expected]);
});

test("an exchange that fails ahead of the expiry costs nothing while the old keys live, and is not repeated for each call", async () => {
  const one = identity();
  await one.keys();
  answer = failing;
  now += 55 * MINUTE;
  expect([await idOf(one), await idOf(one), await idOf(one)]).toEqual(["id-1", "id-1", "id-1"]);
  expect(loads).toBe(2);
  answer = lasting(60);
  now += MINUTE;
  expect(await idOf(one)).toBe("id-3");
});

test("once they are dead, the failure of the exchange is what is told", async () => {
  const one = identity();
  await one.keys();
  answer = failing;
  now += 61 * MINUTE;
  await expect(one.keys()).rejects.toMatchObject({ code: "ERR_UNREACHABLE", summary: "no STS" });
});

test("keys that were refused are replaced once, however many calls were refused with them", async () => {
  const one = identity();
  const refused = await one.keys();
  expect(await Promise.all([one.renew(refused), one.renew(refused), one.renew(refused)])).toEqual([true, true, true]);
  expect(loads).toBe(2);
  expect(await one.renew(refused)).toBe(true);
  expect(loads).toBe(2);
});

test("a cloud that refuses every key is not asked for more without end", async () => {
  const one = identity();
  let answers = 0;
  while (answers < 100 && (await one.renew(await one.keys()))) answers++;
  expect(answers).toBe(10);
  now += 2 * MINUTE;
  expect(await one.renew(await one.keys())).toBe(true);
});

test("nothing can renew keys that stand as they are", async () => {
  const one = identity({ ...source, renewable: false });
  expect(await one.renew(await one.keys())).toBe(false);
  expect(loads).toBe(1);
});

test("every secret is told, those known from the start and those that come later", async () => {
  const learned: string[] = [];
  const one = identity({ ...source, known: ["from-the-start"] });
  one.tell({ learn: (value) => learned.push(value) });
  expect(learned).toEqual(["from-the-start"]);
  await one.keys();
  now += 55 * MINUTE;
  await one.keys();
  expect(learned).toEqual(expect.arrayContaining(["secret-1", "token-1", "secret-2", "token-2"]));
  expect(learned).not.toContain("id-1");
});
