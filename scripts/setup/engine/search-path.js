"use strict";
const fs = require("node:fs");
const path = require("node:path");

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Looks a command up as a shell would.
 * @param {string} name without suffix
 * @param {string} searchPath folders joined as in PATH
 * @returns {string | undefined} absolute path
 */
function findOnPath(name, searchPath) {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of searchPath.split(path.delimiter)) {
    if (folder === "") continue;
    for (const suffix of suffixes) {
      const file = path.resolve(folder, name + suffix);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/**
 * Puts folders in front of a search path, in the given order, each folder once.
 * @param {string[]} folders
 * @param {string} searchPath
 */
function prependFolders(folders, searchPath) {
  return [...new Set([...folders, ...searchPath.split(path.delimiter)])].filter((folder) => folder !== "").join(path.delimiter);
}

module.exports = { findOnPath, prependFolders };
