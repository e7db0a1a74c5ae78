import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeLanguage, EngineProject, ExternalEmulator, findCanariesBelow, previewSteps, repository, stateResources } from "./harness";

describeLanguage("yaml", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject | undefined;

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
  });
  afterEach(() => {
    project?.remove();
    project = undefined;
  });
  afterAll(() => emulator.stop());

  async function yaml(program: string, files: Readonly<Record<string, string>> = {}): Promise<EngineProject> {
    project = await EngineProject.create({ language: "yaml", program, files, env: emulator.environment() });
    return project;
  }

  const steps = async (from: EngineProject) =>
    (await previewSteps(from))
      .filter(({ op, urn }) => op !== "same" && urn.includes("rollcall:"))
      .map(({ op, urn }) => `${op} ${nameOf(urn)}`);

  const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

  const roster = (names: readonly string[]): string =>
    `userName,userEmail\n${names.map((name) => `${name},${name}@example.com\n`).join("")}`;

  const PEOPLE = `
resources:
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
  staff:
    type: rollcall:index:Roster
    properties:
      file: staff.csv
      directory: cloudidentity
      references: names
      named: { Designers: "\${designers.groupId}" }
outputs:
  alice: \${alice.endUserId}
  ids: \${staff.ids}
`;

  test("people of a file, a set and a single user live their life, and no secret is in a text or in clear in state", async () => {
    const csv = (names: readonly string[]): string =>
      `userName,email,groups\n${names.map((name) => `${name},${name}@example.com,Designers\n`).join("")}`;
    const run = await yaml(PEOPLE, { "staff.csv": csv(["wang", "li"]) });
    const up = await run.up();
    expect(up).toMatchObject({ code: 0 });
    expect(up.all).toMatch(/alice: "alice"/);
    const ofType = (type: string) => stateResources(run).filter((resource) => resource.type === type);
    const [designers] = ofType("rollcall:cloudidentity:Group");
    expect(ofType("rollcall:cloudidentity:User").map(({ inputs }) => inputs["groupIds"])).toEqual([[designers?.id], [designers?.id]]);
    run.writeYaml(PEOPLE.replace("alice@", "other@").replace("ann@", "anna@"));
    run.write("staff.csv", csv(["wang", "zhao"]));
    const preview = await run.preview("--diff");
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.all).toMatch(/~ email: "alice@example.com" => "other@example.com"/);
    expect(preview.all).toMatch(/anna@example.com/);
    expect(preview.all).toMatch(/\+ rollcall:cloudidentity:User: \(create\)[\s\S]*zhao/);
    run.write("policy.yaml", "version: 1\nrules:\n  naming: { pattern: '^[a-y]' }\n");
    const review = await run.rollcall("review", "--stack", "test", "--policy", "policy.yaml", "--format", "json");
    expect(review.code).toBe(5);
    expect(JSON.parse(review.stdout)).toMatchObject({ counts: { leaves: 1, changes: 2, joins: 1, replaced: 0 } });
    const changed = await run.up();
    expect(changed).toMatchObject({ code: 0 });
    expect(await steps(run)).toEqual([]);
    const refreshed = await run.refresh();
    expect(refreshed.all).toMatch(/\d+ unchanged/);
    expect(refreshed.all).not.toMatch(/updated|deleted/);
    expect(await run.rollcall("drift", "--stack", "test")).toMatchObject({ stdout: expect.stringMatching(/as the last run left them/) });
    expect((await run.rollcall("doctor", "--stack", "test")).stdout).toContain("pulumi-resource-rollcall in");
    for (const text of [up.all, preview.all, review.all, changed.all, refreshed.all]) expect(text).not.toMatch(/canary/i);
    expect(findCanariesBelow([run.backend], ["Canary-pass-7", "canary-note-7"])).toEqual([]);
    expect(await run.destroy()).toMatchObject({ code: 0 });
    expect([await emulator.users("eds"), await emulator.users("workspace"), await emulator.users("cloudidentity")]).toEqual([[], [], []]);
  });

  test("the example declares its people, and has nothing to do after that", async () => {
    const example = join(repository, "examples", "yaml");
    const program = readFileSync(join(example, "Pulumi.yaml"), "utf8");
    const run = await yaml(program.slice(program.indexOf("resources:")), {
      "people.csv": readFileSync(join(example, "people.csv"), "utf8"),
    });
    expect((await run.up()).all).toMatch(/people: 3/);
    expect(await run.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    const imported = await run.engine(
      "import",
      "rollcall:workspace:User",
      "wang",
      "wang.wei",
      "--stack",
      "test",
      "--yes",
      "--protect=false",
    );
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.all).toMatch(/userName: wang.wei/);
    expect(await run.destroy()).toMatchObject({ code: 0 });
    expect(await emulator.users("workspace")).toEqual([]);
  });

  test("a bad file names every line, and nobody at all is created", async () => {
    const run = await yaml(PEOPLE, { "staff.csv": "userName,email\nwang,wang@\nli,li@example.com,x\nbo b,b\n" });
    const up = await run.up();
    expect(up.code).not.toBe(0);
    expect(up.all).toMatch(/rollcall:index:Roster resource 'staff' has a problem|ERR_ROSTER/);
    for (const line of [2, 3, 4]) expect(up.all).toMatch(new RegExp(`line ${line}|:${line}`));
    expect(await emulator.users("cloudidentity")).toEqual([]);
    await run.destroy();
  });

  test("a roster that loses most of its people is refused in the preview; a Guard stops the update before the first delete", async () => {
    const names = Array.from({ length: 14 }, (_, index) => `person${index}`);
    const file = "\nresources:\n  staff:\n    type: rollcall:index:Roster\n    properties: { file: staff.csv, directory: workspace }\n";
    const run = await yaml(file, { "staff.csv": roster(names) });
    expect(await run.up()).toMatchObject({ code: 0 });
    run.write("staff.csv", roster(names.slice(0, 2)));
    const preview = await run.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.all).toMatch(/would delete 12 of 14 managed users[\s\S]*ROLLCALL_ALLOW_DELETES=12/);
    run.writeYaml("\nresources:\n  guard: { type: rollcall:index:Guard }\n");
    const stopped = await run.up();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toMatch(/would delete 14 of 14 managed users[\s\S]*ROLLCALL_ALLOW_DELETES=14/);
    expect(await emulator.users("workspace")).toHaveLength(14);
    run.setEnvironment({ ROLLCALL_ALLOW_DELETES: "14" });
    expect(await run.up()).toMatchObject({ code: 0 });
    expect(await emulator.users("workspace")).toEqual([]);
  });

  test("a stack of dynamic resources becomes one of YAML without a request, and convert leads both ways", async () => {
    const program = `
      const { eds, Roster } = require("rollcall");
      new eds.User("alice", { endUserId: "alice", email: "alice@example.com" });
      new Roster("staff", { file: "staff.csv", directory: "workspace" });
      new Roster("desk", { file: "desk.csv", directory: "workspace", as: "set" });
    `;
    const files = { "staff.csv": roster(["wang", "li"]), "desk.csv": roster(["zhao"]) };
    project = await EngineProject.create({ language: "javascript", program, files, env: emulator.environment() });
    const manifest = project.read("Pulumi.yaml");
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
    expect(await project.up()).toMatchObject({ code: 0 });
    const exported = await project.exportText();

    project.writeYaml(people);
    expect(await steps(project)).toEqual([]);
    await emulator.resetCalls();
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});
    expect(stateResources(project).some(({ type }) => type === "rollcall:eds:User")).toBe(true);

    project.write("plugin.json", await project.exportText());
    expect(await project.rollcall("convert", "plugin.json", "--to", "dynamic", "--out", "dynamic.json")).toMatchObject({ code: 0 });
    expect(await project.engine("stack", "import", "--stack", "test", "--file", "dynamic.json")).toMatchObject({ code: 0 });
    project.write("Pulumi.yaml", manifest);
    expect(await steps(project)).toEqual([]);
    expect((await project.refresh()).all).toMatch(/unchanged/);

    project.write("before.json", exported);
    expect(await project.rollcall("convert", "before.json", "--to", "plugin", "--out", "after.json")).toMatchObject({ code: 0 });
    expect(await project.engine("stack", "import", "--stack", "test", "--file", "after.json")).toMatchObject({ code: 0 });
    project.writeYaml(people);
    expect(await steps(project)).toEqual([]);
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect([...(await emulator.users("eds")), ...(await emulator.users("workspace"))]).toEqual([]);
  });
});
