"use strict";

/**
 * A case with when, where and how it was measured; `load` is the load average as it began.
 * @typedef {import("./options").Case & { at: string, node: string, cores: number, load: number, parallel: number, latencyMs: number, results: import("./measure").Result[] }} MeasuredCase
 */

const HEAD = ["case", "operation", "calls", "seconds", "engine alone", "floor", "ratio", "memory MB", "of which host"];

/** Steps at once of most measurements; a set is one step. */
const USUAL_PARALLEL = 64;

/** @param {import("./options").Case & { parallel?: number }} wanted */
function caseName({ directory, form, users, checkpoints, host, parallel = USUAL_PARALLEL }) {
  const few = parallel === USUAL_PARALLEL ? "" : `, --parallel ${parallel}`;
  const what = form === "set" ? "set" : `users, checkpoints ${checkpoints}${few}`;
  return `${directory} ${users} ${what}${host === "plugin" ? ", plugin" : ""}`;
}

/**
 * A Markdown table, a row for each operation.
 * @param {MeasuredCase[]} cases
 */
function markdownTable(cases) {
  const rows = cases.flatMap((measured) =>
    measured.results.map(({ operation, calls, seconds, nothing, floor, ratio, memoryMb, nothingMemoryMb }) => [
      caseName(measured),
      operation,
      String(calls),
      seconds.toFixed(1),
      nothing.toFixed(1),
      floor.toFixed(1),
      ratio.toFixed(2),
      megabytes(memoryMb),
      megabytes(nothingMemoryMb),
    ]),
  );
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column < 2 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(HEAD), rule, ...rows.map(line)].join("\n");
}

/** @param {number | undefined} size */
function megabytes(size) {
  return size === undefined ? "" : size.toFixed(0);
}

module.exports = { caseName, markdownTable };
