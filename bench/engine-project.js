"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { SetupError } = require("../scripts/setup/failure");
const { root } = require("../scripts/setup/paths");
const { NOTHING } = require("./program");
const { watchMemory } = require("./memory");

const FOREIGN = /^(PULUMI_|ROLLCALL_|ALIBABA_|HUAWEICLOUD_|VOLC|NODE_OPTIONS$|npm_)/i;

/** @typedef {{ seconds: number, memoryMb: number | undefined }} Measured */

/**
 * A Pulumi project on a file backend in a temporary folder.
 * @param {{ pulumi: string, path: string }} engine
 * @param {NodeJS.ProcessEnv} environment
 */
async function openProject(engine, environment) {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-bench-")));
  const [folder, backend, home] = ["project", "backend", "home"].map((name) => path.join(base, name));
  if (folder === undefined || backend === undefined || home === undefined) throw new Error("three folders have three names");
  for (const made of [backend, home, path.join(folder, "node_modules", "nothing")]) fs.mkdirSync(made, { recursive: true });
  fs.symlinkSync(root, path.join(folder, "node_modules", "rollcall"), "dir");
  fs.symlinkSync(fs.realpathSync(path.join(root, "node_modules", "@pulumi")), path.join(folder, "node_modules", "@pulumi"), "dir");
  fs.writeFileSync(path.join(folder, "node_modules", "nothing", "index.js"), NOTHING);
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, main: "index.js" }));
  fs.writeFileSync(
    path.join(folder, "Pulumi.yaml"),
    JSON.stringify({
      name: "bench",
      runtime: { name: "nodejs", options: { typescript: false } },
      plugins: { providers: [{ name: "rollcall", path: path.join(root, "bin") }] },
    }),
  );
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name))),
    PATH: engine.path,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...environment,
  };
  const project = {
    folder,
    env,
    /** @param {string} text */
    program: (text) => fs.writeFileSync(path.join(folder, "index.js"), text),
    /**
     * Runs one engine command.
     * @param {string[]} args
     * @returns {Promise<Measured>}
     */
    run: (...args) => timed(engine.pulumi, [...args, "--stack", "bench", "--non-interactive", "--color=never"], { cwd: folder, env }),
    remove: () => fs.rmSync(base, { recursive: true, force: true }),
  };
  fs.writeFileSync(path.join(folder, "index.js"), "");
  await timed(engine.pulumi, ["stack", "init", "bench", "--non-interactive"], { cwd: folder, env });
  return project;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<Measured>}
 */
function timed(command, args, options) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk) => (output = (output + chunk).slice(-4000)));
    const memory = watchMemory(options.cwd);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const memoryMb = memory();
      if (code === 0) resolve({ seconds, memoryMb });
      else reject(new SetupError(`pulumi ${args.join(" ")} ended with ${code ?? signal}`, "See its output above.", output));
    });
  });
}

module.exports = { openProject };
