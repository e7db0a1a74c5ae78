"use strict";
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { runQuietly } = require("../../../scripts/setup/progress");
const { SetupError } = require("../../../scripts/setup/failure");

/**
 * Lets the engine make an empty stack, of which every project of the run gets a copy: each passphrase that the engine turns into a key
 * costs it a million rounds.
 * @param {string} pulumi the engine's command
 * @param {string} searchPath
 * @returns {Promise<{ folder: string, passphrase: string }>} a folder with `backend/` and the stack's settings
 */
async function makeEmptyStack(pulumi, searchPath) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-e2e-stack-"));
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  const backend = path.join(folder, "backend");
  fs.mkdirSync(backend);
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), JSON.stringify({ name: "e2e", runtime: "nodejs" }));
  const passphrase = randomBytes(12).toString("hex");
  const { code, output } = await runQuietly(pulumi, ["stack", "init", "test", "--non-interactive"], {
    cwd: folder,
    env: {
      PATH: searchPath,
      HOME: folder,
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  if (code !== 0) throw new SetupError("The engine could not make an empty stack.", "See the messages above.", output);
  return { folder, passphrase };
}

module.exports = { makeEmptyStack };
