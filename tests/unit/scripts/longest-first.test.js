"use strict";
const { readdirSync } = require("node:fs");
const path = require("node:path");
const LongestFirst = require("../../longest-first");

const folder = path.join(__dirname, "../..");
const files = readdirSync(folder, { recursive: true }).filter((name) => /\.test\.[jt]s$/.test(name));
/** What jest gives a sequencer in a clone that has run nothing. */
const untimed = (name) => ({
  path: path.join(folder, name),
  context: { config: { cache: false, cacheDirectory: "", id: "" }, hasteFS: { getSize: (file) => file.length } },
});

test("files that take longest begin where no times are known, and all others follow", () => {
  const sorted = new LongestFirst({}).sort(files.map(untimed)).map((one) => path.relative(folder, one.path));
  const known = (name) => LongestFirst.LONGEST.some((long) => name.split(path.sep).join("/").startsWith(long));
  expect([...sorted].sort()).toEqual([...files].sort());
  expect(sorted.map(known)).toEqual([...files.filter(known).map(() => true), ...files.filter((name) => !known(name)).map(() => false)]);
});

test.each(LongestFirst.LONGEST)("%s is one file", (long) => {
  expect(files.filter((name) => name.split(path.sep).join("/").startsWith(long))).toHaveLength(1);
});
