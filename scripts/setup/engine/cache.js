"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { say } = require("../progress");
const { formatVersion } = require("../version");
const { OWN, recipeHash } = require("./pins");

const POLL_MS = 1_000;

/**
 * Where engines are kept: outside the clone, so that a second clone is quick.
 * @param {NodeJS.ProcessEnv} env
 */
function engineHome(env) {
  if (env.ROLLCALL_ENGINE_HOME) return path.resolve(env.ROLLCALL_ENGINE_HOME);
  const caches = env.XDG_CACHE_HOME || (process.platform === "win32" && env.LOCALAPPDATA) || path.join(os.homedir(), ".cache");
  return path.join(caches, "rollcall");
}

/**
 * The folder of the engine this clone asks for; its binaries are in `bin` below.
 * @param {NodeJS.ProcessEnv} env
 */
function engineFolder(env) {
  return path.join(engineHome(env), `engine-${formatVersion(OWN)}-${process.platform}-${process.arch}-${recipeHash()}`);
}

/** @param {string} lock */
function holderIsAlive(lock) {
  try {
    process.kill(Number(fs.readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's. Empty or vanished file: its holder is between two steps of its own.
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === "EPERM" || code === "ENOENT";
  }
}

/** @param {string} lock */
function tryLock(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes the lock, waiting for another set-up to finish unless its process is gone. Two that find the same dead holder at
 * the same moment may both go on; that costs a second build and nothing else, since publishing is one rename.
 * @param {string} lock
 */
async function acquire(lock) {
  let announced = false;
  while (!tryLock(lock)) {
    if (!holderIsAlive(lock)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (!announced) say(`waiting for another set-up to finish preparing the engine (if none is running, remove ${lock})`);
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Fills the engine's folder once, however many set-ups run at a time: work goes into a folder beside it, which is renamed
 * when complete, so an interrupted run leaves nothing that looks like an engine.
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} fill
 */
async function publishOnce(folder, fill) {
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  await acquire(lock);
  try {
    if (fs.existsSync(folder)) return;
    const draft = `${folder}.draft`;
    fs.rmSync(draft, { recursive: true, force: true });
    fs.mkdirSync(path.join(draft, "bin"), { recursive: true });
    await fill(draft);
    fs.renameSync(draft, folder);
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

module.exports = { engineFolder, engineHome, publishOnce };
