"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { SetupError } = require("./failure");
const { runQuietly, say } = require("./progress");

const PROJECT = "rollcall-quickstart";
const STACK = "local";

/** @param {string} root */
function locations(root) {
  const folder = path.join(root, ".rollcall");
  return {
    folder,
    backend: path.join(folder, "backend"),
    passphrase: path.join(folder, "passphrase"),
    checkpoint: path.join(folder, "backend", ".pulumi", "stacks", PROJECT, `${STACK}.json`),
    locks: path.join(folder, "backend", ".pulumi", "locks"),
    settings: path.join(root, `Pulumi.${STACK}.yaml`),
    oldSettings: path.join(folder, `Pulumi.${STACK}.yaml.old`),
  };
}

/**
 * The passphrase file that encrypts secrets in the local state, generated at the first run and readable by its owner only.
 * @param {string} root
 * @throws {SetupError} when there is a state whose passphrase is gone
 */
function ensurePassphrase(root) {
  const at = locations(root);
  if (fs.existsSync(at.passphrase)) return;
  if (fs.existsSync(at.checkpoint)) {
    throw new SetupError(
      `The local state is encrypted with a passphrase that is gone: ${at.passphrase} is missing.`,
      `Restore that file, or start over by removing ${at.folder} and ${at.settings}.`,
    );
  }
  fs.mkdirSync(at.backend, { recursive: true });
  // Without its state the settings file holds nothing but the salt of the lost passphrase, which would refuse a new one.
  if (fs.existsSync(at.settings)) {
    fs.renameSync(at.settings, at.oldSettings);
    say(`moved Pulumi.${STACK}.yaml of an earlier local stack into .rollcall/`);
  }
  fs.writeFileSync(at.passphrase, crypto.randomBytes(24).toString("base64url"), { mode: 0o600 });
}

/**
 * The environment that makes the engine use the state inside the project, whatever the person is logged in to.
 * @param {string} root
 * @param {string} searchPath PATH with the engine
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function localEnvironment(root, searchPath, env) {
  const at = locations(root);
  const { PULUMI_CONFIG_PASSPHRASE: _overrides, PULUMI_STACK: _elsewhere, ...rest } = env;
  return {
    ...rest,
    PATH: searchPath,
    PULUMI_BACKEND_URL: pathToFileURL(at.backend).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: at.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Creates the stack `local` unless it exists. It is never selected: a person's own selection in this folder stays.
 * @param {string} root
 * @param {{ pulumi: string, env: NodeJS.ProcessEnv }} engine
 * @throws {SetupError}
 */
async function ensureStack(root, { pulumi, env }) {
  const at = locations(root);
  if (fs.existsSync(at.checkpoint)) return;
  const { code, output } = await runQuietly(pulumi, ["stack", "init", STACK, "--no-select", "--non-interactive"], { cwd: root, env });
  if (code === 0) say(`created the stack ${STACK}, kept in .rollcall/backend`);
  else if (!output.includes("already exists")) {
    throw new SetupError(`The local stack could not be created in ${at.backend}.`, "See the engine's message above.", output);
  }
}

/**
 * Whether a run holds the local stack's lock, or died holding it.
 * @param {string} root
 */
function stackIsLocked(root) {
  const { locks } = locations(root);
  if (!fs.existsSync(locks)) return false;
  return fs.readdirSync(locks, { recursive: true }).some((name) => String(name).endsWith(".json"));
}

module.exports = { STACK, ensurePassphrase, ensureStack, localEnvironment, stackIsLocked };
