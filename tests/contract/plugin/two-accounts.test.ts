import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fields } from "../../../provider/model/values";
import { RunFolder } from "../../../provider/pulumi/plugin/run-folder";
import { SharedClaims } from "../../../provider/pulumi/plugin/shared-claims";
import { EACH_RESOURCE } from "./each-resource";
import { freshPluginWorld, type LocalProcess, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-run-"))));
afterEach(() => rmSync(folder, { recursive: true }));

let started = 0;

/** The process of one provider resource of a program, in the run of that engine. */
function processOf(engine: string, account = "one"): Promise<LocalProcess> {
  const name = `process-${++started}`;
  return world().process({}, {}, new SharedClaims(account, new RunFolder(engine, folder, name)));
}

/** Both processes of a run in which two provider resources name one place and the same keys. */
const run = (engine: string) => Promise.all([processOf(engine), processOf(engine)]);

interface Had {
  readonly id: string;
  readonly properties: Fields;
}

/** What the program declares comes to be, as the engine asks for it. */
async function declare(process: PluginProcess, it: Resource, one: Fields, had?: Had): Promise<Had> {
  const { inputs, failures } = await process.check(it, one, had === undefined ? {} : one);
  expect(failures).toEqual([]);
  if (had === undefined) return process.create(it, inputs);
  expect(await process.diff(it, had.id, had.properties, inputs)).toMatchObject({ changes: "DIFF_NONE" });
  return had;
}

async function endings(): Promise<readonly string[]> {
  return Object.keys(await world().calls()).filter((action) => /Remove|Delete|batch-delete/.test(action));
}

describe.each(EACH_RESOURCE)("$type under two providers of one account", ({ type, one }) => {
  const [before, after]: readonly Resource[] = [
    { type, name: "before" },
    { type, name: "after" },
  ] as const;

  test("stays when it goes to a resource of the other, and when only one of the two goes", async () => {
    const [home] = await run("127.0.0.1:1");
    const had = await declare(home, before, one);

    const [first, second] = await run("127.0.0.1:2");
    const has = await declare(second, after, one);
    await first.delete(before, had.id, had.properties);

    const [third, fourth] = await run("127.0.0.1:3");
    await declare(fourth, after, one, has);
    await third.delete(before, had.id, had.properties);
    expect(await endings()).toEqual([]);

    // Nobody has it in a later run, nor under other keys.
    const [other, last] = [await processOf("127.0.0.1:4", "another"), await processOf("127.0.0.1:4")];
    await declare(other, after, one, has);
    await last.delete(after, has.id, has.properties);
    expect(await endings()).toHaveLength(1);
  });
});

const STAFF = { type: "eds:UserSet", name: "staff" };
const CEM = { type: "eds:User", name: "cem" };
const person = (name: string): Fields => ({ endUserId: name, email: `${name}@example.com` });

describe("a member who leaves a set of one while a resource of the other declares the same person", () => {
  const all = { users: { bob: person("bob"), cem: person("cem") } };
  const rest = { users: { bob: person("bob") } };
  const leaves = async (process: PluginProcess, had: Had) =>
    process.diff(STAFF, had.id, had.properties, (await process.check(STAFF, rest, all)).inputs);

  test("is refused, whichever of the two comes first, and free in the next run", async () => {
    const [home] = await run("127.0.0.1:1");
    const had = await declare(home, STAFF, all);

    const [set, user] = await run("127.0.0.1:2");
    expect((await user.check(CEM, person("cem"))).failures).toEqual([]);
    await expect(leaves(set, had)).rejects.toThrow(/users\.cem: leaves the set, .* another resource declares the same person/);

    const [setFirst, userNext] = await run("127.0.0.1:3");
    await leaves(setFirst, had);
    const { failures } = await userNext.check(CEM, person("cem"));
    expect(failures).toEqual([expect.objectContaining({ reason: expect.stringMatching(/somebody who leaves a set in this run/) })]);

    const [, alone] = await run("127.0.0.1:4");
    expect((await alone.check(CEM, person("cem"))).failures).toEqual([]);
  });
});

test("what processes tell each other is for their user alone, names nobody, and is gone after them", async () => {
  const [told, above] = [new RunFolder("127.0.0.1:1", folder, "one"), join(folder, "127.0.0.1-1")];
  const claims = new SharedClaims("eds https://example.com AKID7", told);
  claims.make("canary-alice");
  claims.join("canary-place", "canary-set");
  const other = new SharedClaims("eds https://example.com AKID7", new RunFolder("127.0.0.1:1", folder, "two"));
  expect([other.holds("canary-alice"), other.holds("canary-bob")]).toEqual([true, false]);
  const text = readFileSync(join(above, "one"), "utf8");
  expect(text).toMatch(/^make \S{43}\nexpect \S{43} \S{43}\n$/);
  expect(text).not.toMatch(/canary|AKID7/);
  expect(statSync(join(above, "one")).mode & 0o777).toBe(0o600);
  expect(statSync(above).mode & 0o777).toBe(0o700);
  told.close();
  expect(readdirSync(above)).toEqual(["two"]);
});

/** Two processes of one run. */
function two(): readonly [SharedClaims, SharedClaims] {
  const claims = (name: string): SharedClaims => new SharedClaims("a", new RunFolder("127.0.0.1:1", folder, name));
  return [claims("one"), claims("other")];
}

test("an account that a set of one process has ended is told of by the other, once", async () => {
  const [one, other] = two();
  one.leave("id", "ann", "set");
  one.left("ann");
  await Promise.resolve();
  expect([other.learnEnd("bob"), other.learnEnd("ann"), other.learnEnd("ann")]).toEqual([false, true, false]);
});

test("an account that one process renames is not free to the other under its former key", async () => {
  const [one, other] = two();
  one.declare("eve");
  one.keep("id", "eve");
  await Promise.resolve();
  expect([other.isRenamed("id", "ann"), other.isRenamed("id", "eve"), other.isRenamed("another", "ann")]).toEqual([true, false, false]);
});

test("a process hears whom another one was to have, and could not make", async () => {
  const [one, other] = ["one", "other"].map((name) => new SharedClaims("account", new RunFolder("127.0.0.1:1", folder, name)));
  one?.want("ann");
  await Promise.resolve();
  expect(["ann", "bob"].map((place) => other?.whyKept("id", place))).toEqual(["another resource of this run was to have it", undefined]);
});

test("what a killed process has left counts for nobody, though an engine may get the address of an earlier one", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const holding = [pid, process.ppid].map((of) => {
    const told = new RunFolder(`127.0.0.1:${of}`, folder, String(of));
    new SharedClaims("one", told).make("alice");
    told.heard();
    return new SharedClaims("one", new RunFolder(`127.0.0.1:${of}`, folder)).holds("alice");
  });
  expect(holding).toEqual([false, true]);
});

test.each(["that others may read", "that cannot be"])("a folder %s leaves a process to itself", (what) => {
  const above = join(folder, "shared");
  if (what === "that cannot be") writeFileSync(above, "");
  else mkdirSync(above, { mode: 0o755 });
  const claims = new SharedClaims("one", new RunFolder("127.0.0.1:1", above, "one"));
  claims.make("alice");
  expect([claims.holds("alice"), claims.holds("bob")]).toEqual([true, false]);
  expect(readdirSync(folder, { recursive: true })).toEqual(["shared"]);
});
