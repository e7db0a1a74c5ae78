"use strict";
const { formatDuration } = require("./progress");

/** @typedef {import("./test-plan").Stage} Stage */
/**
 * One started stage. `output` is empty for one that writes to the terminal itself.
 * @typedef {{ done: Promise<{ succeeded: boolean, output: string }>, stop: () => void }} Running
 */

/**
 * Stages that may run at once: checks read the sources alone and use one core each, jest uses every core.
 * @param {Stage[]} stages
 * @returns {Stage[][]}
 */
function sideBySide(stages) {
  const checks = stages.filter((stage) => stage.tool !== "jest");
  const tests = stages.filter((stage) => stage.tool === "jest");
  return [...(checks.length > 0 ? [checks] : []), ...tests.map((stage) => [stage])];
}

/**
 * Runs the stages and tells each one's outcome in the plan's order, up to the first that fails; what still runs then is stopped.
 * @param {Stage[]} stages
 * @param {(stage: Stage, alone: boolean) => Running} start a stage that is not alone keeps its output back
 * @param {(text: string) => void} write
 * @returns {Promise<Stage | undefined>} the one that failed
 */
async function runStages(stages, start, write) {
  for (const group of sideBySide(stages)) {
    write(`\n== ${group.map((stage) => stage.title).join(", ")}\n`);
    const started = Date.now();
    const running = group.map((stage) => {
      const one = start(stage, group.length === 1);
      return { stage, ...one, done: one.done.then((result) => ({ ...result, took: formatDuration(Date.now() - started) })) };
    });
    for (const { stage, done } of running) {
      const { succeeded, output, took } = await done;
      write(`${output}== ${stage.title}: ${succeeded ? "passed" : "FAILED"} in ${took}\n`);
      if (succeeded) continue;
      for (const { stop } of running) stop();
      return stage;
    }
  }
  return undefined;
}

/**
 * Starts a stage when what it needs is made; an error there fails it.
 * @param {Promise<unknown>} made resolves with the error, if any
 * @param {() => Running} start
 * @returns {Running}
 */
function startAfter(made, start) {
  /** @type {Running | undefined} */
  let running;
  let stopped = false;
  const done = made.then((error) => {
    if (error !== undefined || stopped) return { succeeded: false, output: "" };
    running = start();
    return running.done;
  });
  const stop = () => {
    stopped = true;
    running?.stop();
  };
  return { done, stop };
}

module.exports = { runStages, sideBySide, startAfter };
