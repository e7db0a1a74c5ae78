import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, repository, stateUsers } from "./harness";

const PROGRAM = `
  const { Account, Roster } = require("rollcall");
  new Roster("staff", { file: "people.csv", directory: "eds" });
  new Roster("crew", { file: "crew.csv", directory: "eds" });
  const account = new Account("main", {});
  new Roster("branch", { file: "branch.csv", directory: "eds", namePrefix: "hk-" }, { provider: account, protect: true });
`;
const HEADER = "endUserId,email,groupIdList,password";
const CANARY = "Canary-Secret-91c2";
const CREW = `${HEADER}\nli_si,li.si@example.com,,env:LI_SI_PASSWORD\nbob,bob@example.com,,${CANARY}-b\n`;

/** The quickstart's people and those of two files more. One story in order, because every command of the engine costs seconds. */
describe("a roster through the engine", () => {
  const quickstart = readFileSync(join(repository, "examples", "quickstart", "people.csv"), "utf8");
  const [header = "", ...people] = quickstart.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const everybody = [...people.map((line) => line.slice(0, line.indexOf(","))), "bob", "ma_lin", "li_si"].sort();

  let emulator: ExternalEmulator;
  let project: EngineProject;
  /** What all commands have printed. */
  let printed = "";

  beforeAll(async () => {
    emulator = await ExternalEmulator.start();
    project = EngineProject.create({
      program: PROGRAM,
      language: "javascript",
      env: { ...emulator.environment(), LI_SI_PASSWORD: `${CANARY}-a` },
      files: { "people.csv": quickstart, "crew.csv": CREW, "branch.csv": `${HEADER}\nma_lin,ma.lin@example.com,,\n` },
    });
  });
  afterAll(async () => {
    await emulator.stop();
    project.remove();
  });

  async function up(...args: readonly string[]) {
    const run = await project.up(...args);
    printed += run.all;
    return run;
  }

  async function userIds(): Promise<readonly string[]> {
    return (await emulator.users("eds")).map((user) => String(user["EndUserId"])).sort();
  }

  test("everybody is created; a password in clear brings one warning", async () => {
    const run = await up();
    expect(run).toSucceed();
    expect(await userIds()).toEqual(everybody);
    expect([...stateUsers(project).keys()].sort()).toEqual(everybody.map((name) => (name === "ma_lin" ? "hk-ma_lin" : name)).sort());
    const told = run.all.slice(run.all.indexOf("Diagnostics:"));
    expect(told.match(/A password stands in clear at crew\.csv:3:4\. Write env:NAME/g)).toHaveLength(1);
  });

  test("options of a roster hold for its users", () => {
    const state = JSON.parse(project.stateText());
    const users = state.checkpoint.latest.resources.filter(({ type }: { type: string }) => type.endsWith("eds:User"));
    expect(users.find(({ urn }: { urn: string }) => urn.endsWith("::hk-ma_lin"))).toMatchObject({
      provider: expect.stringMatching(/^urn:pulumi:[^"]*::main::/),
      protect: true,
    });
  });

  test("people are untouched when the file is reordered", async () => {
    await emulator.resetCalls();
    project.write("people.csv", `\ufeff${[header, ...[...people].reverse()].join("\r\n")}\r\n`);
    expect(await up("--expect-no-changes")).toSucceed();
    expect(await emulator.calls()).toEqual({});
  });

  test("a roster that cannot be used fails the run with place and remedy, and nobody is created or lost", async () => {
    const before = [...stateUsers(project).keys()];
    const rows = [
      "wang_fang,wang.fang@example.com,,",
      "Bob!,bob@example.com,,",
      "zhang_wei,nonsense,,",
      "sun_li,s@example.com,,env:NOBODY_SETS_IT",
    ];
    project.write("crew.csv", [HEADER, ...rows, ""].join("\n"));
    const bad = await up();
    expect(bad.all).toMatch(
      /crew\.csv has 3 problems:\n.*crew\.csv:3:1 Bob!: endUserId must be .*\n.*crew\.csv:4:2 zhang_wei: email must be .*\n.*crew\.csv:5:4 sun_li: password comes from the environment variable NOBODY_SETS_IT, which is not set\. Set it/,
    );
    project.write("crew.csv", "");
    const empty = await up();
    expect(empty.all).toMatch(/crew\.csv is empty/);
    for (const run of [bad, empty]) {
      expect(run.code).not.toBe(0);
      expect(run.all).toMatch(/\[ERR_ROSTER\] Remedy: /);
      expect(run.all).not.toMatch(/\n\s+at /);
    }
    expect(await emulator.calls()).toEqual({});
    expect(await userIds()).toEqual(everybody);
    expect([...stateUsers(project).keys()]).toEqual(before);
    project.write("crew.csv", CREW);
  });

  test("a column that was sorted without the others stops the preview, and shows no value", async () => {
    const address = /[\w.]+@[\w.-]+/;
    const addresses = people.flatMap((line) => address.exec(line)?.[0] ?? []).sort();
    const left = [...addresses];
    const rows = people.map((line) => line.replace(address, () => left.pop() ?? ""));
    project.write("people.csv", [header, ...rows].join("\n"));
    const stopped = await project.preview();
    expect(stopped.code).not.toBe(0);
    expect(stopped.all).toMatch(/2\d users would get what others of them have, as where one column of a file was sorted/);
    expect(stopped.all).toMatch(/eds user \w+ gets email of \w+/);
    expect(stopped.all).toMatch(/run once with ROLLCALL_ALLOW_EXCHANGES=2\d\./);
    expect(findCanaries(stopped.all, addresses, "output")).toEqual([]);
  });

  test("people are changed and deleted by line", async () => {
    const changed = people
      .filter((line) => !line.startsWith("sun_hao,"))
      .map((line) => line.replace(/^(sofia_rossi,.*)org-design/, "$1org-sales"));
    project.write("people.csv", [header, ...changed].join("\n"));
    expect(await up()).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 updated[\s\S]*1 deleted/) });
    expect(await userIds()).toEqual(everybody.filter((name) => name !== "sun_hao"));
  });

  test("passwords, from the environment and in clear, show nowhere", () => {
    expect(findCanaries(printed + project.stateText(), [CANARY], "output")).toEqual([]);
    expect(findCanariesBelow([project.backend, emulator.data], [CANARY])).toEqual([]);
  });
});
