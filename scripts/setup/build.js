"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("./failure");
const { withProgress, runQuietly } = require("./progress");

const SOURCE_FOLDERS = ["provider", "sdk", "emulator", "cli", "policy", "plugin"];
const CONFIGURATION = ["package.json", "tsconfig.json", "tsconfig.build.json"];
const STAMP = ".sources";

/**
 * @param {string} folder
 * @returns {string[]} absolute paths of all files below, unordered; none when the folder is missing
 */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/**
 * The sources' names, sizes and times in one hash, so that a removed or older file counts as a change as well.
 * @param {string} root
 */
function sourceFingerprint(root) {
  const files = [
    ...SOURCE_FOLDERS.flatMap((folder) => filesBelow(path.join(root, folder))).filter((file) => file.endsWith(".ts")),
    ...CONFIGURATION.map((name) => path.join(root, name)).filter((file) => fs.existsSync(file)),
  ].sort();
  const hash = crypto.createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = fs.statSync(file);
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** @param {string} root */
function buildIsCurrent(root) {
  try {
    return fs.readFileSync(path.join(root, "dist", STAMP), "utf8") === sourceFingerprint(root);
  } catch {
    return false;
  }
}

/**
 * Removes compiled files whose source is gone; tsc leaves them, and a stale module could still be loaded or published.
 * @param {string} root
 */
function removeOrphans(root) {
  const dist = path.join(root, "dist");
  for (const file of filesBelow(dist)) {
    const stem = path.relative(dist, file).replace(/(\.d\.ts|\.js)(\.map)?$/, "");
    const compiled = stem !== path.relative(dist, file);
    if (compiled && !fs.existsSync(path.join(root, `${stem}.ts`))) fs.rmSync(file, { force: true });
  }
}

/**
 * Compiles the package into dist/ when a source changed since the last successful compilation.
 * @param {string} root
 * @throws {SetupError} with the compiler's messages
 */
async function ensureBuild(root) {
  if (buildIsCurrent(root)) return;
  // Taken before compiling: an edit made meanwhile then counts as a change for the next run.
  const fingerprint = sourceFingerprint(root);
  const compiler = require.resolve("typescript/bin/tsc", { paths: [root] });
  const { code, output } = await withProgress("compiling (tsc)", () =>
    runQuietly(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: root }),
  );
  if (code !== 0) throw new SetupError("The sources do not compile.", "Correct the lines above and run the command again.", output);
  removeOrphans(root);
  const command = path.join(root, "dist", "cli", "main.js");
  if (fs.existsSync(command)) fs.chmodSync(command, 0o755);
  fs.writeFileSync(path.join(root, "dist", STAMP), fingerprint);
}

module.exports = { buildIsCurrent, ensureBuild, removeOrphans, sourceFingerprint };
