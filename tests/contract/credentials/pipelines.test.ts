import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import type { DirectoryName } from "../../../provider/directories";
import { KeyStack } from "./key-stack";

jest.setTimeout(60_000);

const root = join(__dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly env?: Readonly<Record<string, string>>; readonly run?: string }[] }>
  >;
}

let stack: KeyStack;
let folder: string;
beforeEach(async () => {
  stack = await KeyStack.start();
  folder = mkdtempSync(join(tmpdir(), "rollcall-pipeline-"));
});
afterEach(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

/** The variables of the forge's environment: names of roles, nothing secret. */
const variables = (): Readonly<Record<string, string>> => {
  const { alibaba, huawei, volcengine } = stack.emulator.keys;
  return {
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: alibaba.oidcProviderArn,
    ALIBABA_CLOUD_ROLE_ARN: alibaba.roleArn,
    HUAWEICLOUD_SDK_IDP_ID: huawei.idpId,
    HUAWEICLOUD_SDK_PROJECT_ID: stack.emulator.workspace.projectId,
    VOLCENGINE_OIDC_ROLE_TRN: volcengine.roleTrn,
  };
};

/** The environment of the step that runs a script, as the runner would fill it in. */
const githubStep = (workflow: string): Readonly<Record<string, string>> => {
  const { jobs }: Workflow = parse(read(`examples/github-actions/${workflow}.yml`));
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find(({ run }) => run?.startsWith("examples/ci/") === true);
  const filled = Object.entries(step?.env ?? {}).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ vars\.(\w+) \}\}/, (_all, variable: string) => variables()[variable] ?? ""),
  ]);
  const { tokenPath, requestToken } = stack.emulator.keys.oidc;
  return {
    ...Object.fromEntries(filled),
    STACK: "acme/prod",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${stack.emulator.endpoint}${tokenPath}`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
  };
};

/** The environment of a GitLab job: the token of `id_tokens` in a variable, for all its audiences. */
const gitlabJob = async (): Promise<Readonly<Record<string, string>>> => {
  const { ".rollcall": base } = parse(read("examples/gitlab-ci/rollcall.gitlab-ci.yml")) as {
    ".rollcall": { id_tokens: { ROLLCALL_ID_TOKEN: { aud: string[] } } };
  };
  const { tokenPath, requestToken } = stack.emulator.keys.oidc;
  const audiences = base.id_tokens.ROLLCALL_ID_TOKEN.aud.map((audience) => `&audience=${audience}`).join("");
  const answer = await fetch(`${stack.emulator.endpoint}${tokenPath}${audiences}`, {
    headers: { authorization: `Bearer ${requestToken}` },
  });
  const { value } = (await answer.json()) as { value: string };
  return { ...variables(), STACK: "acme/prod", CI_PROJECT_ID: "1", ROLLCALL_ID_TOKEN: value };
};

const run = promisify(execFile);

/** What a script's commands see once `common.sh` is done; token files are copied, for they end with the script. */
async function prepared(forge: string, environment: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const script = `
    source "${root}/examples/ci/common.sh"
    use_forge ${forge}
    for name in $(compgen -e | grep TOKEN_FILE || true); do
      cp -p "\${!name}" "${folder}/$name"
      export "$name=${folder}/$name"
    done
    env -0`;
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, OUT: join(folder, "out"), TMPDIR: folder, ...environment };
  const { stdout } = await run("bash", ["-c", script], { env });
  const pairs = stdout.split("\0").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return Object.fromEntries(pairs);
}

const clouds: readonly (readonly [DirectoryName, tokenFile: string, exchanges: Readonly<Record<string, number>>])[] = [
  ["eds", "ALIBABA_CLOUD_OIDC_TOKEN_FILE", { "alibaba-sts:AssumeRoleWithOIDC": 1 }],
  ["eiam", "ALIBABA_CLOUD_OIDC_TOKEN_FILE", { "alibaba-sts:AssumeRoleWithOIDC": 1 }],
  [
    "workspace",
    "HUAWEICLOUD_SDK_ID_TOKEN_FILE",
    { "huawei-iam:POST /v3.0/OS-AUTH/id-token/tokens": 1, "huawei-iam:POST /v3.0/OS-CREDENTIAL/securitytokens": 1 },
  ],
  ["cloudidentity", "VOLCENGINE_OIDC_TOKEN_FILE", { "volcengine-sts:AssumeRoleWithOIDC": 1 }],
];

describe.each(["rollcall-review", "rollcall-deploy", "rollcall-drift", "GitLab"])("%s", (pipeline) => {
  const environment = async (): Promise<Readonly<Record<string, string>>> =>
    pipeline === "GitLab" ? prepared("gitlab", await gitlabJob()) : prepared("github", githubStep(pipeline));

  test.each(clouds)("manages %s with a key of an hour, and no stored one", async (directory, tokenFile, exchanges) => {
    const job = await environment();
    expect(statSync(String(job[tokenFile])).mode & 0o777).toBe(0o600);
    const { [tokenFile]: path = "", ...others } = job;
    const token = readFileSync(path, "utf8");
    expect(JSON.stringify(others)).not.toContain(pipeline === "GitLab" ? "no token to look for" : token);
    await stack.create(await stack.open(directory, {}, job), "li_na");
    expect(await stack.count(directory)).toBe(1);
    expect(await stack.calls()).toMatchObject(exchanges);
    expect(readdirSync(folder).filter((name) => name.startsWith("tmp."))).toEqual([]);
  });
});

test("a cloud whose role is not named gets no token, and a job that may not ask for one says so", async () => {
  const { ALIBABA_CLOUD_ROLE_ARN: _role, ...others } = githubStep("rollcall-review");
  expect(await prepared("github", others)).not.toHaveProperty("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
  const { ACTIONS_ID_TOKEN_REQUEST_URL: _url, ...forbidden } = githubStep("rollcall-review");
  await expect(prepared("github", forbidden)).rejects.toThrow("id-token: write");
  const { ROLLCALL_ID_TOKEN: _token, ...without } = await gitlabJob();
  await expect(prepared("gitlab", without)).rejects.toThrow("id_tokens");
});
