"use strict";
// Makes the archives that `pulumi plugin install resource rollcall <version> --file <archive>` takes:
// node scripts/archive.js [folder, default: archives]
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { preparePackage } = require("./setup/bootstrap");
const { runMain, SetupError } = require("./setup/failure");
const { root } = require("./setup/paths");
const { runQuietly, say } = require("./setup/progress");

/** What the engine calls platforms. The files are the same for all: the plugin is a script, and no dependency has native code. */
const PLATFORMS = ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"];
const PARTS = ["bin", "dist", "package.json", "package-lock.json", "LICENSE"];

/** The engine starts this on Windows, which knows no scripts with a first line of their own. */
const FOR_WINDOWS = '@node "%~dp0pulumi-resource-rollcall" %*\r\n';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} folder
 */
async function run(command, args, folder) {
  const { code, output } = await runQuietly(command, args, { cwd: folder, env: process.env });
  if (code !== 0) throw new SetupError(`${command} ${args[0]} failed.`, "See its message above.", output);
}

/**
 * @param {string} file
 * @param {(content: any) => object} change
 */
function rewrite(file, change) {
  fs.writeFileSync(file, JSON.stringify(change(JSON.parse(fs.readFileSync(file, "utf8"))), null, 2));
}

/**
 * A manifest that asks for what the plugin runs with and for nothing else.
 * @param {{ dependencies: object, devDependencies?: object, peerDependencies?: object, scripts?: object }} manifest
 * @param {string} sdk
 */
function withSdk({ devDependencies: _dev, peerDependencies: _peers, scripts: _scripts, ...manifest }, sdk) {
  return { ...manifest, dependencies: { ...manifest.dependencies, "@pulumi/pulumi": sdk } };
}

/**
 * The installed package with everything that it needs, laid out as the engine wants it: the executable at the top.
 * @param {string} folder
 */
async function layOut(folder) {
  for (const part of PARTS) fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  // As in an installation from npm, where the SDK comes along as a peer; here nobody else brings it. The versions are those of the lock.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const sdk = require(path.join(root, "node_modules", "@pulumi", "pulumi", "package.json")).version;
  rewrite(path.join(folder, "package.json"), (manifest) => withSdk(manifest, sdk));
  rewrite(path.join(folder, "package-lock.json"), ({ packages, ...lock }) => ({
    ...lock,
    packages: { ...packages, "": withSdk(packages[""], sdk) },
  }));
  await run(npm, ["ci", "--omit=dev", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], folder);
  fs.rmSync(path.join(folder, "package-lock.json"));
  fs.writeFileSync(path.join(folder, "pulumi-resource-rollcall"), '#!/usr/bin/env node\nrequire("./dist/plugin/main.js");\n', {
    mode: 0o755,
  });
  fs.writeFileSync(path.join(folder, "pulumi-resource-rollcall.cmd"), FOR_WINDOWS);
}

runMain(async () => {
  await preparePackage();
  const target = path.resolve(process.argv[2] ?? path.join(root, "archives"));
  const { version } = require(path.join(root, "package.json"));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-archive-"));
  try {
    await layOut(folder);
    fs.mkdirSync(target, { recursive: true });
    const first = path.join(target, `pulumi-resource-rollcall-v${version}-${PLATFORMS[0]}.tar.gz`);
    await run("tar", ["-czf", first, "-C", folder, "."], target);
    for (const platform of PLATFORMS.slice(1))
      fs.copyFileSync(first, path.join(target, `pulumi-resource-rollcall-v${version}-${platform}.tar.gz`));
    say(`wrote ${PLATFORMS.length} archives of version ${version} into ${target}`);
    return 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
