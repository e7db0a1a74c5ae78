"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("../paths");

/** The oldest engine accepted from PATH; `read` of a dynamic resource may return inputs from SDK and engine 3.216.0 on. */
const MINIMUM = { major: 3, minor: 216, patch: 0 };

/** The engine set-up fetches or builds itself. */
const OWN = { major: 3, minor: 258, patch: 0 };

const MODULES = [
  { folder: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", binary: "pulumi" },
  { folder: "nodehost", package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs", binary: "pulumi-language-nodejs" },
].map((module) => ({ ...module, folder: path.join(root, "tools", module.folder) }));

/** Changes when the modules the engine is built from change, so that a cached engine is never an older recipe's. */
function recipeHash() {
  const hash = crypto.createHash("sha256");
  for (const { folder } of MODULES) {
    for (const name of ["go.mod", "go.sum"]) hash.update(fs.readFileSync(path.join(folder, name)));
  }
  return hash.digest("hex").slice(0, 12);
}

module.exports = { MINIMUM, MODULES, OWN, recipeHash };
