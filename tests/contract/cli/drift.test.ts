import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runDrift, type DriftResult } from "../../../cli/drift/answer";
import { FORMATS } from "../../../cli/terminal/choices";
import { renderReport } from "../../../cli/report/formats";
import { plain } from "../../../cli/report/text";
import { readStackState } from "../../../cli/stack/stack-state";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { DiaryFile } from "../../../provider/pulumi/diary-file";
import type { Fields } from "../../../provider/model/values";
import { freshWorld, type World } from "../directories/harness/world";
import { decrypted, ENCRYPTED, type Exported, exportedState } from "./exported-state";
import { samplePerson } from "./sample-people";
import { configOf } from "./stack-config";

const READS = /^(Describe|Filter|Get|List|Search)/;

async function drift(
  world: World,
  resources: readonly Exported[],
  {
    ignore = [],
    config = configOf(world),
    accounts = {},
  }: {
    readonly ignore?: readonly string[];
    readonly config?: ReadonlyMap<string, string>;
    readonly accounts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  } = {},
): Promise<DriftResult> {
  const state = readStackState(exportedState(resources, accounts));
  return runDrift(
    { state, config },
    { ignore, folder: "/nowhere", environment: {}, say: (line) => world.said.push(line), clock: world.clock },
  );
}

/** Creates a user as an `up` does and returns what state keeps. */
async function managed(world: World, user: Fields): Promise<Exported> {
  const { id, outs } = await (await world.provider()).create(user);
  return { directory: world.directory.name, name: String(user[world.directory.kinds.User.naturalKey]), id, outputs: outs };
}

function sections({ report }: DriftResult): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(report.sections.map(({ id, entries }) => [id, entries.map(({ key }) => plain(key))]));
}

describe.each(Object.values<Directory>(directories))("drift of $name", (directory) => {
  const world = freshWorld(directory);

  test("an untouched directory is clean, a deleted user and a stranger are told, and only reads are sent", async () => {
    const people = [];
    for (const number of [1, 2, 3]) people.push(await managed(world(), samplePerson(directory.name, number)));
    await world().forgetCalls();
    expect(await drift(world(), people)).toMatchObject({ exitCode: 0, report: { sections: [], unseen: [] } });

    const stranger = await managed(world(), samplePerson(directory.name, 4));
    await world().remove(people[0]?.name ?? "");
    await world().forgetCalls();
    const result = await drift(world(), people);
    expect(result.exitCode).toBe(7);
    expect(sections(result)).toEqual({ deleted: [people[0]?.name], unmanaged: [stranger.name] });
    const calls = Object.keys(await world().calls());
    expect(calls.filter((call) => !READS.test(call.replace(/^GET .*/, "Get")))).toEqual([]);

    expect(sections(await drift(world(), people.slice(1), { ignore: [`${directory.name}:${stranger.name.slice(0, -1)}*`] }))).toEqual({});
  });
});

describe("whose an account may be that no state holds", () => {
  const world = freshWorld(directories.eds);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-drift-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function notesOf(
    resources: readonly Exported[],
    pending: readonly Exported[] = [],
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const state = readStackState(exportedState(resources, {}, pending));
    const { report } = await runDrift(
      { state, config: configOf(world()) },
      { ignore: [], folder, environment: {}, say: () => undefined, clock: world().clock },
    );
    const people = report.sections.flatMap((section) => (section.id === "unmanaged" ? section.entries : []));
    return { ...Object.fromEntries(people.map(({ key, notes }) => [plain(key), notes.map(plain)])), unseen: report.unseen.map(plain) };
  }

  test("is told from the diary and from the operations left pending", async () => {
    const diary = new DiaryFile(
      join(folder, ".rollcall", "diary.jsonl"),
      () => Date.UTC(2027, 0, 1, 12, 30),
      () => undefined,
    );
    const [held, ...others] = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => managed(world(), samplePerson("eds", number))));
    if (held === undefined) throw new Error("nobody was made");
    diary.note({ directory: "eds", key: "person_1", id: "person_1", deed: "has" });
    diary.note({ directory: "eds", key: "person_2", deed: "creating" });
    diary.note({ directory: "eds", key: "person_3", id: "person_3", deed: "has" });
    diary.note({ directory: "eds", key: "person_4", id: "person_4", deed: "unseen" });
    diary.note({ directory: "eiam", key: "person_5", deed: "creating" });
    diary.note({ directory: "workspace", key: "gone", id: "u1", deed: "has" });
    diary.note({ directory: "workspace", key: "gone", id: "u1", deed: "settled" });
    const set: Exported = {
      directory: "eds",
      name: "staff",
      id: "eds-users-1",
      kind: "UserSet",
      outputs: { users: { person_5: samplePerson("eds", 5) } },
    };
    expect(await notesOf([held], [set])).toEqual({
      person_2: ["A run of 2027-01-01 12:30 UTC was about to create a user of this name, and no state holds it."],
      person_3: [
        "A run of 2027-01-01 12:30 UTC created it or took it over. Another stack has it, or that run was killed before it saved its state.",
      ],
      person_4: ["A refresh of 2027-01-01 12:30 UTC did not find it, and dropped it from the state."],
      person_5: ["The state names it in an operation that a killed run left pending."],
      person_6: [],
      unseen: [
        "This state holds nobody of Alibaba Cloud IDaaS EIAM, so nobody looked there. Runs of this project have left notes of person_5: another stack has them, or a killed run left them.",
      ],
    });
    expect(others).toHaveLength(5);
  });
});

