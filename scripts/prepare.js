"use strict";
// npm's `prepare`: runs after an install in the repository, before packing, and when the package is installed from git.
const fs = require("node:fs");
const path = require("node:path");
const { ensureBuild } = require("./setup/build");
const { IN_SETUP, stampDependencies } = require("./setup/dependencies");
const { runMain } = require("./setup/failure");
const { linkPackage } = require("./setup/link");
const { nodeModules, root } = require("./setup/paths");

runMain(async () => {
  if (process.env[IN_SETUP]) return 0;
  const hasSources = fs.existsSync(path.join(root, "sdk", "index.ts"));
  // Without development dependencies (npm ci --omit=dev) there is nothing to compile with, and nothing went wrong.
  const hasTools = ["typescript", "@pulumi/pulumi"].every((name) => fs.existsSync(path.join(nodeModules, name)));
  if (!hasSources || !hasTools) return 0;
  stampDependencies(root);
  linkPackage(root);
  await ensureBuild(root);
  return 0;
});
