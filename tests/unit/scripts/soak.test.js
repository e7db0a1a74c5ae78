"use strict";
const { readSwitches } = require("../../../scripts/soak");

const ALL = ["eds", "eiam", "workspace", "cloudidentity"];

test("a run without switches is a long one, with the engine too", () => {
  expect(readSwitches([])).toEqual({ schedules: 5000, engine: 60, seed: 1_000_000, directories: ALL });
});

test.each([
  [["--schedules", "20"], { schedules: 20, engine: 0, directories: ALL }],
  [["--schedules", "0", "--engine", "3", "--seed", "7"], { schedules: 0, engine: 3, seed: 7 }],
  [["--seed", "48", "--directory", "eiam", "--schedules", "1"], { schedules: 1, engine: 0, seed: 48, directories: ["eiam"] }],
])("%j are taken at their word", (words, expected) => {
  expect(readSwitches(words)).toMatchObject(expected);
});

test.each([
  [["--schedules", "many"]],
  [["--schedules", "-1"]],
  [["--schedules", "0"]],
  [["--seed", "1.5"]],
  [["--directory", "ldap"]],
  [["--schedule", "5"]],
  [["5"]],
])("%j are refused with the usage", (words) => {
  expect(() => readSwitches(words)).toThrow(
    expect.objectContaining({ name: "SetupError", remedy: expect.stringContaining("npm run soak -- [--schedules N]") }),
  );
});
