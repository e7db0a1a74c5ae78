"use strict";
// Run as a process of its own by release.js, which bounds its time: node install-release.js <folder> <version>
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const sdk = require.resolve("@pulumi/pulumi/package.json");
const semver = require(require.resolve("semver", { paths: [sdk] }));

const [folder = "", version = ""] = process.argv.slice(2);
PulumiCommand.install({ root: folder, version: new semver.SemVer(version) }).catch((/** @type {Error} */ error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
