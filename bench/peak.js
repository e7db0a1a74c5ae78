"use strict";
// Loaded before a command (--require): its last line on standard error is its peak of memory and its processor time.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`processor ${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s, peak ${Math.round(maxRSS / 1024)} MB\n`);
});
