"use strict";
// What programs for the plugin need in each language, where an official engine and a package index have not brought it.
const fs = require("node:fs");
const path = require("node:path");
const { parse } = require("yaml");
const { ensureLanguageHost } = require("../engine/language-hosts");
const { SetupError } = require("../failure");
const { placeLink } = require("../link");
const { root } = require("../paths");
const { runQuietly, say } = require("../progress");
const { ensureEnvironment, findPython } = require("../python");
const { ensureGenerated, ensureGenerator } = require("./sdk-generator");

/** The name by which TypeScript programs import the generated package, from the schema. */
const NODE_PACKAGE = "rollcall-sdk";
const REQUIREMENTS = path.join(root, "tools", "pythonhost", "requirements.txt");

/** @typedef {"yaml" | "typescript" | "python"} Language */
/** @typedef {{ folders: string[] }} Prepared folders to put in front of PATH */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} folder
 * @param {string} what
 */
async function run(command, args, folder, what) {
  const { code, output } = await runQuietly(command, args, { cwd: folder });
  if (code !== 0) throw new SetupError(`${what} failed.`, "See the messages above.", output);
}

/** @param {string} folder */
async function compileNodePackage(folder) {
  const compiler = require.resolve("typescript/bin/tsc", { paths: [root] });
  await run(process.execPath, [compiler, "-p", folder], folder, "Compiling the generated package");
  fs.copyFileSync(path.join(folder, "package.json"), path.join(folder, "bin", "package.json"));
}

/**
 * Programs in YAML, for which no package is needed.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath
 * @returns {Promise<Prepared | undefined>}
 */
async function prepareYaml(env, searchPath) {
  const host = await ensureLanguageHost("yaml", env, searchPath);
  return host === undefined ? undefined : { folders: [host] };
}

/**
 * Programs in TypeScript with the generated package.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath
 * @returns {Promise<Prepared | undefined>}
 */
async function prepareTypeScript(env, searchPath) {
  const generator = await ensureGenerator(env, searchPath);
  if (generator === undefined) return undefined;
  const folder = await ensureGenerated("nodejs", generator, compileNodePackage);
  placeLink(path.relative(path.join(root, "node_modules"), folder), path.join(root, "node_modules", NODE_PACKAGE), "dir");
  return { folders: [] };
}

/**
 * Programs in Python, in an environment that has the SDK and the generated package.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath
 * @returns {Promise<Prepared | undefined>}
 */
async function preparePython(env, searchPath) {
  const python = await findPython();
  if (python === undefined) {
    say("programs in Python cannot be run here: there is no Python 3.9 or newer with venv and pip here");
    return undefined;
  }
  const host = await ensureLanguageHost("python", env, searchPath);
  const generator = host === undefined ? undefined : await ensureGenerator(env, searchPath);
  if (host === undefined || generator === undefined) return undefined;
  const environment = path.join(root, ".rollcall", "sdks", "python-environment");
  let interpreter;
  try {
    interpreter = await ensureEnvironment(environment, python, REQUIREMENTS, "Pulumi's Python SDK");
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`programs in Python cannot be run here: ${error.message} ${error.remedy}`);
    return undefined;
  }
  const install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--force-reinstall"];
  const folder = await ensureGenerated("python", generator, () => Promise.resolve());
  const stamp = path.join(environment, ".package");
  const generated = fs.readFileSync(path.join(folder, ".generated"), "utf8");
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, "utf8") !== generated) {
    await run(interpreter, [...install, folder], folder, "Installing the generated package (pip)");
    fs.writeFileSync(stamp, generated);
  }
  return { folders: [path.dirname(interpreter), host] };
}

/**
 * The language of a project that uses the plugin, as {@link prepareLanguage} takes it.
 * @param {string} folder of the project
 * @returns {Language | undefined} undefined for programs with dynamic resources, which need nothing besides
 */
function pluginLanguage(folder) {
  const file = path.join(folder, "Pulumi.yaml");
  const { runtime, plugins } = fs.existsSync(file) ? parse(fs.readFileSync(file, "utf8")) : {};
  const name = typeof runtime === "string" ? runtime : runtime?.name;
  if (name === "yaml" || name === "python") return name;
  return plugins === undefined ? undefined : "typescript";
}

/** @type {Readonly<Record<Language, (env: NodeJS.ProcessEnv, searchPath: string) => Promise<Prepared | undefined>>>} */
const PREPARE = { yaml: prepareYaml, typescript: prepareTypeScript, python: preparePython };

/**
 * Prepares what programs of a language need to run with the plugin.
 * @param {Language} language
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath PATH with the engine
 * @returns {Promise<Prepared | undefined>} undefined, with a line that says why, where it cannot be had
 * @throws {SetupError} when what is there does not work
 */
function prepareLanguage(language, env, searchPath) {
  return PREPARE[language](env, searchPath);
}

/**
 * Prepares every language, one after the other: builds use every core by themselves.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} searchPath PATH with the engine
 * @returns {Promise<Partial<Record<Language, Prepared | undefined>>>}
 * @throws {SetupError}
 */
async function prepareLanguages(env, searchPath) {
  /** @type {Partial<Record<Language, Prepared | undefined>>} */
  const prepared = {};
  for (const language of /** @type {Language[]} */ (Object.keys(PREPARE)))
    prepared[language] = await prepareLanguage(language, env, searchPath);
  return prepared;
}

module.exports = { pluginLanguage, prepareLanguage, prepareLanguages };
