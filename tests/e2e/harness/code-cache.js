"use strict";
// Loaded first in every Node process of the engine tests (NODE_OPTIONS): keeps what V8 has compiled of packages and of dist/ for the next
// process. Each engine command starts two, which load the same 800 modules. Node does this by itself from 22.1 on (NODE_COMPILE_CACHE).
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

// Otherwise V8 drops the code of functions that have not run for a while, and what is kept of a long run is half of it.
v8.setFlagsFromString("--no-flush-bytecode");

// The host of programs in Node that Go modules give is of 3.68 and does not know the option `typescript`: it says true of every program,
// which then loads the compiler.
if (process.env.ROLLCALL_E2E_JAVASCRIPT === "true") delete process.env.PULUMI_NODEJS_TYPESCRIPT;

const root = path.join(__dirname, "..", "..", "..");
const COVERED = [path.join(root, "node_modules") + path.sep, path.join(root, "dist") + path.sep];
const pack = path.join(root, ".rollcall", `code-${process.version}-${process.arch}`);
/** Fewer new modules than this are not worth writing the pack anew. */
const WORTH_WRITING = 10;

/** @typedef {{ readonly stamp: string, readonly code: Buffer }} Kept */

/** @returns {Record<string, Kept>} by file; empty where nothing, or nothing that can be read, was kept */
function readPack() {
  try {
    return v8.deserialize(fs.readFileSync(pack));
  } catch {
    return {};
  }
}

/** @type {Record<string, Kept> | undefined} read when a module asks: the engine also starts Node for one question of a path */
let kept;
/** @type {Map<string, { stamp: string, script: vm.Script }>} */
const compiled = new Map();

/**
 * V8 compares the length of a source alone; a file that was written anew has another time.
 * @param {string} file
 */
function stampOf(file) {
  const { mtimeMs, size } = fs.statSync(file);
  return `${size} ${mtimeMs}`;
}

/**
 * @param {string} file
 * @param {string} source
 */
function load(file, source) {
  const stamp = stampOf(file);
  kept ??= readPack();
  const known = kept[file]?.stamp === stamp ? kept[file] : undefined;
  const script = new vm.Script(Module.wrap(source.replace(/^#!.*/, "")), {
    filename: file,
    ...(known && { cachedData: known.code }),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (known === undefined || script.cachedDataRejected) compiled.set(file, { stamp, script });
  return script.runInThisContext();
}

const sdk = path.join(root, "node_modules", "@pulumi", "pulumi");

/**
 * Files of Pulumi's SDK that bring along half of what every process loads, for functions whose text goes into the state. No
 * program under test has one: they are loaded when they are called.
 * @type {Record<string, (load: () => any) => unknown>}
 */
const LATE = {
  [path.join(sdk, "runtime", "closure", "codePaths.js")]: (load) => ({
    computeCodePaths: (/** @type {unknown[]} */ ...args) => load().computeCodePaths(...args),
  }),
  [path.join(sdk, "typescript-shim.js")]: (load) => new Proxy({}, { get: (_, name) => load()[name] }),
  // Lines of the SDK's TypeScript in stacks of its own JavaScript; the SDK asks for such a stack of every promise. Never loaded.
  [path.join(root, "node_modules", "source-map-support", "register.js")]: () => ({}),
};

// Node's own way for everything else: programs under test, and tests.
const compile = Module.prototype._compile;
Module.prototype._compile = function compileKept(source, file) {
  if (!COVERED.some((folder) => file.startsWith(folder))) return compile.call(this, source, file);
  const require = Object.assign((/** @type {string} */ id) => this.require(id), {
    resolve: Module.createRequire(file).resolve,
    main: process.mainModule,
    extensions: Module._extensions,
    cache: Module._cache,
  });
  const own = this.exports;
  const run = () => load(file, source).call(own, own, require, this, file, path.dirname(file));
  const late = LATE[file];
  if (late === undefined) return run();
  /** @type {unknown} */
  let loaded;
  this.exports = late(() => {
    if (loaded === undefined) {
      this.exports = own;
      run();
      loaded = this.exports;
    }
    return loaded;
  });
};

// After a run, so that functions compiled on the way are kept as well. A process that is killed writes nothing.
process.on("exit", () => {
  if (compiled.size < WORTH_WRITING) return;
  const fresh = [...compiled].map(([file, { stamp, script }]) => [file, { stamp, code: script.createCachedData() }]);
  const written = `${pack}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(pack), { recursive: true });
    fs.writeFileSync(written, v8.serialize({ ...readPack(), ...Object.fromEntries(fresh) }));
    fs.renameSync(written, pack);
  } catch {
    // The next process compiles by itself.
  }
});
