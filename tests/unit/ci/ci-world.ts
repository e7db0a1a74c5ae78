import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(__dirname, "../../..");
export const FORGES = ["github", "gitlab"] as const;
export type Forge = (typeof FORGES)[number];

/** What the fake tools keep; `calls` holds every command line. */
export interface FakeWorld {
  calls: string[];
  comments: { id: number; body: string; user: { type: string } }[];
  issues: { state: string; title?: string; body?: string; description?: string; [key: string]: unknown }[];
  notes: { body: string }[];
  pulls: object[];
  runs: object[];
  rollcall: { code: number; report?: string };
  /** `stopped`: the number with which the deletion guard would let the program pass. */
  pulumi: { code: number; stopped?: string };
  /** What the last review was made of. */
  reviewed?: string;
}

/** A clone with one commit, in which the scripts run with fake tools on PATH. */
export interface CiWorld {
  readonly folder: string;
  readonly tree: string;
  read(): FakeWorld;
  set(change: Partial<FakeWorld>): void;
  run(
    script: "review" | "deploy" | "drift",
    forge: Forge | "",
    environment?: Readonly<Record<string, string>>,
  ): { code: number | null; stdout: string; stderr: string };
  remove(): void;
}

export function newCiWorld(): CiWorld {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-ci-"));
  const [bin, clone, artifact, file] = ["bin", "clone", "artifact", "world.json"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const below of [bin, clone, artifact]) mkdirSync(below);
  for (const tool of ["gh", "glab", "pulumi", "npx"]) {
    writeFileSync(join(bin, tool), `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, "fake-tools.js")}" ${tool} "$@"\n`);
    chmodSync(join(bin, tool), 0o755);
  }
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], { cwd: clone, encoding: "utf8" }).trim();
  git("init", "-q");
  writeFileSync(join(clone, "people.csv"), "endUserId\nann\n");
  git("add", ".");
  git("commit", "-qm", "people");
  const tree = git("rev-parse", "HEAD^{tree}");
  const empty: FakeWorld = {
    calls: [],
    comments: [],
    issues: [],
    notes: [],
    pulls: [],
    runs: [],
    rollcall: { code: 0 },
    pulumi: { code: 0 },
  };
  writeFileSync(file, JSON.stringify(empty));
  const read = (): FakeWorld => JSON.parse(readFileSync(file, "utf8"));
  return {
    folder,
    tree,
    read,
    set: (change) => writeFileSync(file, JSON.stringify({ ...read(), ...change })),
    run(script, forge, environment = {}) {
      const env = {
        PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`,
        HOME: folder,
        FAKE_WORLD: file,
        FAKE_ARTIFACT: artifact,
        STACK: "acme/prod",
        GITHUB_REPOSITORY: "acme/users",
        GITHUB_SHA: "5ca1ab1e",
        PULL_REQUEST: "7",
        CI_PROJECT_ID: "42",
        CI_MERGE_REQUEST_IID: "7",
        CI_COMMIT_SHA: "5ca1ab1e",
        GH_TOKEN: "canary-token",
        GITLAB_TOKEN: "canary-token",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: "canary-key",
        ...environment,
      };
      const { status, stdout, stderr } = spawnSync("bash", [join(root, "examples/ci", `${script}.sh`), ...(forge === "" ? [] : [forge])], {
        cwd: clone,
        env,
        encoding: "utf8",
      });
      expect(`${stdout}${stderr}${readFileSync(file, "utf8")}`).not.toContain("canary");
      return { code: status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
