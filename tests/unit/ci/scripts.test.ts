import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CiWorld, FORGES, type Forge, newCiWorld } from "./ci-world";

jest.setTimeout(120_000);

let world: CiWorld;
beforeEach(() => (world = newCiWorld()));
afterEach(() => world.remove());

const MARKER = "<!-- rollcall-review:acme/prod -->";
const out = (name: string): string => join(world.folder, "clone/.rollcall-ci", name);

describe.each(FORGES)("review.sh %s", (forge) => {
  test("writes one comment and then the same one anew, and leaves plan and tree without the preview", () => {
    world.set({ rollcall: { code: 0, report: "first\n" }, comments: [{ id: 1, body: "a person's words", user: { type: "User" } }] });
    expect(world.run("review", forge).code).toBe(0);
    world.set({ rollcall: { code: 0, report: "second\n" } });
    expect(world.run("review", forge).code).toBe(0);
    expect(world.read().comments.map(({ body }) => body)).toEqual(["a person's words", `${MARKER}\nsecond\n`]);
    expect(readFileSync(out("tree"), "utf8").trim()).toBe(world.tree);
    expect([existsSync(out("plan.json")), existsSync(out("preview.json"))]).toEqual([true, false]);
  });

  test("passes policy, flags and masking on, and ends with the review's code after the comment is written", () => {
    world.set({ rollcall: { code: 5, report: "grave\n" } });
    expect(world.run("review", forge, { POLICY: "policy.yaml", FAIL_ON: "high" }).code).toBe(5);
    expect(world.run("review", forge, { MASK: "no" }).code).toBe(5);
    const [first, second] = world.read().calls.filter((call) => call.startsWith("npx"));
    expect(first).toMatch(
      /^npx --no-install rollcall review \S+preview\.json --format markdown --out \S+report\.md --mask --policy policy\.yaml --fail-on high$/,
    );
    expect(second).not.toMatch(/--mask|--policy|--fail-on/);
    expect(world.read().comments).toHaveLength(1);
  });

  test("where the deletion guard stops the preview, the comment shows who would go, and nothing can be deployed", () => {
    world.set({ pulumi: { code: 0, stopped: "13" }, rollcall: { code: 0, report: "13 leaving\n" } });
    expect(world.run("review", forge).code).toBe(255);
    expect(world.read()).toMatchObject({ reviewed: '{"steps":[]}', comments: [{ body: `${MARKER}\n13 leaving\n` }] });
    expect(existsSync(out("plan.json"))).toBe(false);
    expect(world.run("review", forge, { ROLLCALL_ALLOW_DELETES: "13" }).code).toBe(0);
    expect(existsSync(out("plan.json"))).toBe(true);
  });

  test("a preview that failed is told and fails the job; the stale report of an earlier run is not", () => {
    world.set({ pulumi: { code: 255 }, rollcall: { code: 2 } });
    expect(world.run("review", forge).code).toBe(255);
    expect(world.read().comments[0]?.body).toContain("brought no report");
  });
});

test("on GitHub only a bot's comment is overwritten, whatever marker a person quotes", () => {
  world.set({ rollcall: { code: 0, report: "new\n" }, comments: [{ id: 1, body: `${MARKER}\nmine`, user: { type: "User" } }] });
  expect(world.run("review", "github").code).toBe(0);
  expect(world.read().comments.map(({ body }) => body)).toEqual([`${MARKER}\nmine`, `${MARKER}\nnew\n`]);
});

