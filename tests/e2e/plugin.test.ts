import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  describeLanguage,
  EngineProject,
  ExternalEmulator,
  findCanariesBelow,
  repository,
  stateResources,
  type RunResult,
} from "./harness";

const example = (file: string): string => readFileSync(join(repository, "examples", "yaml", file), "utf8");

/** What the example declares and tells, to which more can be added. */
const [, RESOURCES = "", OUTPUTS = ""] = /\nresources:\n([^]*)outputs:\n([^]*)$/.exec(example("Pulumi.yaml")) ?? [];

/** The example, and beside it a single user with a password, a set with a secret, and a roster that names a group of the program. */
const PEOPLE = `
resources:
${RESOURCES}
  alice:
    type: rollcall:eds:User
    properties: { endUserId: alice, email: alice@example.com, password: { fn::secret: "Canary-pass-7" } }
  desk:
    type: rollcall:workspace:UserSet
    properties:
      users:
        tom: { userEmail: tom@example.com, description: { fn::secret: "canary-note-7" } }
        ann: { userEmail: ann@example.com }
  designers:
    type: rollcall:cloudidentity:Group
    properties: { groupName: designers }
  crew:
    type: rollcall:index:Roster
    properties:
      file: crew.csv
      directory: cloudidentity
      references: names
      named: { Designers: "\${designers.groupId}" }
    options: { ignoreChanges: [email] }
outputs:
${OUTPUTS}
  alice: \${alice.endUserId}
  ids: \${crew.ids}
`;

const roster = (names: readonly string[]): string => `userName,userEmail\n${names.map((name) => `${name},${name}@example.com\n`).join("")}`;

const crew = (names: readonly string[]): string =>
  `userName,email,groups\n${names.map((name) => `${name},${name}@example.com,Designers\n`).join("")}`;

/** Twelve who stay, until they are asked to go all at once. */
const many = Array.from({ length: 12 }, (_, index) => `person${index}`);

/** One story in order, because every command of the engine costs seconds. */
describeLanguage("yaml", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;
  /** Everything in which no secret may show. */
  const texts: string[] = [];

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    const files = { "people.csv": example("people.csv"), "crew.csv": "userName,email\nwang,wang@\nli,li@example.com,x\nbo b,b\n" };
    project = EngineProject.create({ language: "yaml", program: PEOPLE, files, env: emulator.environment() });
  });
  afterAll(async () => {
    project.remove();
    await emulator.stop();
  });

  async function told(running: Promise<RunResult>): Promise<RunResult> {
    const result = await running;
    texts.push(result.all);
    return result;
  }

  const everybody = async (): Promise<readonly unknown[]> =>
    (await Promise.all(["eds", "workspace", "cloudidentity"].map((service) => emulator.users(service)))).flat();

  test("a bad file names every line, and nobody of it is created", async () => {
    const up = await told(project.up());
    expect(up.code).not.toBe(0);
    expect(up.all).toMatch(/rollcall:index:Roster resource 'crew' has a problem|ERR_ROSTER/);
    for (const line of [2, 3, 4]) expect(up.all).toMatch(new RegExp(`line ${line}|:${line}`));
    expect(await emulator.users("cloudidentity")).toEqual([]);
  });

  test("people of the example and of a file, a set and a single user are made", async () => {
    project.write("crew.csv", crew(["wang", "li", ...many]));
    const up = await told(project.up());
    expect(up).toSucceed();
    expect(up.all).toMatch(/alice *: "alice"/);
    expect(up.all).toMatch(/people: 3/);
    expect(up.all).toMatch(/ignoreChanges \(email\) holds for nobody in a roster/);
    const ofType = (type: string) => stateResources(project).filter((resource) => resource.type === type);
    const [designers] = ofType("rollcall:cloudidentity:Group");
    const groups = ofType("rollcall:cloudidentity:User").map(({ inputs }) => inputs["groupIds"]);
    expect(groups).toEqual(["wang", "li", ...many].map(() => [designers?.id]));
  });

  test("who changes, leaves and joins is told before and in the run, and the next run has nothing to do", async () => {
    project.writeYaml(PEOPLE.replace("alice@", "other@").replace("ann@", "anna@"));
    project.write("crew.csv", crew(["wang", "zhao", ...many]));
    project.write("policy.yaml", "version: 1\nrules:\n  naming: { pattern: '^[a-y]' }\n");
    const review = await told(project.rollcall("review", "--stack", "test", "--policy", "policy.yaml", "--format", "json"));
    expect(review.code).toBe(5);
    expect(JSON.parse(review.stdout)).toMatchObject({ counts: { leaves: 1, changes: 2, joins: 1, replaced: 0 } });
    // Without a comparison, the plugin finds what is to be replaced in the state, and changes it.
    const alice = async () => (await emulator.users("eds")).find((user) => user["EndUserId"] === "alice");
    const before = await alice();
    const urn = stateResources(project).find(({ urn }) => urn.endsWith("rollcall:eds:User::alice"))?.urn ?? "";
    expect(await project.engine("state", "taint", urn, "--stack", "test", "--yes")).toSucceed();
    const changed = await told(project.up("--diff"));
    expect(changed).toSucceed();
    expect(await alice()).toEqual({ ...before, Email: "other@example.com" });
    expect(changed.all).toMatch(/~ email *: "alice@example.com" => "other@example.com"/);
    expect(changed.all).toMatch(/anna@example.com/);
    expect(changed.all).toMatch(/\+ rollcall:cloudidentity:User: \(create\)[\s\S]*zhao/);
    const refreshed = await told(project.up("--refresh", "--expect-no-changes"));
    expect(refreshed).toMatchObject({ code: 0, all: expect.stringMatching(/\d+ unchanged/) });
    expect(refreshed.all).not.toMatch(/updated|deleted/);
    expect(await project.rollcall("drift", "--stack", "test")).toMatchObject({
      stdout: expect.stringMatching(/as the last run left them/),
    });
    expect((await project.rollcall("doctor", "--stack", "test")).stdout).toContain("pulumi-resource-rollcall in");
  });

  test("a person who is there is imported", async () => {
    const imported = await told(
      project.engine("import", "rollcall:workspace:User", "wang", "wang.wei", "--stack", "test", "--yes", "--protect=false"),
    );
    expect(imported).toSucceed();
    expect(imported.all).toMatch(/userName: wang.wei/);
  });

  test("whose second resource is destroyed alone keeps the account", async () => {
    const [type, name] = ["rollcall:workspace:User", "wang2"];
    expect(await told(project.engine("import", type, name, "wang.wei", "--stack", "test", "--yes", "--protect=false"))).toSucceed();
    const before = await everybody();
    const destroyed = await told(project.destroy("--target", `urn:pulumi:test::e2e::${type}::${name}`));
    expect(destroyed).toMatchObject({
      code: 0,
      all: expect.stringContaining("wang.wei: the account stays, because another resource of the stack has it"),
    });
    expect(await everybody()).toEqual(before);
  });

  test("a roster that loses most of its people is refused in the preview", async () => {
    project.write("crew.csv", crew(["wang", "zhao"]));
    const preview = await told(project.preview());
    expect(preview.code).not.toBe(0);
    expect(preview.all).toMatch(/would delete 12 of 21 managed users[\s\S]*ROLLCALL_ALLOW_DELETES=12/);
  });

  test("without people in the program a Guard stops the update before the first delete; once allowed, all go", async () => {
    const before = await everybody();
    expect(before).toHaveLength(21);
    project.writeYaml("\nresources:\n  guard: { type: rollcall:index:Guard }\n");
    const stopped = await told(project.up("--refresh"));
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toMatch(/would delete 21 of 21 managed users[\s\S]*ROLLCALL_ALLOW_DELETES=21/);
    expect(await everybody()).toEqual(before);
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: "21" });
    expect(await told(project.up())).toSucceed();
    expect(await everybody()).toEqual([]);
  });

  test("no secret was in a text or in clear in state", () => {
    expect(texts.length).toBeGreaterThan(7);
    for (const text of texts) expect(text).not.toMatch(/canary/i);
    expect(findCanariesBelow([project.backend], ["Canary-pass-7", "canary-note-7"])).toEqual([]);
  });
});

