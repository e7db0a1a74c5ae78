import { directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { freshPluginWorld, type PluginProcess } from "./plugin-world";

const world = freshPluginWorld();
const user = (name: string) => ({ type: "eds:User", name });
const person = (name: string): Fields => ({ endUserId: name, email: `${name}@example.com` });
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `person_${index}`);

/** What the engine does with people whom the program still declares. */
async function keep(process: PluginProcess, people: readonly string[]): Promise<void> {
  for (const name of people) {
    const { inputs } = await process.check(user(name), person(name), person(name));
    await process.diff(user(name), name, inputs, inputs);
  }
}

async function made(people: readonly string[]): Promise<void> {
  const process = await world().process();
  await Promise.all(people.map((name) => process.create(user(name), person(name))));
}

const refused = (calls: readonly PromiseSettledResult<void>[]): number => calls.filter(({ status }) => status === "rejected").length;

test("a program that lost most of its people is stopped by count", async () => {
  const people = names(20);
  await made(people);
  const process = await world().process();
  await keep(process, people.slice(0, 1));
  const outcomes: PromiseSettledResult<void>[] = [];
  for (const name of people.slice(1)) outcomes.push(...(await Promise.allSettled([process.delete(user(name), name, person(name))])));
  expect(refused(outcomes)).toBe(9);
  expect(outcomes.at(-1)).toMatchObject({ reason: expect.objectContaining({ message: expect.stringContaining("ERR_TOO_MANY_DELETES") }) });
  expect(await world().stored("eds")).toHaveLength(10);
});

test("a small share of many passes, and so does the number that was allowed", async () => {
  const people = names(60);
  await made(people);
  const process = await world().process();
  await keep(process, people.slice(11));
  await Promise.all(people.slice(0, 11).map((name) => process.delete(user(name), name, person(name))));
  const allowed = await world().process({}, { ROLLCALL_ALLOW_DELETES: "49" });
  await keep(allowed, []);
  await Promise.all(people.slice(11).map((name) => allowed.delete(user(name), name, person(name))));
  expect(await world().stored("eds")).toEqual([]);
});

test("whom a set ends is one of those whom it had: 24 of 100 may not go, 20 may", async () => {
  const staff = { type: "eds:UserSet", name: "staff" };
  const of = (people: readonly string[]): Fields => ({ users: Object.fromEntries(people.map((name) => [name, person(name)])) });
  const people = names(100);
  const maker = await world().process();
  const { id, properties } = await maker.create(staff, (await maker.check(staff, of(people))).inputs);
  for (const [stay, left] of [
    [76, 100],
    [80, 80],
  ] as const) {
    const process = await world().process();
    const { inputs } = await process.check(staff, of(people.slice(0, stay)), of(people));
    await process.diff(staff, id, properties, inputs);
    const outcome = await process.update(staff, id, properties, inputs).then(() => "done", String);
    expect(outcome).toMatch(stay === 80 ? /^done$/ : /24 users of the set could not be brought in line/);
    expect(await world().stored("eds")).toHaveLength(left);
  }
});

test("whom the run itself has made is nobody who leaves, though state is read when it holds them already", async () => {
  const [leaver, ...joiners] = names(15);
  const staff = { type: "eds:UserSet", name: "staff" };
  const members = (count: number): Fields => ({ users: Object.fromEntries(names(count).map((name) => [`m${name}`, person(`m${name}`)])) });
  await made([leaver ?? ""]);
  const maker = await world().process();
  const { id, properties } = await maker.create(staff, (await maker.check(staff, members(1))).inputs);
  const process = await world().process();
  for (const name of joiners) await process.create(user(name), (await process.check(user(name), person(name))).inputs);
  const { inputs } = await process.check(staff, members(15), members(1));
  await process.diff(staff, id, properties, inputs);
  await process.update(staff, id, properties, inputs);
  const everybody = [...names(15), ...names(15).map((name) => `m${name}`)];
  const managed = everybody.map((name) => ({ kind: directories.eds.kinds.User, key: name, declared: person(name) }));
  process.plugin.know(managed, true);
  await process.delete(user(leaver ?? ""), leaver ?? "", person(leaver ?? ""));
  expect(await world().stored("eds")).toHaveLength(29);
});

