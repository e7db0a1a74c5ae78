"use strict";
const { parseArgs } = require("node:util");
const { SetupError } = require("../scripts/setup/failure");

const DIRECTORIES = ["eds", "eiam", "workspace", "cloudidentity"];
const FORMS = ["users", "set"];
const HOSTS = ["dynamic", "plugin"];
/** Single resources of ten thousand users would measure the engine's checkpoints for hours. */
const SIZES = { users: [100, 1000], set: [100, 1000, 10_000] };
const USAGE =
  "npm run bench -- [--users 100,1000] [--directories eds,…] [--forms users,set] [--hosts dynamic,plugin] [--checkpoints default,skipped] [--parallel N] [--latency MS] [--quick] [--append]";

/** @typedef {"eds" | "eiam" | "workspace" | "cloudidentity"} Directory */
/** @typedef {{ directory: Directory, form: "users" | "set", users: number, checkpoints: "default" | "skipped", host?: "plugin" }} Case `host`: dynamic resources where it is absent */
/** @typedef {{ cases: Case[], parallel: number, latencyMs: number, append: boolean }} Plan */

/**
 * What the switches ask for.
 * @param {string[]} words
 * @returns {Plan}
 * @throws {SetupError}
 */
function readPlan(words) {
  const values = parsed(words);
  const directories = chosen("directories", values.directories, DIRECTORIES);
  const forms = chosen("forms", values.forms, FORMS);
  const checkpoints = chosen("checkpoints", values.checkpoints ?? (values.quick ? "skipped" : undefined), ["default", "skipped"]);
  const hosts = chosen("hosts", values.hosts ?? "dynamic", HOSTS);
  const sizes = values.users === undefined ? undefined : values.users.split(",").map((text) => positive("users", text));
  const cases = forms.flatMap((form) =>
    (sizes ?? (values.quick ? [100] : form === "set" ? SIZES.set : SIZES.users)).flatMap((users) =>
      // A set is one resource: there is one checkpoint in any case.
      (form === "set" ? ["default"] : checkpoints).flatMap((mode) =>
        directories.flatMap((directory) =>
          hosts.map((host) => /** @type {Case} */ ({ directory, form, users, checkpoints: mode, ...(host === "plugin" && { host }) })),
        ),
      ),
    ),
  );
  return {
    cases,
    parallel: positive("parallel", values.parallel ?? "64"),
    latencyMs: positive("latency", values.latency ?? "50"),
    append: values.append ?? false,
  };
}

/** @param {string[]} args */
function parsed(args) {
  const text = /** @type {const} */ ({ type: "string" });
  try {
    return parseArgs({
      args,
      options: {
        users: text,
        directories: text,
        forms: text,
        hosts: text,
        checkpoints: text,
        parallel: text,
        latency: text,
        quick: { type: "boolean" },
        append: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error), `Use: ${USAGE}`);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {string[]} all
 * @returns {string[]}
 */
function chosen(name, text, all) {
  const wanted = text?.split(",") ?? all;
  const unknown = wanted.filter((word) => !all.includes(word));
  if (unknown.length > 0) throw new SetupError(`--${name} does not take ${unknown.join(", ")}`, `Choose from ${all.join(", ")}.`);
  return wanted;
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new SetupError(`--${name} must be a whole number above 0, not ${JSON.stringify(text)}`, `Use: ${USAGE}`);
}

module.exports = { readPlan };
