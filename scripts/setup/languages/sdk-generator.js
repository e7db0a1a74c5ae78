"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { engineHome, publishOnce } = require("../engine/cache");
const { goBuild } = require("../engine/go-build");
const { findOnPath } = require("../engine/search-path");
const { SetupError } = require("../failure");
const { root } = require("../paths");
const { runQuietly, say, withProgress } = require("../progress");

const SOURCES = path.join(root, "tools", "sdkgen");
const SCHEMA = path.join(root, "bin", "schema.json");
const STAMP = ".generated";

/** Changes when the generator changes. */
function generatorHash() {
  const hash = crypto.createHash("sha256");
  for (const name of ["go.mod", "go.sum", "main.go"]) hash.update(fs.readFileSync(path.join(SOURCES, name)));
  return hash.digest("hex").slice(0, 12);
}

/**
 * Builds the engine's generators of language packages from the modules pinned in tools/, once for all clones.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath where to look for Go
 * @returns {Promise<string | undefined>} the command; undefined, with a line that says so, where Go is not installed
 */
async function ensureGenerator(env, searchPath) {
  const folder = path.join(engineHome(env), `sdkgen-${process.platform}-${process.arch}-${generatorHash()}`);
  const command = path.join(folder, "bin", "sdkgen");
  if (!fs.existsSync(folder)) {
    const go = findOnPath("go", searchPath);
    if (!go) {
      say("programs with a generated package cannot be run here: Go, which builds the generator, is not installed");
      return undefined;
    }
    await publishOnce(folder, (draft) => goBuild(go, SOURCES, ".", path.join(draft, "bin", "sdkgen"), "3.258.0", searchPath));
  }
  return process.platform === "win32" ? `${command}.exe` : command;
}

/**
 * The package of a language for the plugin's schema, generated again when the schema or the generator has changed.
 * @param {"nodejs" | "python"} language
 * @param {string} generator
 * @param {(folder: string) => Promise<void>} finish what the language needs besides, such as compiling
 * @returns {Promise<string>} its folder
 * @throws {SetupError} when the schema is not one
 */
async function ensureGenerated(language, generator, finish) {
  const folder = path.join(root, ".rollcall", "sdks", language);
  const stamp = path.join(folder, STAMP);
  const wanted = crypto.createHash("sha256").update(generatorHash()).update(fs.readFileSync(SCHEMA)).digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === wanted) return folder;
  fs.rmSync(folder, { recursive: true, force: true });
  await withProgress(`generating the plugin's package for ${language}`, async () => {
    const { code, output } = await runQuietly(generator, [SCHEMA, language, folder]);
    if (code !== 0)
      throw new SetupError(`The package for ${language} could not be generated from bin/schema.json.`, "Correct the schema.", output);
    await finish(folder);
  });
  fs.writeFileSync(stamp, wanted);
  return folder;
}

module.exports = { ensureGenerated, ensureGenerator };