describe.each(FORGES)("drift.sh %s", (forge) => {
  const issueText = (): string[] => world.read().issues.map(({ state, body, description }) => `${state}: ${body ?? description}`);

  test("opens one issue, keeps it up to date, and closes it when nothing differs", () => {
    world.set({ rollcall: { code: 7, report: "one\n" } });
    expect(world.run("drift", forge).code).toBe(0);
    world.set({ rollcall: { code: 7, report: "two\n" } });
    expect(world.run("drift", forge).code).toBe(0);
    expect(issueText()).toEqual(["open: <!-- rollcall-drift:acme/prod -->\ntwo\n"]);
    expect(world.read().issues[0]).toMatchObject({
      title: "Users of acme/prod changed behind the program's back",
      labels: "rollcall-drift",
    });
    world.set({ rollcall: { code: 0, report: "clean\n" } });
    expect(world.run("drift", forge).code).toBe(0);
    expect(issueText()).toEqual(["closed: <!-- rollcall-drift:acme/prod -->\ntwo\n"]);
    expect(world.read().notes.map(({ body }) => body)).toEqual(["Nothing differs any more."]);
  });

  test("a clean night without an issue writes nothing", () => {
    world.set({ rollcall: { code: 0, report: "clean\n" } });
    expect(world.run("drift", forge).code).toBe(0);
    expect(world.read()).toMatchObject({ issues: [], notes: [] });
  });

  test("a look that failed fails the job and leaves the issue open", () => {
    world.set({ rollcall: { code: 7, report: "one\n" } });
    world.run("drift", forge);
    world.set({ rollcall: { code: 3 } });
    expect(world.run("drift", forge).code).toBe(3);
    expect(issueText()).toEqual(["open: <!-- rollcall-drift:acme/prod -->\none\n"]);
  });
});

describe.each(FORGES)("deploy.sh %s", (forge) => {
  /** What the review of the merged change left. */
  function reviewed(files: Readonly<Record<string, string>>): void {
    const artifact = join(world.folder, "artifact");
    for (const [name, text] of Object.entries(files)) writeFileSync(join(artifact, name), text);
    const merged: Record<Forge, object> = {
      github: { merged_at: "2025-01-01", head: { sha: "feed" } },
      gitlab: { iid: 7, state: "merged" },
    };
    const unmerged: Record<Forge, object> = { github: { merged_at: null, head: { sha: "dead" } }, gitlab: { iid: 6, state: "opened" } };
    world.set({ pulls: [unmerged[forge], merged[forge]], runs: [{ databaseId: 900, sha: "feed", id: 900, status: "success" }] });
  }
  const updates = (): string[] => world.read().calls.filter((call) => call.startsWith("pulumi up"));

  test("applies the reviewed plan to the reviewed files", () => {
    reviewed({ "plan.json": "{}", tree: `${world.tree}\n` });
    expect(world.run("deploy", forge)).toMatchObject({ code: 0 });
    expect(updates()).toEqual([
      "pulumi up --stack acme/prod --plan .rollcall-ci/plan.json --yes --skip-preview --non-interactive --suppress-outputs",
    ]);
  });

  test("files that nobody reviewed are not applied", () => {
    reviewed({ "plan.json": "{}", tree: "0123456789012345678901234567890123456789\n" });
    const { code, stderr } = world.run("deploy", forge);
    expect([code, updates()]).toEqual([1, []]);
    expect(stderr).toMatch(/the target branch moved on after the review\n.*up to date before merging/);
  });

  test("a plan that is not whole is not applied", () => {
    reviewed({ tree: `${world.tree}\n` });
    expect(world.run("deploy", forge)).toMatchObject({ code: 1, stderr: expect.stringContaining("lacks plan.json") });
    expect(updates()).toEqual([]);
  });

  test("a push without a merged change, or without a successful review, is not applied", () => {
    expect(world.run("deploy", forge)).toMatchObject({ code: 1, stderr: expect.stringContaining("nobody reviewed a plan for it") });
    reviewed({ "plan.json": "{}", tree: world.tree });
    world.set({ runs: [] });
    expect(world.run("deploy", forge)).toMatchObject({ code: 1, stderr: expect.stringContaining("no successful review") });
    expect(updates()).toEqual([]);
  });

  test("an update that fails fails the job", () => {
    reviewed({ "plan.json": "{}", tree: world.tree });
    world.set({ pulumi: { code: 4 } });
    expect(world.run("deploy", forge).code).toBe(4);
  });
});

test.each(["review", "deploy", "drift"] as const)("%s.sh asks for a forge and a stack", (script) => {
  expect(world.run(script, "")).toMatchObject({ code: 1, stderr: expect.stringContaining("github or gitlab") });
  const { code, stderr } = world.run(script, "github", { STACK: "" });
  expect([code !== 0, stderr]).toEqual([true, expect.stringContaining("STACK must name the Pulumi stack")]);
});
