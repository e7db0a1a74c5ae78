"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("../failure");
const { nodeModules } = require("../paths");
const { say, withProgress, runQuietly } = require("../progress");
const { formatVersion } = require("../version");
const { MODULES, OWN } = require("./pins");
const { findOnPath } = require("./search-path");

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Puts the host of dynamic resources, a script that ships in the SDK, where a release has it: the engine warns in every
 * run about one that is not beside itself.
 * @param {string} bin
 */
function addDynamicHost(bin) {
  const name = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
  const target = path.join(bin, name);
  fs.copyFileSync(path.join(nodeModules, "@pulumi", "pulumi", name), target);
  fs.chmodSync(target, 0o755);
}

/**
 * Builds one program from a module of tools/.
 * @param {string} go
 * @param {string} folder of the module
 * @param {string} name of the package
 * @param {string} target file, without the suffix of the platform
 * @param {string} version that the program is to say of itself
 * @param {string} searchPath
 * @throws {SetupError} when the build fails
 */
async function goBuild(go, folder, name, target, version, searchPath) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const flags = ["-mod=readonly", "-buildvcs=false", `-ldflags=-s -w -X ${VERSION_VARIABLE}=${version}`];
  const { code, output } = await withProgress(`building ${path.basename(target)}`, () =>
    runQuietly(go, ["build", ...flags, "-o", target + suffix, name], {
      cwd: folder,
      env: { ...process.env, PATH: searchPath, GOFLAGS: "", GOWORK: "off" },
    }),
  );
  if (code === 0) return;
  throw new SetupError(
    `${path.basename(target)} could not be built: go build failed.`,
    "Install the Pulumi CLI (https://www.pulumi.com/docs/install/), or Go 1.25.11 or newer with a reachable module proxy.",
    output,
  );
}

/**
 * Builds the engine and its Node language host from the modules pinned in tools/.
 * @param {string} draft
 * @param {string} searchPath where to look for Go
 * @returns {Promise<string | undefined>} undefined on success, else why it was not tried
 * @throws {SetupError} when Go is there and the build fails
 */
async function buildWithGo(draft, searchPath) {
  const go = findOnPath("go", searchPath);
  if (!go) return "Go is not installed";
  say(
    `building the Pulumi engine ${formatVersion(OWN)} from Go modules; the first time this takes 5 to 10 minutes on two cores and about 4 GB of disk`,
  );
  for (const { folder, package: name, binary } of MODULES)
    await goBuild(go, folder, name, path.join(draft, "bin", binary), formatVersion(OWN), searchPath);
  addDynamicHost(path.join(draft, "bin"));
  return undefined;
}

module.exports = { buildWithGo, goBuild };
