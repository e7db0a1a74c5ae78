"use strict";
// Any engine command on the quickstart's local stack: node scripts/pulumi.js refresh --preview-only
const { runMain, SetupError } = require("./setup/failure");
const { runOnLocalStack } = require("./setup/run-engine");

runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command) throw new SetupError("No engine command given.", "For example: node scripts/pulumi.js preview --diff");
  return runOnLocalStack(command, args);
});
