"use strict";
const path = require("node:path");
const { pluginLanguage } = require("../../../scripts/setup/languages/programs");

test.each([
  ["yaml", "yaml"],
  ["python", "python"],
  ["typescript-plugin", "typescript"],
  ["eds", undefined],
  ["quickstart", undefined],
])("the example %s needs what programs in %s need", (example, language) => {
  expect(pluginLanguage(path.join(__dirname, "../../../examples", example))).toBe(language);
});
