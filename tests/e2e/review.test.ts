import { reportSchema, type ReportJson } from "../../cli/report/schema";
import { EngineProject, findCanaries, type RunResult } from "./harness";

const CANARY = "Canary-Secret-5d1b";

type Users = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A program declaring users one by one and others as a set, from plain data. */
function program(users: Users, set: Users = {}): string {
  return `
    const { eds } = require("rollcall");
    for (const [name, args] of Object.entries(${JSON.stringify(users)})) new eds.User(name, args);
    const set = ${JSON.stringify(set)};
    if (Object.keys(set).length > 0) new eds.UserSet("staff", { orgId: "org-design", users: set });
  `;
}

function people(...names: readonly string[]): Users {
  return Object.fromEntries(names.map((name) => [name, { endUserId: name, email: `${name}@example.com` }]));
}

const manager = { ownerType: "CreateFromManager" };
const team = people(...Array.from({ length: 12 }, (_, index) => `person_${index}`));
const users = {
  ...people("erin"),
  alice: { ...people("alice")["alice"], ...manager, password: CANARY },
  bob_b: { ...people("bob_b")["bob_b"], remark: "one" },
};
const set = {
  s_pat: { email: "s_pat@example.com", ...manager, password: CANARY },
  s_sam: { email: "s_sam@example.com" },
  s_kim: { email: "s_kim@example.com" },
};
const before: Users = { ...users, ...people("carol"), ...team };
const after: Users = {
  ...users,
  ...team,
  ...people("dave"),
  alice: { ...users.alice, password: `${CANARY}-2`, isLocalAdmin: true },
  bob_b: { ...users.bob_b, remark: "two" },
};
const setAfter: Users = { s_pat: { ...set.s_pat, password: `${CANARY}-3` }, s_sam: set.s_sam, s_lou: { email: "s_lou@example.com" } };

/** One story in order, because every command of the engine costs seconds. */
describe("rollcall review through the engine", () => {
  let project: EngineProject;
  /** Everything in which no password may show. */
  const texts: string[] = [];

  beforeAll(async () => {
    project = EngineProject.create({ program: program(before, set), language: "javascript", config: { "rollcall:target": "emulator" } });
    expect(await project.up()).toSucceed();
  });
  afterAll(() => project.remove());

  const review = (...args: readonly string[]): Promise<RunResult> => project.rollcall("review", ...args);

  async function reviewJson(code: number, ...args: readonly string[]): Promise<ReportJson> {
    const result = await review("--stack", "test", "--format", "json", ...args);
    texts.push(result.all);
    expect(result).toMatchObject({ code });
    return reportSchema.parse(JSON.parse(result.stdout));
  }

  test("tells who joins, leaves, changes, is replaced and gets another password, of users and of a set, and fails for a risk", async () => {
    project.writeProgram(program(after, setAfter));
    const report = await reviewJson(5, "--fail-on", "high");
    expect(report.title).toBe("Review of users: e2e/test");
    expect(report.counts).toMatchObject({ leaves: 2, replaced: 1, changes: 2, joins: 2, unchanged: 14 });
    const told = new Map(report.sections.map(({ id, people: entries }) => [id, entries]));
    const keys = (id: string): unknown =>
      told
        .get(id)
        ?.map(({ key }) => key)
        .sort();
    expect(keys("leaves")).toEqual(["carol", "s_kim"]);
    expect(keys("joins")).toEqual(["dave", "s_lou"]);
    expect(told.get("replaced")).toMatchObject([{ key: "bob_b", changes: [{ field: "remark", before: "one", after: "two" }] }]);
    expect(told.get("changes")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: "alice",
          changes: [
            { kind: "secret", field: "password" },
            { kind: "value", field: "isLocalAdmin", before: null, after: "true" },
          ],
        }),
        expect.objectContaining({ key: "s_pat", changes: [{ kind: "secret", field: "password" }] }),
      ]),
    );
    expect(report.risks.map(({ id }) => id)).toEqual(["replacement", "local-admin", "password"]);
  });

  test("reads a preview from a file, in every format, without an engine; for the rest it says how to get one", async () => {
    project.write("plan.json", (await project.preview("--json")).stdout);
    project.setEnvironment({ PATH: "/nonexistent" });
    const [text, ...others] = await Promise.all(["text", "markdown", "html"].map((format) => review("plan.json", "--format", format)));
    expect(text).toMatchObject({ code: 0, stdout: expect.stringMatching(/\+ dave +eds  email dave@example\.com/) });
    expect(others.map(({ code }) => code)).toEqual([0, 0]);
    texts.push(...[text, ...others].map((result) => result?.all ?? ""));
    expect(await review("plan.json", "--fail-on", "high", "--mask")).toMatchObject({
      code: 5,
      stdout: expect.not.stringMatching(/carol|bob_b/),
    });
    expect(await review()).toMatchObject({ code: 2, stderr: expect.stringContaining("pulumi could not be started: it is not on PATH") });
    expect(await review("plan.json", "--out", "missing/folder/report.html")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the report cannot be written"),
    });
    expect(await review("package.json")).toMatchObject({ code: 2, stderr: expect.stringContaining("it has no steps") });
    project.setEnvironment({ PATH: process.env["ROLLCALL_E2E_PATH"] });
  });

  test("shows whom the deletion guard would save, though the guard stops the program", async () => {
    project.writeProgram(program({ ...users, ...people("carol") }, set));
    const report = await reviewJson(0);
    expect(report.counts).toMatchObject({ leaves: 12, unchanged: 7 });
    expect(report.risks).toContainEqual(
      expect.objectContaining({ id: "too-many-deletions", level: "high", text: expect.stringContaining("ROLLCALL_ALLOW_DELETES=12") }),
    );
  });

  test("a program that is refused is a partial report with the engine's code; an unknown stack is an error with its own", async () => {
    project.writeProgram(program({ bad: { endUserId: "Bad", email: "b@example.com" } }));
    const refused = await review("--stack", "test");
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("The preview failed, so this report is incomplete: Rollcall refuses 1 of 1 users");
    const unknown = await review("--stack", "nowhere");
    expect(unknown).toMatchObject({ code: 6, stdout: "" });
    expect(unknown.stderr).toContain("no stack named 'nowhere' found");
  });

  test("no report told a password", () => {
    expect(texts.flatMap((text) => findCanaries(text, [CANARY], "report"))).toEqual([]);
  });
});
