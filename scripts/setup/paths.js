"use strict";
const path = require("node:path");

/** Absolute path of the repository (or of the installed package, when run from `prepare`). */
const root = path.resolve(__dirname, "..", "..");

module.exports = { root, nodeModules: path.join(root, "node_modules") };