describeLanguage("yaml", () => {
  test("a stack of dynamic resources becomes one of YAML without a request, and convert leads both ways", async () => {
    const emulator = await ExternalEmulator.start();
    const program = `
      const { eds, Roster } = require("rollcall");
      new eds.User("alice", { endUserId: "alice", email: "alice@example.com" });
      new Roster("staff", { file: "staff.csv", directory: "workspace" });
      new Roster("desk", { file: "desk.csv", directory: "workspace", as: "set" });
    `;
    const files = { "staff.csv": roster(["wang", "li"]), "desk.csv": roster(["zhao"]) };
    const project = EngineProject.create({ language: "javascript", program, files, env: emulator.environment() });
    const people = `
resources:
  alice:
    type: rollcall:eds:User
    properties: { endUserId: alice, email: alice@example.com }
  staff:
    type: rollcall:index:Roster
    properties: { file: staff.csv, directory: workspace }
  desk:
    type: rollcall:index:Roster
    properties: { file: desk.csv, directory: workspace, as: set }
`;

    const manifest = project.read("Pulumi.yaml");
    const convert = async (state: string, to: "dynamic" | "plugin"): Promise<void> => {
      project.write("before.json", state);
      expect(await project.rollcall("convert", "before.json", "--to", to, "--out", "after.json")).toSucceed();
      expect(await project.engine("stack", "import", "--stack", "test", "--file", "after.json")).toSucceed();
    };
    try {
      expect(await project.up()).toSucceed();
      const dynamic = await project.exportText();

      project.writeYaml(people);
      await emulator.resetCalls();
      expect(await project.up("--expect-no-changes")).toSucceed();
      expect(await emulator.calls()).toEqual({});
      expect(stateResources(project).some(({ type }) => type === "rollcall:eds:User")).toBe(true);

      await convert(await project.exportText(), "dynamic");
      project.write("Pulumi.yaml", manifest);
      const same = await project.up("--refresh", "--expect-no-changes");
      expect(same).toMatchObject({ code: 0, all: expect.stringMatching(/unchanged/) });

      await convert(dynamic, "plugin");
      project.writeYaml(people);
      expect(await project.preview("--expect-no-changes")).toSucceed();
      expect(await project.destroy()).toSucceed();
      expect([...(await emulator.users("eds")), ...(await emulator.users("workspace"))]).toEqual([]);
    } finally {
      project.remove();
      await emulator.stop();
    }
  });
});
