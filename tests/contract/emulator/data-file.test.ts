import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { newIdentity } from "../../../emulator/identity";
import { seededRandom } from "../../../emulator/random";
import { FileStore } from "../../../emulator/store/file-store";

let folder: string;
let file: string;
const opened: FileStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-store-"));
  file = join(folder, "world.jsonl");
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true });
});

async function open(lockWaitMs = 200): Promise<FileStore> {
  const store = await FileStore.open(file, { newIdentity: () => newIdentity(seededRandom(1)), lockWaitMs });
  opened.push(store);
  return store;
}

function put(store: FileStore, key: string, value: unknown = key): Promise<void> {
  return store.write((tables) => tables.table("people").put(key, { value }));
}

function keys(store: FileStore): Promise<unknown[]> {
  return store.read((tables) => [...tables.table<{ value: unknown }>("people").values()].map(({ value }) => value));
}

test("what was written is there after opening again, in the same order and with the same identity", async () => {
  const store = await open();
  for (const key of ["c", "a", "b"]) await put(store, key);
  await put(store, "c", "C");
  await store.write((tables) => tables.table("people").delete("a"));
  const again = await open();
  expect(await keys(again)).toEqual(["C", "b"]);
  expect(again.identity).toEqual(store.identity);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test("a line cut off by a crash is dropped, and the next write takes its place", async () => {
  const store = await open();
  await put(store, "a");
  const whole = readFileSync(file, "utf8");
  appendFileSync(file, '[["people","half",{"va');
  const again = await open();
  expect(await keys(again)).toEqual(["a"]);
  expect(await keys(store)).toEqual(["a"]);
  await put(again, "b");
  expect(readFileSync(file, "utf8")).toBe(`${whole}[["people","b",{"value":"b"}]]\n`);
  expect(await keys(store)).toEqual(["a", "b"]);
});

test.each<[string, (whole: string) => string, string]>([
  ["garbage in the middle", (whole) => whole.replace('["people","a"', '["people",#a"'), "line 2 is damaged"],
  ["a line of another shape", (whole) => whole.replace('{"value":"a"}', '"a"'), "line 2 is damaged"],
  ["garbage as a whole last line", (whole) => `${whole}garbage\n`, "line 4 is damaged"],
  ["another kind of file", () => "name,email\nalice,a@example.com\n", "it is not a Rollcall emulator data file"],
  ["a file without a line end", () => "hello", "its first line is missing"],
  ["a newer version", (whole) => whole.replace('"version":1', '"version":2'), "it has format version 2; this Rollcall reads version 1"],
  ["an identity without a secret", (whole) => whole.replace("accessKeySecret", "other"), "line 1 is damaged"],
])("%s is one clear error and nothing is overwritten", async (_name, damage, reason) => {
  const store = await open();
  await put(store, "a");
  await put(store, "b");
  await store.close();
  const damaged = damage(readFileSync(file, "utf8"));
  writeFileSync(file, damaged);
  await expect(open()).rejects.toMatchObject({ name: "DataFileError", file, message: expect.stringContaining(`${file}: ${reason}`) });
  expect(readFileSync(file, "utf8")).toBe(damaged);
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("an empty file becomes a new world", async () => {
  writeFileSync(file, "");
  expect(await keys(await open())).toEqual([]);
});

test("a folder, and a path below a file, are refused", async () => {
  file = folder;
  await expect(open()).rejects.toThrow(/it is a folder \(EISDIR\)/);
  file = join(folder, "plain", "world.jsonl");
  writeFileSync(join(folder, "plain"), "");
  await expect(open()).rejects.toThrow(/ENOTDIR|EEXIST/);
});

test("removing or shortening the file under a running emulator is told, not papered over", async () => {
  const store = await open();
  await put(store, "a");
  writeFileSync(file, "");
  await expect(keys(store)).rejects.toThrow(/became shorter|first line is missing/);
  rmSync(file);
  await expect(put(store, "b")).rejects.toThrow(/was removed while the emulator used it/);
});

describe("several stores on one file", () => {
  test("each sees what the others wrote, by reads and before writes", async () => {
    const [left, right] = [await open(), await open()];
    await put(left, "a");
    expect(await keys(right)).toEqual(["a"]);
    await put(right, "b");
    await left.write((tables) => tables.table("people").put("seen", { value: tables.table("people").size }));
    expect(await keys(right)).toEqual(["a", "b", 2]);
  });

  test("concurrent increments lose none", async () => {
    const stores = await Promise.all([open(5000), open(5000), open(5000)]);
    const increment = (store: FileStore): Promise<void> =>
      store.write((tables) => {
        const counter = tables.table<{ value: number }>("people");
        counter.put("counter", { value: (counter.get("counter")?.value ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 60 }, (_, index) => increment(stores[index % 3] ?? stores[0])));
    expect(await Promise.all(stores.map(keys))).toEqual([[60], [60], [60]]);
  });

  test("a rewritten journal is picked up by the others, and stays small", async () => {
    const [left, right] = [await open(), await open()];
    await put(right, "kept");
    const text = "x".repeat(100);
    await left.write((tables) => {
      for (let index = 0; index < 40; index += 1) tables.table("people").put(`p${index}`, { value: index });
    });
    for (let round = 0; round < 60; round += 1) {
      await left.write((tables) => {
        for (let index = 0; index < 100; index += 1) tables.table("noise").put(`n${index}`, { text, round });
      });
    }
    expect(await keys(right)).toEqual(["kept", ...Array.from({ length: 40 }, (_, index) => index)]);
    await put(right, "late");
    expect((await keys(left)).at(-1)).toBe("late");
    expect(statSync(file).size).toBeLessThan(60 * 100 * 100);
    expect(await keys(await open())).toEqual(await keys(left));
  });
});

test("a write that throws leaves nothing behind, and a read may not write", async () => {
  const store = await open();
  const before = readFileSync(file, "utf8");
  const failing = store.write((tables) => {
    tables.table("people").put("a", { value: 1 });
    throw new RangeError("no");
  });
  await expect(failing).rejects.toThrow(RangeError);
  await expect(store.read((tables) => tables.table("people").put("a", { value: 1 }))).rejects.toThrow(/only reads/);
  expect(await keys(store)).toEqual([]);
  expect(readFileSync(file, "utf8")).toBe(before);
});

describe("the lock", () => {
  const lock = (): string => `${file}.lock`;
  const owner = (pid: number, more: object = {}): string => JSON.stringify({ pid, host: hostname(), ...more });
  /** No process has it: above the largest pid of Linux and macOS. */
  const NOBODY = 2 ** 22 + 12_345;

  test("of a dead process is removed", async () => {
    const store = await open();
    writeFileSync(lock(), owner(NOBODY));
    await put(store, "a");
    expect(await keys(store)).toEqual(["a"]);
    expect(existsSync(lock())).toBe(false);
  });

  test("of a dead process whose breaker died too is removed", async () => {
    const store = await open();
    writeFileSync(lock(), owner(NOBODY));
    writeFileSync(`${lock()}.break`, owner(NOBODY));
    await put(store, "a");
    expect([existsSync(lock()), existsSync(`${lock()}.break`)]).toEqual([false, false]);
  });

  test("of an earlier process with a reused number is removed", async () => {
    if (!existsSync("/proc/self/stat")) return;
    const store = await open();
    writeFileSync(lock(), owner(process.pid, { started: "1" }));
    await put(store, "a");
    expect(await keys(store)).toEqual(["a"]);
  });

  test.each([
    ["a living process", () => owner(process.ppid), /locked by process \d+ on .* for 0\.2 seconds\. End that process, or remove .*\.lock/],
    ["another machine", () => JSON.stringify({ pid: NOBODY, host: "elsewhere" }), /locked by process \d+ on elsewhere/],
    ["something else", () => "hello", /locked by something unknown/],
  ])("of %s is respected for a bounded time", async (_name, content, message) => {
    const store = await open();
    writeFileSync(lock(), content());
    await expect(put(store, "a")).rejects.toThrow(message);
    expect(readFileSync(lock(), "utf8")).toBe(content());
    expect(await keys(store)).toEqual([]);
    await expect(open()).rejects.toThrow(message);
  });
});
