import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { hermeticEnvironment, repository, startProcess, type RunResult } from "./harness";

/** Runs a script of the repository with `pulumi` on PATH being a shell script. */
async function runWithPulumi(script: string, args: readonly string[], pulumi: string): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-pulumi-"));
  const env = hermeticEnvironment();
  try {
    for (const [name, body] of [
      ["pulumi", pulumi],
      ["pulumi-language-nodejs", "exit 0"],
    ] as const) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    const withPulumi = { ...env, PATH: `${folder}${delimiter}${env["PATH"] ?? ""}` };
    return await startProcess(process.execPath, [join(repository, "scripts", script), ...args], { cwd: tmpdir(), env: withPulumi }).done;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("up refuses an engine that is too old, with the remedy, before anything runs", async () => {
  const result = await runWithPulumi("up.js", [], "echo v3.100.0");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toMatch(
    /^error: The Pulumi engine on PATH \(.*\/pulumi\) is 3\.100\.0; Rollcall needs 3\.216\.0 or newer\.\nUpgrade it /m,
  );
});

test("an engine command gets its arguments, and its exit code comes back", async () => {
  const fake = 'if [ "$1" = version ]; then echo v3.300.0; elif [ "$1" = stack ]; then exit 0; else echo "asked: $*"; exit 7; fi';
  const result = await runWithPulumi("pulumi.js", ["preview", "--diff"], fake);
  expect(result).toMatchObject({ code: 7, stdout: "asked: preview --stack local --diff\n" });
});

test("an engine command is asked for when none is given", async () => {
  expect(await runWithPulumi("pulumi.js", [], "exit 0")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("No engine command given"),
  });
});
