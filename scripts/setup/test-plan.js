"use strict";
const os = require("node:os");

/** One more than there are cores: tests of the services' clocks, and of an engine, spend part of their time waiting. */
const WAITING = `--maxWorkers=${os.availableParallelism() + 1}`;

/**
 * `reads`: what must be made before it starts, the compiled package.
 * @typedef {{ name: string, title: string, tool: "tsc" | "eslint" | "prettier" | "jest", args: string[], reads?: "dist" }} Stage
 */
/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Stage[]} */
const STAGES = [
  { name: "typecheck", title: "Type-check", tool: "tsc", args: ["-p", "tsconfig.json", "--noEmit"] },
  { name: "scripts", title: "Type-check of scripts", tool: "tsc", args: ["-p", "scripts/tsconfig.json"], reads: "dist" },
  { name: "format", title: "Formatting", tool: "prettier", args: ["--check", "--log-level", "warn", "."] },
  { name: "lint", title: "Lint", tool: "eslint", args: ["."] },
  { name: "unit", title: "Unit tests", tool: "jest", args: ["--selectProjects", "unit", "--maxWorkers=100%"], reads: "dist" },
  {
    name: "contract",
    title: "Contract tests against the emulator",
    tool: "jest",
    args: ["--selectProjects", "contract", WAITING],
    reads: "dist",
  },
  {
    name: "e2e",
    title: "End-to-end tests with the Pulumi engine",
    tool: "jest",
    args: ["--selectProjects", "e2e", WAITING],
    reads: "dist",
  },
];

/**
 * Leading words that name stages select them, in the plan's order; everything after goes to jest. With words for jest but
 * no stage named, only the jest stages run.
 * @param {string[]} words for example ["e2e", "-t", "drift"]
 * @returns {{ stages: Stage[], jestArgs: string[] }}
 */
function planStages(words) {
  const names = new Set(STAGES.map((stage) => stage.name));
  const firstOther = words.findIndex((word) => !names.has(word));
  const selected = new Set(firstOther === -1 ? words : words.slice(0, firstOther));
  const jestArgs = firstOther === -1 ? [] : words.slice(firstOther);
  if (selected.size > 0) return { stages: STAGES.filter((stage) => selected.has(stage.name)), jestArgs };
  return { stages: jestArgs.length > 0 ? STAGES.filter((stage) => stage.tool === "jest") : STAGES, jestArgs };
}

/**
 * @param {Tally[]} tallies
 * @param {keyof Tally} key
 */
function sum(tallies, key) {
  return tallies.reduce((total, tally) => total + tally[key], 0);
}

/**
 * Whether jest found nothing to run: everything is skipped when a name or file given matches no test.
 * @param {Tally[]} tallies
 */
function ranNothing(tallies) {
  return sum(tallies, "passed") + sum(tallies, "failed") === 0;
}

/**
 * One line summing all runs.
 * @param {Tally[]} tallies
 */
function summaryLine(tallies) {
  const skipped = sum(tallies, "skipped");
  return `${sum(tallies, "passed")} passed, ${sum(tallies, "failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

module.exports = { planStages, ranNothing, summaryLine };
