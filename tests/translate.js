"use strict";
// Translates TypeScript for jest. What tsc has made of a source for the package is taken as it is: otherwise every worker of every
// stage would translate the same files anew in a fresh clone.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { default: tsJest } = require("ts-jest");

const root = path.join(__dirname, "..");
const dist = path.join(root, "dist");

/**
 * The hash of each source from which `dist/` was made, as tsc noted it; empty where nothing was compiled.
 * @returns {Map<string, string>}
 */
function compiledSources() {
  try {
    const { fileNames, fileInfos } = JSON.parse(readFileSync(path.join(dist, ".tsbuildinfo"), "utf8"));
    return new Map(fileNames.map((name, index) => [path.join(dist, name), fileInfos[index].version ?? fileInfos[index]]));
  } catch {
    return new Map();
  }
}

/**
 * What tsc made of this very text, or nothing.
 * @param {Map<string, string>} hashes
 * @param {string} source
 * @param {string} file
 */
function compiled(hashes, source, file) {
  if (hashes.get(file) !== createHash("sha256").update(source).digest("hex")) return undefined;
  const made = path.join(dist, path.relative(root, file).replace(/\.ts$/, ".js"));
  try {
    const code = readFileSync(made, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    const map = { ...JSON.parse(readFileSync(`${made}.map`, "utf8")), sourceRoot: "", sources: [file], sourcesContent: [source] };
    return { code, map };
  } catch {
    return undefined;
  }
}

module.exports = {
  /** @param {object} options those of ts-jest */
  createTransformer(options) {
    const translator = tsJest.createTransformer(options);
    const hashes = compiledSources();
    return {
      getCacheKey: (source, file, how) => translator.getCacheKey(source, file, how),
      process: (source, file, how) => compiled(hashes, source, file) ?? translator.process(source, file, how),
    };
  },
};
