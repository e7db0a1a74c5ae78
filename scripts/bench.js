"use strict";
// `npm run bench`: what many users cost through the engine, beside what the engine and the services cost alone.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { runMain } = require("./setup/failure");
const { bootstrap } = require("./setup/bootstrap");
const { root } = require("./setup/paths");
const { say } = require("./setup/progress");
const { readPlan } = require("../bench/options");
const { measure } = require("../bench/measure");
const { caseName, markdownTable } = require("../bench/table");
const { plot } = require("../bench/plot");

const FOLDER = path.join(root, "bench", "results");
const REPORT = path.join(FOLDER, "latest.json");

/**
 * The cases of the report that is there already, without those to be measured again.
 * @param {import("../bench/options").Plan} plan
 * @returns {import("../bench/table").MeasuredCase[]}
 */
function earlier(plan) {
  if (!plan.append || !fs.existsSync(REPORT)) return [];
  const again = new Set(plan.cases.map((wanted) => caseName({ ...wanted, parallel: plan.parallel })));
  return JSON.parse(fs.readFileSync(REPORT, "utf8")).cases.filter(
    (/** @type {import("../bench/table").MeasuredCase} */ measured) => !again.has(caseName(measured)),
  );
}

/** @param {import("../bench/table").MeasuredCase[]} cases */
function write(cases) {
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(REPORT, `${JSON.stringify({ cases }, null, 2)}\n`);
  fs.writeFileSync(path.join(FOLDER, "latest.md"), `${markdownTable(cases)}\n`);
  fs.writeFileSync(path.join(FOLDER, "latest.svg"), plot(cases));
}

runMain(async () => {
  const plan = readPlan(process.argv.slice(2));
  const engine = await bootstrap();
  const cases = earlier(plan);
  for (const [index, wanted] of plan.cases.entries()) {
    const load = os.loadavg()[0] ?? 0;
    say(`${index + 1} of ${plan.cases.length}: ${caseName(wanted)} (load average ${load.toFixed(1)} on ${os.cpus().length} cores)`);
    const results = await measure(wanted, plan, engine);
    cases.push({
      ...wanted,
      at: new Date().toISOString(),
      node: process.version,
      cores: os.cpus().length,
      load,
      parallel: plan.parallel,
      latencyMs: plan.latencyMs,
      results,
    });
    // After every case, so that a run broken off has its results so far.
    write(cases);
  }
  process.stdout.write(`\n${markdownTable(cases)}\n`);
  say("wrote bench/results/latest.json, latest.md and latest.svg");
  return 0;
});
