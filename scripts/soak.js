"use strict";
// `npm run soak -- --schedules 5000 --seed 1 --directory eds`: random schedules of faults and kills, for as long as nights are.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { runMain, SetupError } = require("./setup/failure");
const { root } = require("./setup/paths");

const DIRECTORIES = ["eds", "eiam", "workspace", "cloudidentity"];
const USAGE = "npm run soak -- [--schedules N] [--seed N] [--directory eds|eiam|workspace|cloudidentity]";

/**
 * What the switches ask for: schedules of each directory, the seed of the first, and the directories.
 * @param {string[]} words
 */
function readSwitches(words) {
  const { values } = parseArgs({ args: words, options: { schedules: { type: "string" }, seed: { type: "string" }, directory: { type: "string" } } });
  const schedules = Number(values.schedules ?? 5000);
  // Beyond the seeds of a normal test run.
  const seed = Number(values.seed ?? 1_000_000);
  const directories = values.directory === undefined ? DIRECTORIES : DIRECTORIES.filter((name) => name === values.directory);
  if (!Number.isSafeInteger(schedules) || schedules < 1 || !Number.isSafeInteger(seed) || seed < 0 || directories.length === 0) {
    throw new SetupError("The switches make no sense.", `Use: ${USAGE}`);
  }
  return { schedules, seed, directories };
}

/**
 * Runs the model tests and resolves with jest's exit code.
 * @param {ReturnType<typeof readSwitches>} switches
 * @param {string} report file that takes one JSON line for each directory
 * @returns {Promise<number>}
 */
function play({ schedules, seed, directories }, report) {
  const jest = require.resolve("jest/bin/jest", { paths: [root] });
  const tests = directories.map((name) => path.join("tests", "contract", "model", `${name}.test.ts`));
  const env = { ...process.env, ROLLCALL_MODEL_SCHEDULES: String(schedules), ROLLCALL_MODEL_SEED: String(seed), ROLLCALL_MODEL_REPORT: report };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [jest, "--selectProjects=contract", "--runTestsByPath", ...tests], { cwd: root, env, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

if (require.main === module) {
  runMain(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-soak-"));
    const report = path.join(folder, "report.jsonl");
    try {
      const code = await play(readSwitches(process.argv.slice(2)), report);
      if (fs.existsSync(report)) process.stdout.write(fs.readFileSync(report, "utf8"));
      return code;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
}

module.exports = { readSwitches };
