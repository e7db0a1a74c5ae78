"use strict";
const { spawn } = require("node:child_process");
const { bootstrap } = require("./bootstrap");
const { STACK, ensurePassphrase, ensureStack, localEnvironment, stackIsLocked } = require("./local-stack");
const { root } = require("./paths");
const { say } = require("./progress");

const NOT_STARTED = 127;

/**
 * Runs the engine in the foreground with its own output.
 * @param {string} pulumi
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
function runInForeground(pulumi, args, env) {
  return new Promise((resolve) => {
    const child = spawn(pulumi, args, { cwd: root, env, stdio: "inherit" });
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
 * Sets up what is missing and runs one engine command on the project's local stack.
 * @param {string} command for example "up"
 * @param {string[]} args
 * @returns {Promise<number>} the engine's exit code
 */
async function runOnLocalStack(command, args) {
  const engine = await bootstrap();
  ensurePassphrase(root);
  const env = localEnvironment(root, engine.path, process.env);
  await ensureStack(root, { pulumi: engine.pulumi, env });
  const code = await runInForeground(engine.pulumi, [command, "--stack", STACK, ...args], env);
  if (code !== 0 && command !== "cancel" && stackIsLocked(root)) {
    say("the stack is locked: another run is using it, or one was stopped before it could unlock.");
    say("if no other run is going on: node scripts/pulumi.js cancel --yes");
  }
  return code;
}

module.exports = { runOnLocalStack };
