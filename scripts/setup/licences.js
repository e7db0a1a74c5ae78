"use strict";
// `node scripts/setup/licences.js` writes docs/licences.md from the lock file.
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./paths");

/** @typedef {{ name: string, version: string, licence: string, integrity: string }} LockedPackage */

/**
 * The packages that an installation of Rollcall brings along, as the lock file has them: without development tools and
 * without the Pulumi SDK, which is the user's own.
 * @returns {LockedPackage[]}
 */
function productionPackages() {
  const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8"));
  /** @type {[string, Record<string, unknown>][]} */
  const entries = Object.entries(lock.packages);
  return entries
    .filter(([location, entry]) => location !== "" && !entry.dev && !entry.devOptional && !entry.peer && !entry.link)
    .map(([location, entry]) => ({
      name: location.slice(location.lastIndexOf("node_modules/") + "node_modules/".length),
      version: String(entry.version),
      licence: String(entry.license ?? "not stated"),
      integrity: String(entry.integrity ?? ""),
    }))
    .sort((left, right) => (`${left.name} ${left.version}` < `${right.name} ${right.version}` ? -1 : 1));
}

/** The page as Markdown. */
function licencesPage() {
  const rows = productionPackages().map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return [
    "# Licences of dependencies",
    "",
    "What an installation of Rollcall brings along, each pinned to one version and hash in package-lock.json. Rollcall itself is Apache-2.0; the Pulumi SDK is the project's own.",
    "",
    "| Package | Version | Licence |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

if (require.main === module) fs.writeFileSync(path.join(root, "docs", "licences.md"), licencesPage());

module.exports = { productionPackages, licencesPage };
