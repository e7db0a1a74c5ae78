"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const HARNESS = path.join(__dirname, "..", "..", "e2e", "harness");
const FILES = ["code-cache.js", "code-pack.js", "late-modules.js"];
/** As many modules as make the pack worth writing. */
const MODULES = Array.from({ length: 12 }, (_, index) => `m${index}`);

let root;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-code-")));
  const harness = path.join(root, "tests", "e2e", "harness");
  fs.mkdirSync(harness, { recursive: true });
  for (const name of FILES) fs.copyFileSync(path.join(HARNESS, name), path.join(harness, name));
  for (const name of MODULES) write(name, `"${name}"`);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

/** @param {string} name of a package @param {string} value what it exports */
function write(name, value) {
  const folder = path.join(root, "node_modules", name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.js"), `module.exports = [${value}, typeof require("node:fs").readFileSync, __dirname];\n`);
}

/** What a process with the hook finds in the modules. */
function load(names = MODULES) {
  const program = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => require(name)[0])))`;
  fs.writeFileSync(path.join(root, "program.js"), program);
  const hook = path.join(root, "tests", "e2e", "harness", "code-cache.js");
  return JSON.parse(execFileSync(process.execPath, ["--require", hook, path.join(root, "program.js")], { encoding: "utf8" }));
}

const packs = () => fs.readdirSync(path.join(root, ".rollcall"));

test("the second process takes the code of the first, and a file of the same length with another text is compiled anew", () => {
  expect(load()).toEqual(MODULES);
  expect(packs()).toHaveLength(1);
  const pack = path.join(root, ".rollcall", packs()[0]);
  const written = fs.statSync(pack).mtimeMs;
  expect(load()).toEqual(MODULES);
  expect(fs.statSync(pack).mtimeMs).toBe(written);
  write("m3", '"mX"');
  expect(load()).toEqual(MODULES.map((name) => (name === "m3" ? "mX" : name)));
});

test("a pack that cannot be read is none", () => {
  load();
  fs.writeFileSync(path.join(root, ".rollcall", packs()[0]), "damaged");
  expect(load()).toEqual(MODULES);
  expect(packs()).toHaveLength(1);
});

const inModules = (...parts) => path.join(root, "node_modules", ...parts);

test.each([
  { what: "another text of the same length", change: () => write("inner", '"text"') },
  { what: "a file of its own for the one who asks", change: () => write("outer/node_modules/inner", '"text"'), installed: true },
  { what: "no file any more", change: () => fs.rmSync(inModules("inner"), { recursive: true }), installed: true },
])("a request leads to what is there now: $what", ({ change, installed }) => {
  write("inner", '"past"');
  write("outer", '(() => { try { return require("inner")[0]; } catch (error) { return error.code; } })()');
  for (let run = 0; run < 2; run++) expect(load([...MODULES, "outer"])).toEqual([...MODULES, "past"]);
  change();
  if (installed) fs.writeFileSync(inModules(".package-lock.json"), "{}");
  const after = fs.existsSync(inModules("inner")) ? "text" : "MODULE_NOT_FOUND";
  expect(load([...MODULES, "outer"])).toEqual([...MODULES, after]);
});

test("what a module finds around itself is what Node gives it", () => {
  fs.mkdirSync(inModules("around"), { recursive: true });
  fs.writeFileSync(
    inModules("around", "index.js"),
    `#!/usr/bin/env node
// ü: a text of more than one byte a character
module.exports = [[typeof this, this === exports, require.resolve("m1"), require.resolve.paths("m1")[0], require.main.filename, require.cache[__filename] === module]];
`,
  );
  const around = ["object", true, inModules("m1", "index.js"), inModules("around", "node_modules"), path.join(root, "program.js"), true];
  for (let run = 0; run < 3; run++) expect(load([...MODULES, "around"])).toEqual([...MODULES, around]);
});
