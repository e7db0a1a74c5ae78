"use strict";
const { spawn } = require("node:child_process");
const { bootstrap } = require("./bootstrap");
const { prependFolders } = require("./engine/search-path");
const { SetupError } = require("./failure");
const { STACK, ensurePassphrase, ensureStack, localEnvironment, stackIsLocked } = require("./local-stack");
const { root } = require("./paths");
const { say } = require("./progress");

const NOT_STARTED = 127;

/**
 * Runs the engine in the foreground with its own output.
 * @param {string} pulumi
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder of the Pulumi project
 * @returns {Promise<number>} its exit code
 */
function runInForeground(pulumi, args, env, folder) {
  return new Promise((resolve) => {
    const child = spawn(pulumi, args, { cwd: folder, env, stdio: "inherit" });
    // A terminal sends Ctrl-C to the engine as well, which then finishes what it has in flight; stay until it has.
    const ignore = () => {};
    const interrupt = () => child.kill("SIGINT");
    process.on("SIGINT", ignore);
    process.on("SIGTERM", interrupt);
    child.on("error", (error) => {
      say(error.message);
      resolve(NOT_STARTED);
    });
    child.on("close", (code) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", interrupt);
      resolve(code ?? 1);
    });
  });
}

/**
 * PATH with what a program for the plugin needs besides the engine.
 * @param {string} folder of the Pulumi project
 * @param {string} searchPath PATH with the engine
 */
async function searchPathFor(folder, searchPath) {
  // Loaded only now: before the set-up nothing that is installed is there.
  const { pluginLanguage, prepareLanguage } = require("./languages/programs");
  const language = pluginLanguage(folder);
  if (language === undefined) return searchPath;
  const prepared = await prepareLanguage(language, process.env, searchPath);
  if (prepared === undefined) throw new SetupError(`This program cannot be run here.`, "See the line above.");
  return prependFolders(prepared.folders, searchPath);
}

/**
 * Sets up what is missing and runs one engine command on the project's local stack.
 * @param {string} command for example "up"
 * @param {string[]} args
 * @param {string} folder of the Pulumi project; its state is kept in `.rollcall` there
 * @returns {Promise<number>} the engine's exit code
 */
async function runOnLocalStack(command, args, folder = root) {
  const engine = await bootstrap();
  ensurePassphrase(folder);
  const env = localEnvironment(folder, await searchPathFor(folder, engine.path), process.env);
  await ensureStack(folder, { pulumi: engine.pulumi, env });
  const code = await runInForeground(engine.pulumi, [command, "--stack", STACK, ...args], env, folder);
  if (code !== 0 && command !== "cancel" && stackIsLocked(folder)) {
    say("the stack is locked: another run is using it, or one was stopped before it could unlock.");
    say("if no other run is going on: node scripts/pulumi.js cancel --yes");
  }
  return code;
}

module.exports = { runOnLocalStack };
