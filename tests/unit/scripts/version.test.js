"use strict";
const { formatVersion, isAtLeast, parseVersion } = require("../../../scripts/setup/version");
const { requireNode } = require("../../../scripts/setup/node-version");

describe("parseVersion", () => {
  test.each([
    ["3.258.0", "3.258.0"],
    ["v3.216.1\n", "3.216.1"],
    ["v3.260.0-dev.0+g1234", "3.260.0"],
    ["warning: a newer version is available\nv3.99.7\n", "3.99.7"],
    ["v20.20.2", "20.20.2"],
  ])("reads %j", (text, expected) => {
    const version = parseVersion(text);
    expect(version && formatVersion(version)).toBe(expected);
  });

  test.each(["", "3.2", "pulumi", "3.216", "127.0.0.1:80"])("refuses %j", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

test.each([
  ["3.216.0", true],
  ["3.216.1", true],
  ["3.215.9", false],
  ["3.99.9", false],
  ["4.0.0", true],
  ["2.999.0", false],
])("isAtLeast 3.216.0: %s is %s", (text, expected) => {
  const version = parseVersion(text);
  expect(version).toBeDefined();
  expect(isAtLeast(version, { major: 3, minor: 216, patch: 0 })).toBe(expected);
});

describe("requireNode", () => {
  test("accepts Node 20 and newer", () => {
    expect(() => requireNode("v20.0.0")).not.toThrow();
    expect(() => requireNode("v24.1.0")).not.toThrow();
  });

  test("refuses Node 18 and names the remedy", () => {
    expect(() => requireNode("v18.19.1")).toThrow(
      expect.objectContaining({
        message: "Node v18.19.1 is too old: Rollcall needs Node 20 or newer.",
        remedy: expect.stringContaining("https://nodejs.org"),
      }),
    );
  });
});
