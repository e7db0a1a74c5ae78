"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const HOOK = path.join(__dirname, "..", "..", "e2e", "harness", "code-cache.js");
/** As many modules as make the pack worth writing. */
const MODULES = Array.from({ length: 12 }, (_, index) => `m${index}`);

let root;
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-code-")));
  const harness = path.join(root, "tests", "e2e", "harness");
  fs.mkdirSync(harness, { recursive: true });
  fs.copyFileSync(HOOK, path.join(harness, "code-cache.js"));
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
function load() {
  const program = `console.log(JSON.stringify(${JSON.stringify(MODULES)}.map((name) => require(name)[0])))`;
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
