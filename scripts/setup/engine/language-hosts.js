"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("../paths");
const { say } = require("../progress");
const { engineHome, publishOnce } = require("./cache");
const { goBuild } = require("./go-build");
const { findOnPath } = require("./search-path");

/**
 * Hosts of further languages, which the tests of programs for the plugin need. An official engine brings them along.
 * @type {Readonly<Record<string, { module: string, package: string, version: string }>>}
 */
const HOSTS = { yaml: { module: "yamlhost", package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml", version: "1.25.0" } };

/**
 * The folder in which a host built here is kept.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} language
 * @param {string} module folder below tools/
 */
function hostFolder(env, language, module) {
  const hash = crypto.createHash("sha256");
  for (const name of ["go.mod", "go.sum"]) hash.update(fs.readFileSync(path.join(root, "tools", module, name)));
  return path.join(engineHome(env), `${language}-host-${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`);
}

/**
 * Finds a language's host, or builds it from the modules pinned in tools/, once for all clones.
 * @param {string} language
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath PATH with the engine
 * @returns {Promise<string | undefined>} the folder it is in; undefined, with a line that says so, where it cannot be had
 */
async function ensureLanguageHost(language, env, searchPath) {
  const host = HOSTS[language];
  if (!host) throw new Error(`there is no host of ${language}`);
  const binary = `pulumi-language-${language}`;
  const installed = findOnPath(binary, searchPath);
  if (installed) return path.dirname(installed);
  const folder = hostFolder(env, language, host.module);
  if (!fs.existsSync(folder)) {
    const go = findOnPath("go", searchPath);
    if (!go) {
      say(`programs in ${language} are not tested: ${binary} is not on PATH, and Go, which could build it, is not installed`);
      return undefined;
    }
    say(`building ${binary} ${host.version} from Go modules; the first time this takes a few minutes on two cores`);
    await publishOnce(folder, (draft) =>
      goBuild(go, path.join(root, "tools", host.module), host.package, path.join(draft, "bin", binary), host.version, searchPath),
    );
  }
  return path.join(folder, "bin");
}

module.exports = { ensureLanguageHost };
