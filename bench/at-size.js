"use strict";
// What Rollcall itself takes for many people in one set of EDS, without the engine, and what its commands take that read them:
// `node bench/at-size.js 100000 provider,killed,commands`, after npm run build.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { spawn, spawnSync } = require("node:child_process");
const { root } = require("../scripts/setup/paths");
const { say } = require("../scripts/setup/progress");
const { startEmulator } = require("./emulator");

/** What a call takes: little where only Rollcall's own work counts, and enough to kill a run in the middle. In milliseconds. */
const [SHORT_MS, LONG_MS] = [1, 50];
const ONE_SET = path.join(__dirname, "one-set.js");
const CLI = path.join(root, "dist", "cli", "main.js");
const PEAK = path.join(__dirname, "peak.js");

/** @typedef {Awaited<ReturnType<typeof startEmulator>>} Emulator */
/** @typedef {{ people: number, folder: string, emulator: Emulator, env: NodeJS.ProcessEnv }} Place */

/**
 * @param {Place} place
 * @param {string} operation
 */
async function operate({ people, folder, emulator, env }, operation) {
  await emulator.resetCalls();
  const { status } = spawnSync(process.execPath, [ONE_SET, String(people), operation], { cwd: folder, env, stdio: "inherit" });
  if (status !== 0) throw new Error(`${operation} ended with ${status}`);
  say(`    ${counted(await emulator.calls())}`);
}

/** @param {Record<string, number>} calls */
function counted(calls) {
  return (
    Object.entries(calls)
      .map(([name, count]) => `${count} ${name}`)
      .join(", ") || "no call"
  );
}

/**
 * Each operation in a process of its own, as the engine runs it.
 * @param {Place} place
 */
async function provider(place) {
  for (const operation of ["check", "create", "preview", "refresh", "change"]) await operate(place, operation);
}

/**
 * A creation that is killed in the middle, and the run that finishes it.
 * @param {Place} place
 */
async function killed(place) {
  const { people, folder, emulator, env } = place;
  const child = spawn(process.execPath, [ONE_SET, String(people), "create"], { cwd: folder, env, stdio: "inherit" });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const half = people / 200;
  while (((await emulator.calls())["eds:CreateUsers"] ?? 0) < half) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await ended;
  say(`  killed after ${counted(await emulator.calls())}`);
  await operate(place, "create");
}

/**
 * One of Rollcall's commands: time, peak and how much it printed.
 * @param {Place} place
 * @param {string[]} words
 */
function command({ folder, env }, words) {
  const started = process.hrtime.bigint();
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--require", PEAK, CLI, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const told = stderr.trim().split("\n");
  say(
    `  rollcall ${words.join(" ")}: code ${status}, ${seconds.toFixed(1)} s, ${told.pop()}; ${stdout.split("\n").length - 1} lines and ${told.length} of progress`,
  );
  say(`    ${stdout.split("\n").slice(0, 2).join(" | ")}`);
}

/**
 * The commands that read so many people; `drift` with everybody managed, then with every second account managed by nobody.
 * @param {Place} place
 */
function commands(place) {
  const { id, outs, inputs } = JSON.parse(fs.readFileSync(path.join(place.folder, "set.json"), "utf8"));
  const write = (/** @type {string} */ name, /** @type {object} */ content) =>
    fs.writeFileSync(path.join(place.folder, name), JSON.stringify(content));
  const half = Object.fromEntries(Object.entries(outs.users).filter((_, index) => index % 2 === 0));
  const edited = Object.fromEntries(
    Object.entries(outs.users).map(([name, text]) => [name, String(text).replace("@example.", "@elsewhere.")]),
  );
  write("state.json", stateOf(id, outs));
  write("half.json", stateOf(id, { ...outs, users: half }));
  write("edited.json", stateOf(id, { ...outs, users: edited }));
  write("preview.json", previewOf({ inputs }));
  write("leavers.json", previewOf({ outputs: outs, inputs: { ...inputs, users: {} } }));
  command(place, ["import", "--directory", "eds", "--as", "set", "--force"]);
  for (const state of ["state.json", "half.json", "edited.json"]) command(place, ["drift", "--state", state]);
  for (const format of ["markdown", "html", "json"])
    command(place, ["drift", "--state", "half.json", "--format", format, "--out", `drift.${format}`]);
  for (const preview of ["preview.json", "leavers.json"]) command(place, ["review", preview]);
  for (const format of ["markdown", "html", "json"])
    command(place, ["review", "preview.json", "--format", format, "--out", `review.${format}`]);
  for (const file of ["drift.markdown", "drift.html", "drift.json", "review.html", "review.json", "people.csv", "import.json"])
    say(`    ${file}: ${Math.round(fs.statSync(path.join(place.folder, file)).size / 1024)} KB`);
}

const TYPE = "pulumi-nodejs:dynamic/rollcall/eds:UserSet";
const URN = `urn:pulumi:dev::acme::${TYPE}::people`;

/**
 * As pulumi stack export writes it.
 * @param {string} id
 * @param {object} outputs
 */
function stateOf(id, outputs) {
  return { version: 3, deployment: { resources: [{ urn: URN, custom: true, id, type: TYPE, inputs: outputs, outputs }] } };
}

/**
 * As pulumi preview --json writes it: a set that is created, or one that changes.
 * @param {{ outputs?: object, inputs: object }} set
 */
function previewOf({ outputs, inputs }) {
  const state = (/** @type {object} */ properties) => ({ urn: URN, custom: true, id: "id", type: TYPE, ...properties });
  const oldState = outputs === undefined ? {} : { oldState: state({ inputs: outputs, outputs }) };
  const step = { op: outputs === undefined ? "create" : "update", urn: URN, ...oldState, newState: state({ inputs }), detailedDiff: null };
  return { config: {}, steps: [step], diagnostics: [], changeSummary: { [step.op]: 1 } };
}

/** @type {Record<string, { latencyMs: number, run: (place: Place) => void | Promise<void> }>} */
const PARTS = {
  provider: { latencyMs: SHORT_MS, run: provider },
  commands: {
    latencyMs: SHORT_MS,
    run: async (place) => {
      await operate(place, "create");
      commands(place);
    },
  },
  killed: { latencyMs: LONG_MS, run: killed },
};

async function main() {
  const [people = "100000", parts = Object.keys(PARTS).join(",")] = process.argv.slice(2);
  for (const name of parts.split(",")) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`no part ${name}; there are ${Object.keys(PARTS).join(", ")}`);
    say(`${name}, ${people} people (load average ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores)`);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-at-size-"));
    const emulator = await startEmulator(part.latencyMs, { limited: false });
    const env = { ...process.env, ...emulator.environment, ROLLCALL_ALLOW_DELETES: people };
    try {
      await part.run({ people: Number(people), folder, emulator, env });
    } finally {
      emulator.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
