"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * Makes one symbolic link, replacing a different one.
 * @param {string} target relative to the link's folder
 * @param {string} file
 * @param {"dir" | "file"} kind
 */
function placeLink(target, file, kind) {
  try {
    if (fs.readlinkSync(file) === target) return;
  } catch {
    // Absent, or something else than a link: both are replaced.
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { recursive: true, force: true });
  // Windows allows a junction without special rights, but only with an absolute target.
  if (process.platform === "win32" && kind === "dir") fs.symlinkSync(path.resolve(path.dirname(file), target), file, "junction");
  else fs.symlinkSync(target, file, kind);
}

/**
 * Links the package into its own node_modules. The engine's Node host resolves "rollcall/provider" by looking through
 * node_modules from the program's folder and does not know package self-reference, so programs inside this repository
 * would not find it otherwise.
 * @param {string} root
 */
function linkPackage(root) {
  placeLink("..", path.join(root, "node_modules", "rollcall"), "dir");
  if (process.platform !== "win32") {
    placeLink("../../dist/cli/main.js", path.join(root, "node_modules", ".bin", "rollcall"), "file");
  }
}

module.exports = { linkPackage, placeLink };
