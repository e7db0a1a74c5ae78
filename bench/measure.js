"use strict";
const { formatDuration, say } = require("../scripts/setup/progress");
const { RATES, startEmulator } = require("./emulator");
const { openProject } = require("./engine-project");
const { programText } = require("./program");

/** Calls that Rollcall has under way at once (BatchSpec.concurrency); CloudIdentity writes one at a time. */
const CONCURRENCY = 8;
const OPERATIONS = /** @type {const} */ (["create", "preview", "refresh", "change", "delete"]);

/** @typedef {typeof OPERATIONS[number]} Operation */
/**
 * Seconds, calls and MB of one operation. `floor` is `nothing`, the engine with a provider that does nothing, plus what the
 * service itself demands; `nothingMemoryMb` is what the process of that provider takes for as much state.
 * @typedef {{ operation: Operation, seconds: number, nothing: number, floor: number, ratio: number, calls: number, byOperation: Record<string, number>, memoryMb: number | undefined, nothingMemoryMb: number | undefined }} Result
 */

/**
 * Measures one case: both providers in turn, operation by operation, so that a machine that slows down slows both.
 * @param {import("./options").Case} wanted
 * @param {import("./options").Plan} plan
 * @param {{ pulumi: string, path: string }} engine
 * @returns {Promise<Result[]>}
 */
async function measure(wanted, plan, engine) {
  const emulator = await startEmulator(plan.latencyMs);
  const skipping = wanted.checkpoints === "skipped" ? { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" } : {};
  const ours = await openProject(engine, { ...emulator.environment, ...skipping, ROLLCALL_ALLOW_DELETES: String(wanted.users) });
  const nothing = await openProject(engine, skipping);
  try {
    /** @type {Result[]} */
    const results = [];
    for (const operation of OPERATIONS) {
      const changed = operation === "change" || operation === "delete" ? Math.ceil(wanted.users / 100) : 0;
      ours.program(programText(wanted, { provider: "rollcall", root: emulator.rootUnit, changed }));
      nothing.program(programText(wanted, { provider: "nothing", root: emulator.rootUnit, changed }));
      const base = await nothing.run(...command(operation, plan.parallel));
      await emulator.resetCalls();
      const { seconds, memoryMb } = await ours.run(...command(operation, plan.parallel));
      const byOperation = await emulator.calls();
      const calls = Object.values(byOperation).reduce((sum, count) => sum + count, 0);
      const floor = base.seconds + demanded(wanted.directory, operation, calls, plan.latencyMs);
      results.push({
        operation,
        seconds,
        nothing: base.seconds,
        floor,
        ratio: seconds / floor,
        calls,
        byOperation,
        memoryMb,
        nothingMemoryMb: base.memoryMb,
      });
      say(`  ${operation}: ${formatDuration(seconds * 1000)}, ${calls} calls, ${(seconds / floor).toFixed(2)} times the floor`);
    }
    return results;
  } finally {
    ours.remove();
    nothing.remove();
    emulator.stop();
  }
}

/**
 * @param {Operation} operation
 * @param {number} parallel
 */
function command(operation, parallel) {
  const words = { create: "up", preview: "preview", refresh: "refresh", change: "up", delete: "destroy" };
  return [words[operation], ...(operation === "preview" ? [] : ["--yes", "--skip-preview"]), "--parallel", String(parallel)];
}

/**
 * Seconds that the service demands for so many calls: their latency at the concurrency it allows, and its rate.
 * @param {import("./options").Directory} directory
 * @param {Operation} operation
 * @param {number} calls
 * @param {number} latencyMs
 */
function demanded(directory, operation, calls, latencyMs) {
  const writes = operation === "create" || operation === "change" || operation === "delete";
  const concurrency = directory === "cloudidentity" && writes ? 1 : CONCURRENCY;
  // One call is never shared among several lanes.
  const byLatency = (Math.ceil(calls / concurrency) * latencyMs) / 1000;
  const byRate = Math.max(0, calls / RATES[directory] - 2);
  return Math.max(byLatency, byRate);
}

module.exports = { OPERATIONS, demanded, measure };
