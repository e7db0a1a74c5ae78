"use strict";
// `npm run soak -- --schedules 5000 --engine 60`: random schedules of faults and kills, for as long as nights are.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { bootstrap, preparePackage } = require("./setup/bootstrap");
const { runMain, SetupError } = require("./setup/failure");
const { root } = require("./setup/paths");

const DIRECTORIES = ["eds", "eiam", "workspace", "cloudidentity"];
const ENGINE_TESTS = ["crash", "department"].map((name) => path.join("tests", "e2e", `${name}.test.ts`));
const USAGE = "npm run soak -- [--schedules N] [--engine N] [--seed N] [--directory eds|eiam|workspace|cloudidentity]";
const STRING = /** @type {const} */ ({ type: "string" });
/** A run without switches is a long one, and has this many schedules with the real engine too. */
const ENGINE_SCHEDULES = 60;

/** @param {string[]} words */
function parse(words) {
  try {
    return parseArgs({ args: words, options: { schedules: STRING, engine: STRING, seed: STRING, directory: STRING } }).values;
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error), `Use: ${USAGE}`);
  }
}

/**
 * What the switches ask for: schedules of each directory, schedules with the engine, the seed of the first, the directories.
 * @param {string[]} words
 */
function readSwitches(words) {
  const values = parse(words);
  const schedules = Number(values.schedules ?? 5000);
  const engine = Number(values.engine ?? (words.length === 0 ? ENGINE_SCHEDULES : 0));
  // Beyond the seeds of a normal test run.
  const seed = Number(values.seed ?? 1_000_000);
  const directories = values.directory === undefined ? DIRECTORIES : DIRECTORIES.filter((name) => name === values.directory);
  const counts = [schedules, engine, seed].every((count) => Number.isSafeInteger(count) && count >= 0);
  if (!counts || schedules + engine === 0 || directories.length === 0) throw new SetupError("The switches make no sense.", `Use: ${USAGE}`);
  return { schedules, engine, seed, directories };
}

/**
 * Runs test files and resolves with jest's exit code.
 * @param {string} project
 * @param {string[]} files
 * @param {Record<string, string>} settings
 * @returns {Promise<number>}
 */
function runTests(project, files, settings) {
  const jest = require.resolve("jest/bin/jest", { paths: [root] });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [jest, `--selectProjects=${project}`, "--runTestsByPath", ...files], {
      cwd: root,
      env: { ...process.env, ...settings },
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * Plays the schedules without the engine and then those with it; the worse exit code counts.
 * @param {ReturnType<typeof readSwitches>} switches
 * @param {string} report file that takes one JSON line for each directory
 * @returns {Promise<number>}
 */
async function play({ schedules, engine, seed, directories }, report) {
  const model = directories.map((name) => path.join("tests", "contract", "model", `${name}.test.ts`));
  const first = String(seed);
  const alone =
    schedules === 0
      ? 0
      : await runTests("contract", model, {
          ROLLCALL_MODEL_SCHEDULES: String(schedules),
          ROLLCALL_MODEL_SEED: first,
          ROLLCALL_MODEL_REPORT: report,
        });
  const whole =
    engine === 0 ? 0 : await runTests("e2e", ENGINE_TESTS, { ROLLCALL_E2E_SCHEDULES: String(engine), ROLLCALL_E2E_SEED: first });
  return Math.max(alone, whole);
}

if (require.main === module) {
  runMain(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-soak-"));
    const report = path.join(folder, "report.jsonl");
    try {
      const switches = readSwitches(process.argv.slice(2));
      await (switches.engine > 0 ? bootstrap() : preparePackage());
      const code = await play(switches, report);
      if (fs.existsSync(report)) process.stdout.write(fs.readFileSync(report, "utf8"));
      return code;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
}

module.exports = { readSwitches };