test("a user under another account is looked at: unchanged where it is the same, refused where nobody or somebody else is there", async () => {
  await made(["alice"]);
  const olds = world().settings();
  const other = { ...olds, edsEndpoint: String(olds["edsEndpoint"]).replace("127.0.0.1", "localhost") };
  const moved = await world().process(other);
  expect(await moved.diffConfig(olds, other)).toEqual([]);
  expect(await moved.diff(user("alice"), "alice", person("alice"), person("alice"))).toMatchObject({ changes: "DIFF_NONE" });
  await expect(moved.diff(user("bob"), "bob", person("bob"), person("bob"))).rejects.toThrow(/bob: .*has no such user.*ERR_CANNOT_CHANGE/);
  await world().control("POST", "drift", JSON.stringify({ service: "eds", user: "alice", set: { Email: "else@example.com" } }));
  const again = await world().process(other);
  await again.diffConfig(olds, other);
  await expect(again.diff(user("alice"), "alice", person("alice"), person("alice"))).rejects.toThrow(/alice: .*who differs: email is/);
  const rotated = { ...olds, accessKeyId: "another" };
  const same = await world().process(olds);
  await same.diffConfig(rotated, olds);
  expect(await same.diff(user("alice"), "alice", person("alice"), person("alice"))).toMatchObject({ changes: "DIFF_NONE" });
});

test("a cancelled process sends nothing more that changes something, and answers what was sent", async () => {
  const process = await world().process();
  await world().control("POST", "faults", "eds:CreateUsers slow ms=400 first=1");
  const sent = process.create(user("alice"), person("alice"));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await process.cancel();
  await expect(process.create(user("bob"), person("bob"))).rejects.toThrow(/ERR_CANCELLED/);
  expect(await sent).toMatchObject({ id: "alice" });
  expect((await process.read(user("alice"), "alice", person("alice"))).id).toBe("alice");
  expect(await world().stored("eds")).toHaveLength(1);
});

test("a user that exists but is not complete keeps its state, sealed", async () => {
  const process = await world().process();
  await world().control("POST", "faults", "eds:LockUsers forbidden");
  const { inputs } = await process.check(user("alice"), { ...person("alice"), status: "disabled", password: "Canary-pass-7" });
  const failure = await process.create(user("alice"), inputs).catch((error: unknown) => error);
  expect(String(failure)).toMatch(/alice: the user exists, but not everything could be applied/);
  const text = String((failure as { metadata: { get(name: string): Buffer[] } }).metadata.get("grpc-status-details-bin"));
  expect(text).toContain("alice@example.com");
  expect(text).toContain("1b47061264138c4ac30d75fd1eb44270");
  expect(text).not.toContain("disabled");
});

const managedNow = (people: readonly string[]) => people.map((key) => ({ kind: directories.eds.kinds.User, key, declared: person(key) }));

test("whom the run has replaced already is named and counted, though state is read when it holds the new ones alone", async () => {
  const people = names(12);
  await made(people);
  const process = await world().process();
  for (const name of people) {
    const { inputs } = await process.check(user(name), person(`n${name}`), person(name));
    await process.diff(user(name), name, person(name), inputs);
    await process.create(user(name), inputs);
  }
  process.plugin.know(managedNow(people.slice(1).map((name) => `n${name}`)), true);
  const refusal = process.delete(user("person_0"), "person_0", person("person_0"));
  await expect(refusal).rejects.toThrow(/would delete 12 of 12 managed users: (eds person_\d+,? ){10}and 2 more/);
  await expect(refusal).rejects.not.toThrow(/--target/);
});

test("a run with --target that ends one of many is refused with the reason that nobody else was heard of", async () => {
  const people = names(15);
  await made(people);
  const process = await world().process();
  process.plugin.know(managedNow(people), true);
  await expect(process.delete(user("person_0"), "person_0", person("person_0"))).rejects.toThrow(
    /would delete 15 of 15 .*ROLLCALL_ALLOW_DELETES=15\. A run with --target or --exclude ends fewer: whom it leaves out/,
  );
});

test("a run with --target ends one of many whom a roster declares without the others", async () => {
  const [leaver = "", ...people] = names(15);
  await made([leaver, ...people]);
  const process = await world().process();
  const rows = people.map((name) => ({ kind: directories.eds.kinds.User, fields: person(name) }));
  await process.plugin.expect("urn:pulumi:test::people::rollcall:index:Roster::staff", rows);
  process.plugin.know(managedNow([leaver, ...people]), true);
  await process.delete(user(leaver), leaver, person(leaver));
  expect(await world().stored("eds")).toHaveLength(14);
});
