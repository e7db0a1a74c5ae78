"use strict";
const { bootstrap } = require("../../../scripts/setup/bootstrap");

/** Prepares what the engine tests run: the compiled package and an engine. Jest's workers inherit the environment. */
module.exports = async () => {
  const { pulumi, path } = await bootstrap();
  process.env.ROLLCALL_E2E_PULUMI = pulumi;
  process.env.ROLLCALL_E2E_PATH = path;
};
