"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { SetupError } = require("../failure");
const { root } = require("../paths");
const { runQuietly, say } = require("../progress");
const { engineHome, publishOnce } = require("./cache");
const { goBuild } = require("./go-build");
const { findOnPath } = require("./search-path");

/**
 * Hosts of further languages, which the tests of programs for the plugin need. An official engine brings them along. What must
 * lie beside a host is a file of its own module.
 * @type {Readonly<Record<string, { module: string, package: string, version: string, beside?: { module: string, file: string } }>>}
 */
const HOSTS = {
  yaml: { module: "yamlhost", package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml", version: "1.25.0" },
  python: {
    module: "pythonhost",
    package: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python",
    version: "3.68.0",
    beside: { module: "github.com/pulumi/pulumi/sdk/v3", file: "python/cmd/pulumi-language-python-exec" },
  },
};

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
      say(`programs in ${language} cannot be run here: ${binary} is not on PATH, and Go, which could build it, is not installed`);
      return undefined;
    }
    say(`building ${binary} ${host.version} from Go modules; the first time this takes a few minutes on two cores`);
    const module = path.join(root, "tools", host.module);
    await publishOnce(folder, async (draft) => {
      const bin = path.join(draft, "bin");
      await goBuild(go, module, host.package, path.join(bin, binary), host.version, searchPath);
      if (host.beside) await copyOutOfModule(go, module, host.beside, bin);
    });
  }
  return path.join(folder, "bin");
}

/**
 * Copies an executable file that a host starts out of the module that it was built from.
 * @param {string} go
 * @param {string} folder of the module below tools/
 * @param {{ module: string, file: string }} wanted
 * @param {string} bin
 */
async function copyOutOfModule(go, folder, wanted, bin) {
  const { code, stdout, output } = await runQuietly(go, ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", wanted.module], {
    cwd: folder,
    env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
  });
  if (code !== 0) throw new SetupError(`${wanted.file} was not found in ${wanted.module}.`, "Run the command again.", output);
  const target = path.join(bin, path.basename(wanted.file));
  fs.copyFileSync(path.join(stdout.trim(), wanted.file), target);
  fs.chmodSync(target, 0o755);
}

module.exports = { ensureLanguageHost };
