"use strict";
// `npm test`: everything, in order, stopping at the first stage that fails. npm test -- unit, npm test -- e2e -t drift
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { prepareTools } = require("./setup/bootstrap");
const { ensureBuild } = require("./setup/build");
const { ensureEngine } = require("./setup/engine/engine");
const { runMain } = require("./setup/failure");
const { root } = require("./setup/paths");
const { runStages, startAfter } = require("./setup/run-stages");
const { planStages, ranNothing, summaryLine } = require("./setup/test-plan");

const EXECUTABLES = {
  tsc: "typescript/bin/tsc",
  eslint: "eslint/package.json",
  prettier: "prettier/bin/prettier.cjs",
  jest: "jest/bin/jest",
};

/** @param {keyof typeof EXECUTABLES} tool */
function executable(tool) {
  const found = require.resolve(EXECUTABLES[tool], { paths: [root] });
  // eslint does not export its command's path.
  return tool === "eslint" ? path.join(path.dirname(found), "bin", "eslint.js") : found;
}

/**
 * @param {import("./setup/test-plan").Stage} stage
 * @param {boolean} alone whether it may write to the terminal
 * @param {string[]} jestArgs
 * @param {NodeJS.ProcessEnv} env
 * @returns {import("./setup/run-stages").Running}
 */
function startStage(stage, alone, jestArgs, env) {
  const reporter = path.join(root, "scripts", "setup", "tally-reporter.js");
  // A name or file asked for need not exist in every stage; without one, a stage that finds no tests is broken.
  const filter = jestArgs.length > 0 ? ["--passWithNoTests", ...jestArgs] : [];
  const extra = stage.tool === "jest" ? ["--reporters=default", `--reporters=${reporter}`, ...filter] : [];
  const args = [executable(stage.tool), ...stage.args, ...extra];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: alone ? "inherit" : ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk) => (output += chunk));
  const done = new Promise((resolve) => {
    child.on("error", (error) => resolve({ succeeded: false, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ succeeded: code === 0, output }));
  });
  return { done, stop: () => child.kill() };
}

/** @param {string} searchPath PATH with the engine */
function prepareEarly(searchPath) {
  // It needs the dependencies, which a fresh clone does not have when this file is loaded.
  const { prepareLanguages } = require("./setup/languages/programs");
  return prepareLanguages(process.env, searchPath).catch(() => undefined);
}

/** @param {string} file one JSON object a line */
function readTallies(file) {
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

runMain(async () => {
  const { stages, jestArgs } = planStages(process.argv.slice(2));
  await prepareTools();
  const engine = stages.some((stage) => stage.name === "e2e") ? await ensureEngine(process.env) : undefined;
  // Half of it is waiting for a package index. What is missing then the engine's stage prepares, or tells why it cannot.
  const languages = engine && stages.length > 1 ? prepareEarly(engine.path) : undefined;
  // Beside the checks, of which only one reads what it makes. Its error waits for whoever does.
  const build = ensureBuild(root).then(
    () => undefined,
    (error) => error,
  );
  const throwUnbuilt = async () => {
    const error = await build;
    if (error !== undefined) throw error;
  };
  if (stages.every((stage) => stage.reads === "dist")) await throwUnbuilt();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-test-"));
  const tallyFile = path.join(folder, "tally");
  try {
    const env = { ...process.env, ROLLCALL_TEST_TALLY: tallyFile };
    const failed = await runStages(
      stages,
      (stage, alone) => {
        const start = () => startStage(stage, alone, jestArgs, env);
        const made = stage.name === "e2e" ? Promise.all([build, languages]).then(([error]) => error) : build;
        return stage.reads === "dist" ? startAfter(made, start) : start();
      },
      (text) => process.stdout.write(text),
    );
    if (failed?.reads === "dist") await throwUnbuilt();
    const tallies = readTallies(tallyFile);
    const nothingRan = jestArgs.length > 0 && ranNothing(tallies);
    if (failed) process.stdout.write(`\nStopped at: ${failed.title} (alone: npm test -- ${failed.name})\n`);
    else if (nothingRan) process.stdout.write(`\nNo test matches: ${jestArgs.join(" ")}\n`);
    process.stdout.write(`\n${summaryLine(tallies)}\n`);
    return failed || nothingRan ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
