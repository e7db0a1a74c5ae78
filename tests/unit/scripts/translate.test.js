"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { createTransformer } = require("../../translate");
const { parseFaults } = require("../../../emulator/faults/spec-json");

const root = path.join(__dirname, "../../..");
const file = path.join(root, "provider", "directories.ts");
const how = { config: { rootDir: root, cwd: root, globals: {}, testMatch: [], testRegex: [], transform: [], extensionsToTreatAsEsm: [] } };
const translate = (source) =>
  createTransformer({ tsconfig: path.join(root, "tsconfig.json"), diagnostics: false }).process(source, file, how);

test("a source that is not what was compiled is translated as it stands", () => {
  const { code } = translate("export const written: number = 7;\n");
  expect(code).toContain("exports.written = 7");
});

test("a source is the same program, compiled or translated", () => {
  const { code } = translate(readFileSync(file, "utf8"));
  expect(code).toContain("exports.directories = {");
  expect(code).not.toMatch(/sourceMappingURL=directories/);
});

test("an error names the line of the source that threw it", () => {
  let stack = "";
  try {
    parseFaults("eds:* no-such-kind");
  } catch (error) {
    stack = error.stack;
  }
  const [, thrower, line] = /\((\S*emulator\S*\.ts):(\d+):\d+\)/.exec(stack) ?? [];
  expect(readFileSync(thrower, "utf8").split("\n")[Number(line) - 1]).toMatch(/throw|Error\(/);
});