describe("a person of whom the state has no id", () => {
  const world = freshWorld(directories.eds);

  test("was not looked at, and is not reported as deleted", async () => {
    const person = await managed(world(), samplePerson("eds", 1));
    const { report, exitCode } = await drift(world(), [{ ...person, id: "" }]);
    expect(report.sections.map(({ id }) => id)).toEqual(["unmanaged"]);
    expect(report.unseen.map(plain)).toEqual([expect.stringMatching(/person_1.*the state has no id of it.*ERR_STATE/)]);
    expect(exitCode).not.toBe(0);
  });
});

describe("a diary that cannot be read", () => {
  const world = freshWorld(directories.eds);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-drift-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("is told of in a line, and the comparison goes on", async () => {
    const state = readStackState(exportedState([await managed(world(), samplePerson("eds", 1))]));
    mkdirSync(join(folder, ".rollcall", "diary.jsonl"), { recursive: true });
    const said: string[] = [];
    const opener = { ignore: [], folder, environment: {}, say: (line: string) => said.push(line), clock: world().clock };
    expect(await runDrift({ state, config: configOf(world()) }, opener)).toMatchObject({ exitCode: 0 });
    expect(said).toEqual([expect.stringMatching(/^the diary .*diary\.jsonl cannot be read \(.*EISDIR.*\): what runs have noted/)]);
  });
});

describe("drift of EDS", () => {
  const world = freshWorld(directories.eds);
  const eds = (number: number): Promise<Exported> => managed(world(), samplePerson("eds", number));

  test("an edit shows its field, the state's value and the cloud's; a listing alone is not believed", async () => {
    const people = [await eds(1), await eds(2)];
    await world().edit("person_1", { Email: "hacked@example.com", IsLocalAdmin: true });
    const { report, exitCode } = await drift(world(), people);
    expect(exitCode).toBe(7);
    expect(JSON.parse(renderReport(report, "json", { color: false }))).toMatchObject({
      kind: "drift",
      counts: { deleted: 0, edited: 1, unmanaged: 0, clean: 1 },
      sections: [
        {
          id: "edited",
          people: [
            {
              directory: "eds",
              key: "person_1",
              changes: [
                { field: "email", before: "person_1@example.com", after: "hacked@example.com" },
                { field: "isLocalAdmin", before: "false", after: "true" },
              ],
            },
          ],
        },
      ],
    });
  });

  test("members of a set count one by one, and so do accounts on their way out", async () => {
    const [first, second, third] = [await eds(1), await eds(2), await eds(3)];
    const own = ({ outputs: { endUserId: _key, ...fields } }: Exported): Fields => fields as Fields;
    const set: Exported = {
      directory: "eds",
      name: "staff",
      id: "eds-users-1",
      kind: "UserSet",
      outputs: { users: { person_1: own(first), person_2: own(second) }, leaving: [{ id: "person_3", ...third.outputs }] },
    };
    await world().edit("person_2", { Phone: "13900000000" });
    const result = await drift(world(), [set, { ...(await eds(4)), delete: true }]);
    expect(sections(result)).toEqual({ edited: ["person_2"] });
    expect(result.report.unseen.map(plain)).toEqual([
      "Accounts that an earlier run could not end, and that the next run ends, were not compared: person_3, person_4.",
    ]);
    expect(result.report.counts).toContainEqual({ id: "clean", label: "as the last run left them", number: 1, always: true });
  });

  test("users of an account whose keys are encrypted are named as not looked at, and nobody else's keys are used for them", async () => {
    const [own, foreign] = [await eds(1), await eds(2)];
    // An Account holds what the stack configures besides its own settings.
    const accounts = { partner: { ...Object.fromEntries(configOf(world())), "rollcall:accessKeySecret": ENCRYPTED } };
    await world().forgetCalls();
    const { report, exitCode } = await drift(world(), [{ ...foreign, account: "partner" }], { accounts });
    expect(exitCode).toBe(2);
    expect(await world().calls()).toEqual({});
    expect(report.unseen.map(plain).join("\n")).toMatch(
      /1 of Alibaba Cloud EDS could not be looked at: person_2\. account partner has settings that are encrypted/,
    );

    const opened = { partner: { ...accounts.partner, "rollcall:accessKeySecret": decrypted(world().emulator.accessKeySecret) } };
    expect(await drift(world(), [own, { ...foreign, account: "partner" }], { accounts: opened })).toMatchObject({
      exitCode: 0,
      report: { unseen: [] },
    });
  });

  test("a wrong key drops nobody and is not shown", async () => {
    const people = [await eds(1)];
    const wrong = await drift(world(), people, { config: configOf(world(), { accessKeySecret: "wrong-secret-value" }) });
    expect(wrong.exitCode).toBe(3);
    expect(wrong.report.sections).toEqual([]);
    const text = renderReport(wrong.report, "text", { color: false });
    expect(text).toMatch(/could not be looked at: person_1/);
    expect(text).not.toContain("wrong-secret-value");
  });

  test("everybody gone at once is told as a suspicion about the account", async () => {
    const people = [await eds(1), await eds(2)];
    for (const { name } of people) await world().remove(name);
    const { report } = await drift(world(), people);
    expect(report.risks).toMatchObject([{ id: "all-gone", level: "high" }]);
  });

  test("users that are only looked up are nobody's", async () => {
    const { report } = await drift(world(), [{ ...(await eds(1)), external: true }]);
    expect(report.unseen.map(plain)).toEqual(["This stack manages no user of Rollcall."]);
  });
});

