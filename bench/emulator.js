"use strict";
const { spawn } = require("node:child_process");
const path = require("node:path");
const { root } = require("../scripts/setup/paths");

/**
 * Calls per second and service. No vendor documents a rate for these APIs, so: what an account usually meets at the gateways,
 * with a burst of two seconds. A serial service at 50 ms a call stays below by nature.
 */
const RATES = { eds: 50, eiam: 50, workspace: 100, cloudidentity: 50 };

/** EDS takes 50,000 users unless told otherwise. */
const MANY = ["--max-users", "1000000"];

/**
 * Starts the emulator as a process of its own, under rate limits unless told otherwise.
 * @param {number} latencyMs
 * @param {{ limited: boolean }} [how]
 */
async function startEmulator(latencyMs, { limited } = { limited: true }) {
  const limits = Object.entries(RATES).map(([service, rps]) => `${service}:* rate-limit rps=${rps} burst=${2 * rps}`);
  const faults = limited ? ["--faults", limits.join("; ")] : [];
  const child = spawn(
    process.execPath,
    [path.join(root, "dist", "cli", "main.js"), "emulator", "--latency", String(latencyMs), ...faults, "--seed", "1", ...MANY],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const line = JSON.parse(await firstLine(child.stdout));
  const control = async (/** @type {string} */ method, /** @type {string} */ name) =>
    (await fetch(`${line.endpoint}/_rollcall/${name}`, { method })).text();
  return {
    /** @type {string} */
    rootUnit: line.eiam.rootOrganizationalUnitId,
    /** What makes a provider use it. */
    environment: environmentOf(line),
    /** @returns {Promise<Record<string, number>>} */
    calls: async () => JSON.parse(await control("GET", "calls")),
    resetCalls: () => control("DELETE", "calls"),
    stop: () => child.kill(),
  };
}

/**
 * @param {import("node:stream").Readable} stream
 * @returns {Promise<string>}
 */
function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    stream.on("close", () => reject(new Error("the emulator did not start")));
  });
}

/** @param {{ endpoint: string, accessKeyId: string, accessKeySecret: string, eiam: { instanceId: string }, workspace: { projectId: string } }} line */
function environmentOf({ endpoint, accessKeyId, accessKeySecret, eiam, workspace }) {
  return {
    ROLLCALL_TARGET: "cloud",
    ...Object.fromEntries(Object.keys(RATES).map((name) => [`ROLLCALL_${name.toUpperCase()}_ENDPOINT`, endpoint])),
    ROLLCALL_INSTANCE_ID: eiam.instanceId,
    ROLLCALL_PROJECT_ID: workspace.projectId,
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    HUAWEICLOUD_SDK_AK: accessKeyId,
    HUAWEICLOUD_SDK_SK: accessKeySecret,
    VOLCENGINE_ACCESS_KEY: accessKeyId,
    VOLCENGINE_SECRET_KEY: accessKeySecret,
  };
}

module.exports = { RATES, startEmulator };
