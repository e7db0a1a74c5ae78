"use strict";
// `npm run docs`: writes the pages under docs/ and the plugin's schema, which come from the field tables.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { runMain } = require("./setup/failure");
const { preparePackage } = require("./setup/bootstrap");
const { root } = require("./setup/paths");

runMain(async () => {
  await preparePackage();
  const { referencePages } = require("../dist/cli/reference/pages.js");
  for (const [name, text] of Object.entries(referencePages())) {
    writeFileSync(join(root, "docs", name), text);
    process.stdout.write(`wrote docs/${name}\n`);
  }
  const { schemaText } = require("../dist/plugin/schema/package.js");
  writeFileSync(join(root, "bin", "schema.json"), schemaText());
  process.stdout.write("wrote bin/schema.json\n");
  return 0;
});
