"use strict";
const { ensureBuild } = require("./build");
const { ensureDependencies } = require("./dependencies");
const { ensureEngine } = require("./engine/engine");
const { linkPackage } = require("./link");
const { requireNode } = require("./node-version");
const { root } = require("./paths");

/**
 * What a fresh clone needs before its own sources are compiled: dependencies and links.
 * @throws {import("./failure").SetupError}
 */
async function prepareTools() {
  requireNode();
  await ensureDependencies(root);
  linkPackage(root);
}

/**
 * Makes a fresh clone runnable: dependencies, compiled package, links. Quick when everything is in place.
 * @throws {import("./failure").SetupError}
 */
async function preparePackage() {
  await prepareTools();
  await ensureBuild(root);
}

/**
 * The same, and a Pulumi engine.
 * @throws {import("./failure").SetupError}
 */
async function bootstrap() {
  await preparePackage();
  return ensureEngine(process.env);
}

module.exports = { bootstrap, preparePackage, prepareTools };
