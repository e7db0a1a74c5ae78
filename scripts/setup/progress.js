"use strict";
const { spawn } = require("node:child_process");

const HEARTBEAT_MS = 30_000;
const KEPT_OUTPUT = 2_000;

/** @param {string} text */
function say(text) {
  process.stderr.write(`rollcall: ${text}\n`);
}

/** @param {number} ms */
function formatDuration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Announces a long step, repeats a line while it lasts, and says how long it took.
 * @template T
 * @param {string} label what is being done, as in "building the engine"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withProgress(label, work) {
  const started = Date.now();
  say(`${label} ...`);
  const timer = setInterval(() => say(`  still ${label.replace(/ \(.*/, "")}, ${formatDuration(Date.now() - started)}`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`  took ${formatDuration(Date.now() - started)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * The first and the last part of a long text: some tools say at the start what is wrong, others at the end.
 * @param {string} text
 */
function abridge(text) {
  if (text.length <= 2 * KEPT_OUTPUT) return text;
  return `${text.slice(0, KEPT_OUTPUT)}\n[...]\n${text.slice(-KEPT_OUTPUT)}`;
}

/**
 * Runs a tool without showing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, output: string }>} code -1 when it could not be started or was stopped;
 *   `output` holds both streams, abridged, for an error message
 */
function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeoutMs,
      shell: process.platform === "win32" && command.endsWith(".cmd"),
    });
    let stdout = "";
    let output = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ code: -1, stdout, output: `${abridge(output)}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, output: abridge(output) }));
  });
}

module.exports = { abridge, formatDuration, runQuietly, say, withProgress };
