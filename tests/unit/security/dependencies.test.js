"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");
const { licencesPage, productionPackages } = require("../../../scripts/setup/licences");

const root = path.join(__dirname, "../../..");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const ONE = "(MIT|ISC|Apache-2\\.0|BSD-\\d-Clause|BlueOak-1\\.0\\.0|0BSD)";
/** One permissive licence, or several that all hold. */
const PERMISSIVE = new RegExp(`^(${ONE}|\\(${ONE}( AND ${ONE})+\\))$`);

test.each(["dependencies", "devDependencies"])("%s are pinned to exact versions", (kind) => {
  for (const [name, version] of Object.entries(manifest[kind]))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

test("every package of an installation has an integrity hash and a permissive licence", () => {
  const packages = productionPackages();
  expect(packages.length).toBeGreaterThan(10);
  for (const found of packages)
    expect(found).toMatchObject({ licence: expect.stringMatching(PERMISSIVE), integrity: expect.stringMatching(/^sha512-/) });
});

test("docs/licences.md lists them as they are: node scripts/setup/licences.js writes it", () => {
  expect(readFileSync(path.join(root, "docs", "licences.md"), "utf8")).toBe(licencesPage());
});
