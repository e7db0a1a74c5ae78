"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { buildIsCurrent, removeOrphans, sourceFingerprint } = require("../../../scripts/setup/build");
const { dependenciesAreCurrent, stampDependencies } = require("../../../scripts/setup/dependencies");
const { linkPackage } = require("../../../scripts/setup/link");

let root;

/** Writes a file below the temporary repository. */
function write(name, text = "") {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-scripts-"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe("compiled package", () => {
  beforeEach(() => {
    write("sdk/index.ts", "export {};");
    write("provider/eds/user.ts", "export {};");
    write("tsconfig.json", "{}");
    write("dist/.sources", sourceFingerprint(root));
  });

  test("is current while nothing changes", () => {
    expect(buildIsCurrent(root)).toBe(true);
  });

  test("is stale without a stamp", () => {
    fs.rmSync(path.join(root, "dist"), { recursive: true });
    expect(buildIsCurrent(root)).toBe(false);
  });

  test.each([
    ["an edit", () => write("sdk/index.ts", "export const a = 1;")],
    ["a new file", () => write("provider/eds/user/calls.ts")],
    ["a removed file", () => fs.rmSync(path.join(root, "provider/eds/user.ts"))],
    ["an older version of a file", () => fs.utimesSync(path.join(root, "sdk/index.ts"), 1000, 1000)],
    ["another compiler configuration", () => write("tsconfig.json", '{"compilerOptions":{}}')],
  ])("is stale after %s", (_what, change) => {
    change();
    expect(buildIsCurrent(root)).toBe(false);
  });

  test("is still current after a change to tests, examples or documents", () => {
    write("tests/unit/a.test.ts");
    write("examples/quickstart/index.ts");
    write("sdk/README.md");
    expect(buildIsCurrent(root)).toBe(true);
  });

  test("loses files whose source is gone, and nothing else", () => {
    const kept = ["sdk/index.js", "sdk/index.js.map", "sdk/index.d.ts", ".tsbuildinfo"].map((name) => write(`dist/${name}`));
    const orphans = ["sdk/old.js", "sdk/old.js.map", "sdk/old.d.ts"].map((name) => write(`dist/${name}`));
    removeOrphans(root);
    expect(kept.filter((file) => fs.existsSync(file))).toEqual(kept);
    expect(orphans.filter((file) => fs.existsSync(file))).toEqual([]);
  });
});

describe("dependencies", () => {
  beforeEach(() => {
    write("package-lock.json", "one");
    fs.mkdirSync(path.join(root, "node_modules"));
  });

  test("are missing without a stamp", () => {
    expect(dependenciesAreCurrent(root)).toBe(false);
  });

  test("are current until the lock file changes", () => {
    stampDependencies(root);
    expect(dependenciesAreCurrent(root)).toBe(true);
    write("package-lock.json", "two");
    expect(dependenciesAreCurrent(root)).toBe(false);
  });
});

describe("linkPackage", () => {
  test("makes the package resolvable from inside the repository, and keeps doing so", () => {
    write("package.json", '{"name":"rollcall"}');
    linkPackage(root);
    linkPackage(root);
    expect(fs.realpathSync(path.join(root, "node_modules/rollcall/package.json"))).toBe(fs.realpathSync(path.join(root, "package.json")));
  });

  test("replaces an installed copy and a link to elsewhere", () => {
    write("package.json");
    write("node_modules/rollcall/package.json", "a copy");
    fs.mkdirSync(path.join(root, "node_modules/.bin"));
    fs.symlinkSync("/nowhere", path.join(root, "node_modules/.bin/rollcall"));
    linkPackage(root);
    expect(fs.readlinkSync(path.join(root, "node_modules/rollcall"))).toBe("..");
    expect(fs.readlinkSync(path.join(root, "node_modules/.bin/rollcall"))).toBe("../../dist/cli/main.js");
  });
});