describe("drift of a directory whose key may read but not list", () => {
  const world = freshWorld(directories.cloudidentity);

  test("looks at everybody managed and says that it knows of nobody else", async () => {
    const people = [await managed(world(), samplePerson("cloudidentity", 1)), await managed(world(), samplePerson("cloudidentity", 2))];
    await world().edit("person_1", { Email: "hacked@example.com" });
    await world().faults("ListUsers forbidden");
    const result = await drift(world(), people);
    expect([result.exitCode, sections(result)]).toEqual([7, { edited: ["person_1"] }]);
    expect(result.report.unseen.map(plain).join("\n")).toMatch(
      /^Volcengine CloudIdentity could not be listed, so users managed by nobody are unknown there\. .*/,
    );
    expect((await drift(world(), people.slice(1))).exitCode).toBe(3);
  });
});

describe("a state exported with --show-secrets", () => {
  const world = freshWorld(directories.eds);
  const tom = { endUserId: "hush_tom", email: "hush.program@pier.example" };

  test.each<[string, "User" | "UserSet", Fields, RegExp]>([
    ["a field", "User", { ...tom, email: decrypted(tom.email) }, /hush\./],
    ["a key", "User", { ...tom, endUserId: decrypted(tom.endUserId) }, /hush_tom/],
    ["a member's field", "UserSet", { users: { hush_tom: { email: decrypted(tom.email) } } }, /hush\./],
    ["what all members share", "UserSet", { email: decrypted(tom.email), users: { hush_tom: {} } }, /hush\./],
    ["all members", "UserSet", { users: decrypted({ hush_tom: { email: tom.email } }) }, /hush/],
  ])("still shows nothing of what the program keeps secret, nor the cloud's value of it: %s", async (_what, kind, outputs, secret) => {
    await managed(world(), { ...tom, email: "hush.cloud@pier.example" });
    const state: readonly Exported[] = [{ directory: "eds", name: "staff", id: kind === "User" ? "hush_tom" : "set", kind, outputs }];
    const edited = await drift(world(), state);
    await world().remove("hush_tom");
    const deleted = await drift(world(), state);
    expect([edited, deleted].map(({ report }) => report.sections.map(({ id }) => id))).toEqual([["edited"], ["deleted"]]);
    const texts = [edited, deleted].flatMap(({ report }) => FORMATS.map((format) => renderReport(report, format, { color: false })));
    for (const text of texts) expect(text).not.toMatch(secret);
  });
});
