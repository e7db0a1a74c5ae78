import { execFileSync } from "node:child_process";
import { CommanderError } from "commander";
import { bashCompletion, completionModel, fishCompletion, zshCompletion } from "../../../cli/completion";
import { DIRECTORY_NAMES } from "../../../cli/terminal/choices";
import { endOnInterrupt, withProgress } from "../../../cli/terminal/progress";
import { endOnUnwritable } from "../../../cli/terminal/write-answer";
import { packageFacts } from "../../../cli/terminal/package-facts";
import { rollcallProgram } from "../../../cli/program";
import { CommandFailed, endingOf } from "../../../cli/stack/engine";
import { directories } from "../../../provider/directories";
import { RollcallError } from "../../../provider/model/error";

async function run(...args: readonly string[]): Promise<{ out: string; err: string; code: number | undefined }> {
  const program = rollcallProgram();
  const texts = { out: "", err: "" };
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (text) => (texts.out += text), writeErr: (text) => (texts.err += text) });
  }
  try {
    await program.parseAsync(["node", "rollcall", ...args]);
    return { ...texts, code: undefined };
  } catch (error) {
    return { ...texts, code: error instanceof CommanderError ? error.exitCode : undefined };
  }
}

const names = rollcallProgram().commands.map((command) => command.name());

test("the version is the package's", async () => {
  expect(await run("--version")).toEqual({ out: `${packageFacts().version}\n`, err: "", code: 0 });
  expect(packageFacts()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    node: "20",
    pulumi: expect.stringMatching(/^3\.\d+\.\d+$/),
  });
});

test.each(["", ...names])("rollcall %s --help has examples, and no escape sequence", async (name) => {
  const { out, code } = await run(...(name === "" ? [] : [name]), "--help");
  expect(code).toBe(0);
  expect(out).toContain("\nExamples:\n");
  // eslint would take the escape character for a slip.
  expect(out.includes(String.fromCharCode(27))).toBe(false);
});

test.each(names.filter((name) => name !== "completion"))("rollcall %s --help documents exit codes", async (name) => {
  expect((await run(name, "--help")).out).toMatch(/Exit codes: 0 /);
});

test("help and completion load no directory, no SDK, no engine library and no emulator", async () => {
  await jest.isolateModulesAsync(async () => {
    const loaded: string[] = [];
    for (const name of ["@pulumi/pulumi", "zod", "yaml", "csv-parse/sync", "../../../emulator", "../../../provider/directories"]) {
      jest.doMock(name, () => {
        loaded.push(name);
        return {};
      });
    }
    const light = (await import("../../../cli/program")).rollcallProgram();
    for (const command of [light, ...light.commands]) expect(command.helpInformation()).toContain("Usage: rollcall");
    expect(completionModel(light).length).toBeGreaterThan(5);
    expect(loaded).toEqual([]);
  });
});

test("options name every directory", () => {
  expect(DIRECTORY_NAMES).toEqual(Object.keys(directories));
});

test("an unknown command or flag names the one that was meant, and where help is", async () => {
  expect(await run("reviw")).toMatchObject({ code: 1, err: expect.stringContaining("(Did you mean review?)") });
  expect(await run("review", "--formt", "json")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Did you mean --format\?[^]*rollcall review --help/),
  });
  expect(await run("doctor", "--directory", "edz")).toMatchObject({
    code: 1,
    err: expect.stringContaining("Allowed choices are eds, eiam, workspace, cloudidentity."),
  });
});

test.each(["review", "drift"])("rollcall %s --json is --format json", async (name) => {
  const program = rollcallProgram();
  const formats: unknown[] = [];
  program.commands.find((command) => command.name() === name)?.action((...given: readonly unknown[]) => void formats.push(given.at(-2)));
  await program.parseAsync(["node", "rollcall", name, "--json"]);
  await program.parseAsync(["node", "rollcall", name]);
  expect(formats).toEqual([expect.objectContaining({ format: "json" }), expect.objectContaining({ format: "text" })]);
});

test.each(["review", "drift", "import", "convert", "doctor"])("rollcall %s answers in JSON as well", async (name) => {
  expect((await run(name, "--help")).out).toMatch(/^ +--json /m);
});

