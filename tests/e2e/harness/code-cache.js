"use strict";
// Loaded first in every Node process of the engine tests (NODE_OPTIONS): keeps for the next process where requests for modules of packages
// and of dist/ lead, and what V8 has compiled of them. Each engine command starts two, which load the same 800 modules. Node keeps compiled
// code by itself from 22.1 on (NODE_COMPILE_CACHE), but looks for every module again.
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { CodePack, stampOf } = require("./code-pack");
const { lateModules } = require("./late-modules");

// Otherwise V8 drops the code of functions that have not run for a while, and what is kept of a long run is half of it.
v8.setFlagsFromString("--no-flush-bytecode");
// Pulumi's SDK sets this on its way, and V8 takes no code that was kept under other flags.
v8.setFlagsFromString("--allow-natives-syntax");

/** The program's process, the provider's, a command: each runs other functions of the same modules, and V8 compiles a function when it runs. */
const role = path.basename(path.dirname(process.argv[1] ?? ""));
// A process of one engine command does not live to see what V8 makes of it on its other threads: optimised code, and marks of garbage.
if (role === "run" || role === "dynamic-provider") for (const flag of ["--no-opt", "--no-incremental-marking"]) v8.setFlagsFromString(flag);

// The host of programs in Node that Go modules give is of 3.68 and does not know the option `typescript`: it says true of every program,
// which then loads the compiler.
if (process.env.ROLLCALL_E2E_JAVASCRIPT === "true") delete process.env.PULUMI_NODEJS_TYPESCRIPT;

const root = path.join(__dirname, "..", "..", "..");
const COVERED = [path.join(root, "node_modules") + path.sep, path.join(root, "dist") + path.sep];
/** What is written anew where packages are installed, or the package compiled: requests may lead elsewhere then. */
const DECIDING = [path.join(root, "node_modules", ".package-lock.json"), path.join(root, "dist", ".tsbuildinfo")];
/** Fewer new modules than this are not worth writing the pack anew. */
const WORTH_WRITING = 10;

/** @type {CodePack | undefined} opened when a module asks: the engine also starts Node for one question of a path */
let opened;
const pack = () =>
  (opened ??= new CodePack(path.join(root, ".rollcall", `code-${process.version}-${process.arch}-${role}`), DECIDING.map(stampOf).join()));
/** @type {Map<string, { stamp: string, text: string, script: vm.Script }>} */
const compiled = new Map();
/** @type {Map<string, string>} */
const found = new Map();

/** @param {string | null | undefined} file */
const isCovered = (file) => typeof file === "string" && COVERED.some((folder) => file.startsWith(folder));

/**
 * @param {NodeModule} module
 * @returns {NodeJS.Require}
 */
function requireFor(module) {
  const require = /** @type {NodeJS.Require} */ ((id) => module.require(id));
  require.resolve = /** @type {NodeJS.RequireResolve} */ ((id, options) => Module._resolveFilename(id, module, false, options));
  require.resolve.paths = (id) => Module._resolveLookupPaths(id, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

const late = lateModules(root);

/**
 * Runs a module, or has it run when it is first used.
 * @param {NodeModule} module
 * @param {string} file
 * @param {() => { stamp: string, text: string, code?: Buffer }} read
 */
function run(module, file, read) {
  const start = () => {
    const { stamp, text, code } = read();
    const script = new vm.Script(text, {
      filename: file,
      cachedData: code,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (code === undefined || script.cachedDataRejected) compiled.set(file, { stamp, text, script });
    script.runInThisContext().call(module.exports, module.exports, requireFor(module), module, file, path.dirname(file));
  };
  const inPlace = late[file];
  if (inPlace === undefined) return start();
  const own = module.exports;
  /** @type {unknown} */
  let loaded;
  module.exports = inPlace(() => {
    if (loaded === undefined) {
      module.exports = own;
      start();
      loaded = module.exports;
    }
    return loaded;
  });
}

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveKept(request, parent, ...rest) {
  if (rest[1] !== undefined || !isCovered(parent?.filename)) return resolve.call(this, request, parent, ...rest);
  const question = `${parent.path}\0${request}`;
  const known = pack().found(question);
  if (known !== undefined) return known;
  const file = resolve.call(this, request, parent, ...rest);
  if (isCovered(file)) found.set(question, file);
  return file;
};

const load = Module._extensions[".js"];
Module._extensions[".js"] = function loadKept(module, file) {
  const kept = isCovered(file) ? pack().take(file) : undefined;
  if (kept === undefined) load(module, file);
  else run(module, file, () => kept);
};

// Reached through Node's own way of loading, by whatever is not kept; programs under test, and tests, are left to it.
const compile = Module.prototype._compile;
Module.prototype._compile = function compileKept(source, file, ...rest) {
  if (!isCovered(file)) return compile.call(this, source, file, ...rest);
  run(this, file, () => ({ stamp: stampOf(file), text: Module.wrap(source.replace(/^#!.*/, "")) }));
};

/** After a run, so that functions compiled on the way are kept as well. A process that is killed outright keeps nothing. */
function keep() {
  if (compiled.size < WORTH_WRITING) return;
  const fresh = [...compiled].map(([file, { stamp, text, script }]) => [file, { stamp, text, code: script.createCachedData() }]);
  try {
    pack().write(new Map(fresh), found);
  } catch {
    // The next process compiles by itself.
  }
}

process.on("exit", keep);
// The engine ends the provider so, which does not listen itself.
if (role === "dynamic-provider")
  process.once("SIGINT", () => {
    keep();
    process.kill(process.pid, "SIGINT");
  });
