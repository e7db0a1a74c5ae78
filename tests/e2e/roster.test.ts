import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, repository, stateUsers } from "./harness";

const PROGRAM = 'const { Roster } = require("rollcall"); new Roster("staff", { file: "people.csv", directory: "eds" });';
const HEADER = "endUserId,email,groupIdList,password";
const CANARY = "Canary-Secret-91c2";

describe("a roster through the engine", () => {
  let emulator: ExternalEmulator;
  let project: EngineProject;

  beforeEach(async () => {
    emulator = await ExternalEmulator.start();
    project = await EngineProject.create({ program: PROGRAM, language: "javascript", env: emulator.environment() });
  });
  afterEach(async () => {
    await emulator.stop();
    project.remove();
  });

  async function userIds(): Promise<readonly string[]> {
    return (await emulator.users("eds")).map((user) => String(user["EndUserId"])).sort();
  }

  test("the quickstart's people: created, untouched when reordered, changed and deleted by line", async () => {
    const csv = readFileSync(join(repository, "examples", "quickstart", "people.csv"), "utf8");
    const [header = "", ...people] = csv.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    project.write("people.csv", csv);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await userIds()).toEqual(people.map((line) => line.slice(0, line.indexOf(","))).sort());
    expect([...stateUsers(project).keys()].sort()).toEqual(await userIds());

    await emulator.resetCalls();
    project.write("people.csv", `\ufeff${[header, ...people.reverse()].join("\r\n")}\r\n`);
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await emulator.calls()).toEqual({});

    const changed = people
      .filter((line) => !line.startsWith("sun_hao,"))
      .map((line) => line.replace(/^(sofia_rossi,.*)org-design/, "$1org-sales"));
    project.write("people.csv", [header, ...changed].join("\n"));
    expect(await project.up()).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 updated[\s\S]*1 deleted/) });
    expect(await userIds()).not.toContain("sun_hao");
  });

  test("a roster that cannot be used fails the run with place and remedy, and nobody is created or lost", async () => {
    project.write("people.csv", `${HEADER}\nli_na,li.na@example.com,,\n`);
    expect(await project.up()).toMatchObject({ code: 0 });
    await emulator.resetCalls();

    project.write("people.csv", `${HEADER}\nwang_fang,wang.fang@example.com,,\nBob!,bob@example.com,,\nzhang_wei,nonsense,,\n`);
    const bad = await project.up();
    expect(bad.all).toMatch(
      /people\.csv has 2 problems:\n.*people\.csv:3:1 Bob!: endUserId must be .*\n.*people\.csv:4:2 zhang_wei: email must be /,
    );
    project.write("people.csv", "");
    const empty = await project.up();
    expect(empty.all).toMatch(/people\.csv is empty/);
    for (const run of [bad, empty]) {
      expect(run.code).not.toBe(0);
      expect(run.all).toMatch(/\[ERR_ROSTER\] Remedy: /);
      expect(run.all).not.toMatch(/\n\s+at /);
    }
    expect(await emulator.calls()).toEqual({});
    expect(await userIds()).toEqual(["li_na"]);
    expect([...stateUsers(project).keys()]).toEqual(["li_na"]);
  });

  test("passwords, from the environment and in clear, show nowhere; those in clear bring one warning", async () => {
    project.write("people.csv", `${HEADER}\nli_na,li.na@example.com,,env:LI_NA_PASSWORD\nbob,bob@example.com,,${CANARY}-b\n`);
    const missing = await project.up();
    expect(missing.code).not.toBe(0);
    expect(missing.all).toMatch(
      /people\.csv:2:4 li_na: password comes from the environment variable LI_NA_PASSWORD, which is not set\. Set it/,
    );

    project.setEnvironment({ LI_NA_PASSWORD: `${CANARY}-a` });
    const run = await project.up();
    expect(run).toMatchObject({ code: 0 });
    expect(run.all).toMatch(/A password stands in clear at people\.csv:3:4\. Write env:NAME/);
    expect(findCanaries(missing.all + run.all + project.stateText(), [CANARY], "output")).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [CANARY])).toEqual([]);
  });

  test("options of the roster hold for its users", async () => {
    project.writeProgram(`
      const { Account, Roster } = require("rollcall");
      const account = new Account("main", {});
      new Roster("staff", { file: "people.csv", directory: "eds", namePrefix: "hk-" }, { provider: account, protect: true });
    `);
    project.write("people.csv", `${HEADER}\nli_na,li.na@example.com,,\n`);
    expect(await project.up()).toMatchObject({ code: 0 });
    expect([...stateUsers(project).keys()]).toEqual(["hk-li_na"]);
    const state = project.stateText();
    expect(state).toMatch(/"provider":\s*"urn:pulumi:[^"]*::main::/);
    expect(state).toMatch(/"protect":\s*true/);
  });
});
