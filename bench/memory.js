"use strict";
const fs = require("node:fs");

const EVERY_MS = 100;

/**
 * Watches the processes of providers that run in `folder` until the returned function is called, which tells the highest
 * peak in MB; undefined where there is no /proc.
 * @param {string} folder
 * @returns {() => number | undefined}
 */
function watchMemory(folder) {
  /** @type {number | undefined} */
  let peak;
  const look = () => {
    for (const process of providersIn(folder)) {
      const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(process)?.[1]);
      if (Number.isFinite(kilobytes)) peak = Math.max(peak ?? 0, kilobytes / 1024);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/**
 * The /proc status texts.
 * @param {string} folder
 */
function providersIn(folder) {
  if (!fs.existsSync("/proc/self/status")) return [];
  return fs.readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      // Processes may end between two looks at them.
      const isOurs =
        /dynamic-provider|pulumi-resource-rollcall/.test(fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")) &&
        fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
      return isOurs ? [fs.readFileSync(`/proc/${pid}/status`, "utf8")] : [];
    } catch {
      return [];
    }
  });
}

module.exports = { watchMemory };
