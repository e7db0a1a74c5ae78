"use strict";
// `npm run conformance`: the vendors' own Python SDKs lead users through their lives on the emulator, and their credential libraries get keys from it. npm run conformance -- eds
const { spawn } = require("node:child_process");
const path = require("node:path");
const { preparePackage } = require("./setup/bootstrap");
const { runMain, SetupError } = require("./setup/failure");
const { root } = require("./setup/paths");
const { ensureEnvironment, findPython } = require("./setup/python");

const SDKS = ["eds", "eiam", "workspace", "cloudidentity", "keys"];
const LIVES = path.join(root, "tests", "conformance");
const FOLDER = path.join(root, ".rollcall", "conformance");

/** @typedef {import("./setup/test-plan").Tally} Tally */

/**
 * The SDKs that the words name; all without a word.
 * @param {string[]} words
 */
function selectSdks(words) {
  const unknown = words.find((word) => !SDKS.includes(word));
  if (unknown !== undefined) throw new SetupError(`There is no SDK "${unknown}".`, `Use: npm run conformance -- [${SDKS.join("] [")}]`);
  return words.length === 0 ? SDKS : SDKS.filter((sdk) => words.includes(sdk));
}

/**
 * Reads what a life printed: a JSON line for each step, among whatever else an SDK writes.
 * @param {string} text
 * @returns {{ step: string, failure?: string }[]}
 */
function readSteps(text) {
  return text.split("\n").flatMap((line) => {
    try {
      const report = JSON.parse(line);
      return typeof report?.step === "string" ? [report] : [];
    } catch {
      return [];
    }
  });
}

/**
 * What came of a life. A script that ends badly without having named a failed step counts as one failure more.
 * @param {{ code: number | null, stdout: string, stderr: string }} ended
 * @returns {{ steps: { step: string, failure?: string }[], tally: Tally }}
 */
function judge({ code, stdout, stderr }) {
  const reported = readSteps(stdout);
  const brokenOff = code !== 0 && reported.every((report) => report.failure === undefined);
  const steps = brokenOff
    ? [...reported, { step: "runs to its end", failure: stderr.trim().split("\n").slice(-5).join("\n") || `exit code ${code}` }]
    : reported;
  const failed = steps.filter((report) => report.failure !== undefined).length;
  return { steps, tally: { passed: steps.length - failed, failed, skipped: 0 } };
}

/**
 * @param {string} interpreter
 * @param {string} sdk
 * @param {string} ready the emulator's start-up line
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
function live(interpreter, sdk, ready) {
  // Some SDKs keep files in the home folder, and all would ask a proxy for 127.0.0.1.
  const env = {
    ...process.env,
    HOME: FOLDER,
    USERPROFILE: FOLDER,
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONIOENCODING: "utf-8",
    ROLLCALL_EMULATOR: ready,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(interpreter, [`${sdk}.py`], { cwd: LIVES, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * One life after the other, each on an emulator of its own.
 * @param {string} interpreter
 * @param {string[]} sdks
 * @returns {Promise<Tally[]>}
 */
async function liveAll(interpreter, sdks) {
  const { startEmulator } = require(path.join(root, "dist", "emulator"));
  const tallies = [];
  for (const sdk of sdks) {
    const emulator = await startEmulator();
    try {
      const { steps, tally } = judge(await live(interpreter, sdk, JSON.stringify(emulator)));
      process.stdout.write(`${sdk}\n`);
      for (const { step, failure } of steps)
        process.stdout.write(failure === undefined ? `  ok      ${step}\n` : `  FAILED  ${step}\n          ${failure}\n`);
      tallies.push(tally);
    } finally {
      await emulator.close();
    }
  }
  return tallies;
}

/** @param {Tally[]} tallies */
function closingLine(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
}

if (require.main === module) {
  runMain(async () => {
    const sdks = selectSdks(process.argv.slice(2));
    const python = await findPython();
    if (python === undefined) {
      process.stdout.write(`skipped: there is no Python 3.9 or newer with venv and pip here, and the vendors' Python SDKs need one.\n`);
      process.stdout.write(`${closingLine([{ passed: 0, failed: 0, skipped: sdks.length }])}\n`);
      return 0;
    }
    await preparePackage();
    const interpreter = await ensureEnvironment(path.join(FOLDER, "python"), python, path.join(LIVES, "requirements.txt"));
    const tallies = await liveAll(interpreter, sdks);
    const failed = tallies.some((tally) => tally.failed > 0);
    process.stdout.write(`${closingLine(tallies)}\n`);
    return failed ? 1 : 0;
  });
}

module.exports = { closingLine, judge, selectSdks };
