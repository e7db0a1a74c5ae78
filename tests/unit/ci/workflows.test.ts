import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "./ci-world";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly steps: readonly Step[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment: string;
  readonly if?: string;
  readonly "timeout-minutes": number;
}
interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, "examples/github-actions");
const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const texts = [
  ...files.map((name) => join(folder, name)),
  join(root, "examples/gitlab-ci/rollcall.gitlab-ci.yml"),
  ...readdirSync(join(root, "examples/ci")).map((name) => join(root, "examples/ci", name)),
];

/** Scripts a command line calls, which must exist and be executable. */
function expectScript(line: string, forge: string): void {
  const [script = "", given] = line.split(" ");
  expect([line, given]).toEqual([expect.stringMatching(/^examples\/ci\/\w+\.sh \w+$/), forge]);
  accessSync(join(root, script), constants.X_OK);
}

test("there is a workflow for review, deployment and drift", () => {
  expect(files).toEqual(["rollcall-deploy.yml", "rollcall-drift.yml", "rollcall-review.yml"]);
});

/** What each job may do with the repository, and nothing else. */
const PERMISSIONS: Readonly<Record<string, object>> = {
  "rollcall-review.yml": { contents: "read", "id-token": "write", "pull-requests": "write" },
  "rollcall-deploy.yml": { actions: "read", contents: "read", "id-token": "write", "pull-requests": "read" },
  "rollcall-drift.yml": { contents: "read", "id-token": "write", issues: "write" },
};

describe.each(files)("%s", (name) => {
  const workflow: Workflow = parse(readFileSync(join(folder, name), "utf8"));
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("runs scripts that exist, and no other shell", () => {
    const lines = steps.flatMap(({ run }) => run ?? []);
    expect(lines).toContain("npm ci");
    for (const line of lines.filter((candidate) => candidate !== "npm ci")) expectScript(line, "github");
  });

  test("has the least permissions, a time limit, an environment, and one run at a time", () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toBeDefined();
    for (const job of jobs) {
      expect(job.permissions).toEqual(PERMISSIONS[name]);
      expect([job["timeout-minutes"] > 0, job.environment]).toEqual([true, expect.stringMatching(/^rollcall-/)]);
    }
  });

  test("gives secrets to the one step that needs them, keeps no token in the clone, and passes text in variables", () => {
    expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
    for (const { run, uses, env = {}, with: inputs } of steps) {
      expect(run ?? "").not.toContain("${{");
      if (run === undefined || run === "npm ci") expect(JSON.stringify(env)).not.toContain("secrets.");
      if (uses?.startsWith("actions/checkout")) expect(inputs).toEqual({ "persist-credentials": false });
    }
  });

  test("every script gets the variables it asks for", () => {
    for (const { run, env = {} } of steps.filter(({ run: line }) => line?.startsWith("examples/") === true)) {
      // A run past the deletion guard must be let past it when it is reviewed, too: only a reviewed plan is applied.
      const needed = [
        "STACK",
        "GH_TOKEN",
        ...(run?.includes("review.sh") === true ? ["PULL_REQUEST", "ROLLCALL_ALLOW_DELETES", "ROLLCALL_ALLOW_EXCHANGES"] : []),
        ...(run?.includes("deploy.sh") === true ? ["ROLLCALL_ALLOW_DELETES", "ROLLCALL_ALLOW_EXCHANGES"] : []),
      ];
      expect(Object.keys(env)).toEqual(expect.arrayContaining(needed));
    }
  });
});

test("no workflow holds a long-lived key of a cloud", () => {
  for (const path of texts) expect(readFileSync(path, "utf8")).not.toMatch(/ACCESS_KEY|SECRET_KEY|HUAWEICLOUD_SDK_(?:AK|SK)/);
});

test("a fork's pull request is left out, and nothing but a successful pull-request review deploys", () => {
  const review: Workflow = parse(readFileSync(join(folder, "rollcall-review.yml"), "utf8"));
  expect(review.name).toBe("rollcall-review");
  expect(review.jobs["review"]?.if).toContain("head.repo.full_name == github.repository");
  const upload = review.jobs["review"]?.steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact"));
  expect(upload?.with).toMatchObject({ name: "rollcall-plan", "include-hidden-files": true });
  // The script finds the run by the workflow's file name.
  expect(readFileSync(join(root, "examples/ci/github.sh"), "utf8")).toContain("--workflow rollcall-review.yml --event pull_request");
});

describe("rollcall.gitlab-ci.yml", () => {
  const {
    stages,
    ".rollcall": _base,
    ...jobs
  } = parse(readFileSync(join(root, "examples/gitlab-ci/rollcall.gitlab-ci.yml"), "utf8")) as Readonly<
    Record<string, { script: string[]; stage: string; rules: { if: string }[]; artifacts?: object }>
  > & { stages: string[] };

  test("runs scripts that exist, each job at its own occasion", () => {
    expect(Object.keys(jobs)).toEqual(["rollcall-review", "rollcall-deploy", "rollcall-drift"]);
    for (const { script, stage } of Object.values(jobs)) {
      expect(stages).toContain(stage);
      for (const line of script) expectScript(line, "gitlab");
    }
    expect(Object.values(jobs).map(({ rules }) => rules.map((rule) => /\$CI_PIPELINE_SOURCE == "(\w+)"/.exec(rule.if)?.[1]))).toEqual([
      ["merge_request_event"],
      ["push"],
      ["schedule"],
    ]);
    expect(jobs["rollcall-review"]?.rules[0]?.if).toContain("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID");
    expect(jobs["rollcall-review"]?.artifacts).toMatchObject({ access: "maintainer" });
  });
});

test.each(texts)("%s echoes no secret and traces no command", (path) => {
  const text = readFileSync(path, "utf8");
  expect(text).not.toMatch(/set -[a-z]*x|(?:echo|printf|say)[^\n]*(?:TOKEN|SECRET|ACCESS_KEY|PASSPHRASE)/);
  expect(text).not.toMatch(/--show-secrets/);
});
