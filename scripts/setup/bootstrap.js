"use strict";
const { ensureBuild } = require("./build");
const { ensureDependencies } = require("./dependencies");
const { ensureEngine } = require("./engine/engine");
const { linkPackage } = require("./link");
const { requireNode } = require("./node-version");
const { root } = require("./paths");

/**
 * Makes a fresh clone runnable: dependencies, compiled package, links. Quick when everything is in place.
 * @throws {import("./failure").SetupError}
 */
async function preparePackage() {
  requireNode();
  await ensureDependencies(root);
  linkPackage(root);
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

module.exports = { bootstrap, preparePackage };
