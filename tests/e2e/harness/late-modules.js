"use strict";
const path = require("node:path");

const untraced = () => undefined;

/**
 * Files of Pulumi's SDK that bring along half of what every process loads, for functions whose text goes into the state and for traces.
 * No program under test has such a function, and no test a trace: they are loaded when they are called.
 * @param {string} root the repository
 * @returns {Record<string, (load: () => any) => unknown>} by file, what stands in its place
 */
function lateModules(root) {
  const modules = path.join(root, "node_modules");
  const sdk = path.join(modules, "@pulumi", "pulumi");
  return {
    [path.join(sdk, "runtime", "closure", "codePaths.js")]: (load) => ({
      computeCodePaths: (/** @type {unknown[]} */ ...args) => load().computeCodePaths(...args),
    }),
    // A debugger, which reads every script anew for it.
    [path.join(sdk, "runtime", "closure", "v8Hooks.js")]: (load) => ({
      isInitializedAsync: () => Promise.resolve(),
      getSessionAsync: () => load().getSessionAsync(),
      getScriptUrl: (/** @type {unknown[]} */ ...args) => load().getScriptUrl(...args),
    }),
    [path.join(sdk, "typescript-shim.js")]: (load) => new Proxy({}, { get: (_, name) => load()[name] }),
    [path.join(sdk, "cmd", "run", "tracing.js")]: (load) => ({
      start: (/** @type {unknown[]} */ ...args) => load().start(...args),
      stop: () => load().stop(),
      newSpan: () => ({ setAttribute: untraced, addEvent: untraced, end: untraced }),
    }),
    // Lines of the SDK's TypeScript in stacks of its own JavaScript; the SDK asks for such a stack of every promise. Never loaded.
    [path.join(modules, "source-map-support", "register.js")]: () => ({}),
  };
}

module.exports = { lateModules };
