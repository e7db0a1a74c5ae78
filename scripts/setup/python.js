"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("./failure");
const { runQuietly, withProgress } = require("./progress");

const COMMANDS = ["python3", "python"];
const STAMP = ".installed";
/** Fails on a Python that is too old for the SDKs, or has no venv and pip, as some distributions leave them out. */
const PROBE = "import sys, venv, ensurepip; assert sys.version_info >= (3, 9); print(sys.version.split()[0])";

/**
 * The first command that starts a usable Python; `undefined` when there is none.
 * @param {(command: string, args: string[]) => Promise<{ code: number, stdout: string }>} [run]
 * @returns {Promise<{ command: string, version: string } | undefined>}
 */
async function findPython(run = runQuietly) {
  for (const command of COMMANDS) {
    const { code, stdout } = await run(command, ["-c", PROBE]);
    if (code === 0) return { command, version: stdout.trim() };
  }
  return undefined;
}

/**
 * A virtual environment with the packages of a requirements file, made again when either has changed.
 * @param {string} folder where it is kept
 * @param {{ command: string, version: string }} python
 * @param {string} requirements
 * @param {string} [what] the packages, as people call them
 * @returns {Promise<string>} path of its interpreter
 * @throws {SetupError} when the packages cannot be installed
 */
async function ensureEnvironment(folder, python, requirements, what = "the vendors' Python SDKs") {
  const interpreter = process.platform === "win32" ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
  const stamp = path.join(folder, STAMP);
  const wanted = crypto.createHash("sha256").update(`${python.version}\n`).update(fs.readFileSync(requirements)).digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return interpreter;
  fs.rmSync(folder, { recursive: true, force: true });
  const steps = [
    { label: "making a Python environment", command: python.command, args: ["-m", "venv", folder] },
    {
      label: `installing ${what} (pip)`,
      command: interpreter,
      args: ["-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements],
    },
  ];
  for (const { label, command, args } of steps) {
    const { code, output } = await withProgress(label, () => runQuietly(command, args));
    if (code !== 0)
      throw new SetupError(
        `Failed at ${label}.`,
        "Check that pip reaches its package index (PIP_INDEX_URL, HTTPS_PROXY), and run the command again.",
        output,
      );
  }
  fs.writeFileSync(stamp, wanted);
  return interpreter;
}

module.exports = { ensureEnvironment, findPython };
