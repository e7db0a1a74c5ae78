"use strict";
const { bootstrap } = require("../../../scripts/setup/bootstrap");
const { SetupError } = require("../../../scripts/setup/failure");
const { prepareLanguages } = require("../../../scripts/setup/languages/programs");
const { makeEmptyStack } = require("./empty-stack");

/** Prepares what the engine tests run: the compiled package and an engine. Jest's workers inherit the environment. */
module.exports = async () => {
  try {
    const { pulumi, path } = await bootstrap();
    process.env.ROLLCALL_E2E_PULUMI = pulumi;
    process.env.ROLLCALL_E2E_PATH = path;
    const { folder, passphrase } = await makeEmptyStack(pulumi, path);
    process.env.ROLLCALL_E2E_STACK = folder;
    process.env.ROLLCALL_E2E_PASSPHRASE = passphrase;
    process.env.ROLLCALL_E2E_LANGUAGES = JSON.stringify(await prepareLanguages(process.env, path));
  } catch (error) {
    // Jest shows the message alone, and a compiler's complaints are in the detail.
    if (error instanceof SetupError) error.message = [error.detail, error.message, error.remedy].filter(Boolean).join("\n");
    throw error;
  }
};
