"use strict";
// Any example against the embedded emulator: node scripts/example.js eiam [up | preview | refresh | destroy …]
const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { runMain, SetupError } = require("./setup/failure");
const { root } = require("./setup/paths");
const { runOnLocalStack } = require("./setup/run-engine");

const CHANGES = ["up", "destroy", "refresh"];

runMain(async () => {
  const [name = "", command = "up", ...args] = process.argv.slice(2);
  const folder = join(root, "examples", name);
  if (name === "" || !existsSync(join(folder, "Pulumi.yaml"))) {
    const known = readdirSync(join(root, "examples")).filter((entry) => existsSync(join(root, "examples", entry, "Pulumi.yaml")));
    throw new SetupError(`There is no example ${JSON.stringify(name)}.`, `Examples: ${known.join(", ")}. The quickstart is npm run up.`);
  }
  return runOnLocalStack(command, [...(CHANGES.includes(command) ? ["--yes"] : []), ...args], folder);
});
