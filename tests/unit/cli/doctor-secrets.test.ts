import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSecrets } from "../../../cli/doctor/secrets";
import { engineComplaint, type EngineAnswer, type RunEngine } from "../../../cli/stack/engine";

const OPEN: EngineAnswer = { code: 0, stdout: '[{"config":{"x:password":{"value":"hunter2"}}}]', stderr: "" };
const WRONG: EngineAnswer = { code: 1, stdout: "", stderr: "warning: old\nerror: decrypting secrets: incorrect passphrase\n" };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-secrets-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: people\nruntime: nodejs\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An engine whose selected stack is `dev`, and the commands it was given. */
function engine(answer: EngineAnswer, selected: EngineAnswer = { code: 0, stdout: "dev\n", stderr: "" }) {
  const asked: (readonly string[])[] = [];
  const run: RunEngine = (args) => {
    asked.push(args);
    return Promise.resolve(args.includes("--show-name") ? selected : answer);
  };
  return { run, asked };
}

function seal(file: string, text = "encryptionsalt: v1:x:v1:y\n"): void {
  writeFileSync(join(folder, file), text);
}

test("a wrong passphrase fails, in the engine's words; the right one is ok; what was opened is never shown", async () => {
  seal("Pulumi.dev.yaml");
  const [found] = await checkSecrets(engine(WRONG).run, folder, undefined);
  expect(found).toMatchObject({
    check: "secrets",
    level: "fail",
    code: 2,
    found: "the stack's secrets cannot be opened: decrypting secrets: incorrect passphrase",
    remedy: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE"),
  });
  expect(await checkSecrets(engine(OPEN).run, folder, "org/people/dev")).toEqual([
    { check: "secrets", level: "ok", found: "the stack's secrets can be opened" },
  ]);
});

test.each([
  ["a stack without a file, for which the engine would make one", "Pulumi.other.yaml", "encryptionsalt: v1:x\n"],
  ["secrets that Pulumi's service keeps", "Pulumi.dev.yaml", "config:\n  a:encryptionsalt: x\n"],
])("%s is not asked about", async (_what, file, text) => {
  seal(file, text);
  const { run, asked } = engine(WRONG);
  expect(await checkSecrets(run, folder, "dev")).toEqual([]);
  expect(asked).toEqual([]);
});

test("the stack's file may stand in a folder of its own, and below the project it is found as well", async () => {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: people\nstackConfigDir: stacks # all of them\n");
  mkdirSync(join(folder, "stacks"));
  mkdirSync(join(folder, "src"));
  seal("stacks/Pulumi.dev.yaml", "secretsprovider: awskms://x\nencryptedkey: y\n");
  expect(await checkSecrets(engine(WRONG).run, join(folder, "src"), undefined)).toMatchObject([{ level: "fail" }]);
});

test("without a selected stack or a project nothing is asked", async () => {
  seal("Pulumi.dev.yaml");
  const none = engine(WRONG, { code: 255, stdout: "", stderr: "error: no stack selected\n" });
  expect(await checkSecrets(none.run, folder, undefined)).toEqual([]);
  expect(await checkSecrets(engine(WRONG).run, tmpdir(), "dev")).toEqual([]);
});

test("the engine's complaint is its error, not the warning above", () => {
  expect(engineComplaint(WRONG)).toBe("decrypting secrets: incorrect passphrase");
  expect(engineComplaint({ code: 3, stdout: "", stderr: "\nsomething odd\n" })).toBe("something odd");
  expect(engineComplaint({ code: 3, stdout: "", stderr: "" })).toBe("it ended with code 3");
});
