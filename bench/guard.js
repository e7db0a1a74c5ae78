"use strict";
// What the deletion guard's look-up costs a preview: node bench/guard.js users|set [people] [rounds]
const { spawnSync } = require("node:child_process");
const path = require("node:path");
const { runMain, SetupError } = require("../scripts/setup/failure");
const { bootstrap } = require("../scripts/setup/bootstrap");
const { openProject } = require("./engine-project");
const { programText } = require("./program");

/** @typedef {{ wall: number, cpu: number }} Spent seconds of the engine and of what it started and waited for */

/**
 * One preview, whose processor time only a shell tells.
 * @param {string} pulumi
 * @param {{ folder: string, env: NodeJS.ProcessEnv }} project
 * @param {"with" | "without"} guard
 * @returns {Spent}
 */
function preview(pulumi, { folder, env }, guard) {
  const off = guard === "with" ? {} : { NODE_OPTIONS: `--require ${path.join(__dirname, "without-guard.js")}` };
  const shell = [
    "-c",
    'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1',
    "bash",
    pulumi,
    "preview",
    "--stack",
    "bench",
    "--non-interactive",
  ];
  const { status, stderr } = spawnSync("bash", shell, { cwd: folder, env: { ...env, ...off }, encoding: "utf8" });
  if (status !== 0) throw new SetupError(`pulumi preview ended with ${status}`, "Run it by hand to see why.");
  const [wall = 0, user = 0, system = 0] = stderr.trim().split(" ").map(Number);
  return { wall, cpu: user + system };
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

runMain(async () => {
  const [form = "set", people = "1000", rounds = "5"] = process.argv.slice(2);
  if (form !== "users" && form !== "set") throw new SetupError(`${form} is no form of people`, "Say users or set.");
  const engine = await bootstrap();
  const project = await openProject(engine, { ROLLCALL_TARGET: "emulator", PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
  try {
    project.program(
      programText(
        { directory: "eds", form, users: Number(people), checkpoints: "skipped" },
        { provider: "rollcall", root: "", changed: 0 },
      ),
    );
    await project.run("up", "--yes", "--skip-preview");
    /** @type {{ with: Spent[], without: Spent[] }} */
    const spent = { with: [], without: [] };
    // In turn, so that a machine that slows down slows both.
    for (let round = 0; round < Number(rounds); round++) {
      for (const guard of /** @type {const} */ (["with", "without"])) spent[guard].push(preview(engine.pulumi, project, guard));
    }
    for (const unit of /** @type {const} */ (["wall", "cpu"])) {
      const [on, off] = [spent.with, spent.without].map((runs) => median(runs.map((run) => run[unit])));
      process.stdout.write(`${form}, ${people} people, ${unit}: ${on?.toFixed(2)} s with the look-up, ${off?.toFixed(2)} s without\n`);
    }
  } finally {
    project.remove();
  }
  return 0;
});