describe("completion", () => {
  const model = completionModel(rollcallProgram());

  /** What bash offers for a line whose last word is being typed. */
  function complete(...words: readonly string[]): readonly string[] {
    const script = `${bashCompletion(model)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rollcall; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", script, "bash", "rollcall", ...words], { encoding: "utf8", cwd: __dirname })
      .trim()
      .split("\n");
  }

  test("bash offers commands, flags, values and files", () => {
    expect(complete("re")).toEqual(["review"]);
    expect(complete("review", "--form")).toEqual(["--format"]);
    expect(complete("review", "--format", "")).toEqual(["text", "markdown", "json", "html"]);
    expect(complete("review", "--out", "prog")).toEqual(["program.test.ts"]);
    expect(complete("completion", "z")).toEqual(["zsh"]);
    expect(complete("help", "dr")).toEqual(["drift"]);
  });

  test("every shell's script knows every command and every flag", () => {
    for (const script of [bashCompletion(model), zshCompletion(model), fishCompletion(model)]) {
      for (const { name, options } of model) {
        expect(script).toContain(name);
        for (const { flag } of options) expect(script).toContain(flag.replace(/^--/, ""));
      }
    }
  });

  test("only shells that there are", async () => {
    expect(await run("completion", "tcsh")).toMatchObject({ code: 1, err: expect.stringContaining("Allowed choices are bash, zsh, fish") });
  });
});

test("Ctrl-C ends with 130 and one line", () => {
  const listeners = new Map<string, () => void>();
  const said: unknown[] = [];
  endOnInterrupt({
    once: (signal, listener) => listeners.set(signal, listener),
    exit: (code) => said.push(code),
    stderr: { write: (text) => said.push(text) },
  });
  listeners.get("SIGINT")?.();
  listeners.get("SIGTERM")?.();
  expect(said).toEqual(["interrupted\n", 130, "interrupted\n", 143]);
});

type Listener = (error: NodeJS.ErrnoException) => void;

test.each([
  ["EPIPE", undefined, [0]],
  ["EPIPE", 5, [5]],
  ["EPIPE", 7, [7]],
  ["ENOSPC", undefined, ["error: the answer cannot be written: ENOSPC: write\n", 1]],
  ["ENOSPC", 7, ["error: the answer cannot be written: ENOSPC: write\n", 1]],
])("an answer that cannot be written, by %s with the code %s, ends the command without a stack", (code, exitCode, expected) => {
  const said: unknown[] = [];
  const on = (_event: "error", listener: Listener): void => listener(Object.assign(new Error(`${code}: write`), { code }));
  endOnUnwritable({
    stdout: { on },
    exit: (ending) => said.push(ending),
    exitCode,
    // What is said beside an answer ends nothing.
    stderr: { on, write: (text) => said.push(text) },
  });
  expect(said).toEqual(expected);
});

test("progress is told after two seconds and then every ten, and stops with the task", async () => {
  let tick = (): void => undefined;
  let stopped = 0;
  const timers = { every: (_ms: number, listener: () => void) => ((tick = listener), { stop: () => void stopped++ }) };
  const said: string[] = [];
  const task = async (): Promise<string> => {
    for (let seconds = 2; seconds <= 20; seconds += 2) tick();
    return "answer";
  };
  expect(await withProgress("asking", task, (line) => said.push(line), timers)).toBe("answer");
  expect(said).toEqual(["asking …", "asking … 10 s", "asking … 20 s"]);
  await expect(
    withProgress(
      "asking",
      () => Promise.reject(new Error("no")),
      (line) => said.push(line),
      timers,
    ),
  ).rejects.toThrow("no");
  expect([stopped, said.length]).toEqual([2, 3]);
});

test("whatever makes a command fail ends it with one line and the exit code of its kind", () => {
  const refused = (code: "ERR_CONFIG" | "ERR_CLOUD", category?: "auth" | "forbidden") =>
    new RollcallError({ code, summary: "no", remedy: "Try.", ...(category !== undefined && { category }) });
  expect(
    [new CommandFailed("no such stack", 6), refused("ERR_CONFIG"), refused("ERR_CLOUD", "forbidden"), new Error("odd"), "odder"].map(
      endingOf,
    ),
  ).toEqual([
    { line: "error: no such stack", exitCode: 6 },
    { line: expect.stringMatching(/^error: no.*\[ERR_CONFIG\] Remedy: Try\.$/), exitCode: 2 },
    { line: expect.stringMatching(/^error: no\b/), exitCode: 3 },
    { line: expect.stringContaining("Unexpected failure: odd"), exitCode: 1 },
    { line: expect.stringContaining("Unexpected failure: odder"), exitCode: 1 },
  ]);
});
