"use strict";
const { readPlan } = require("../../../bench/options");
const { demanded } = require("../../../bench/measure");
const { programText } = require("../../../bench/program");
const { markdownTable } = require("../../../bench/table");
const { plot } = require("../../../bench/plot");

/** @type {import("../../../bench/table").MeasuredCase} */
const measured = {
  ...{
    directory: "eds",
    form: "set",
    users: 100,
    checkpoints: "default",
    at: "2026-01-01T00:00:00Z",
    node: "v20",
    cores: 2,
    load: 0,
    parallel: 64,
    latencyMs: 50,
  },
  results: [
    {
      operation: "create",
      seconds: 6,
      nothing: 4,
      floor: 5,
      ratio: 1.2,
      calls: 1,
      byOperation: { "eds:CreateUsers": 1 },
      memoryMb: 141.6,
      nothingMemoryMb: 90.2,
    },
  ],
};

describe("the benchmark", () => {
  test("measures every directory, both forms, and ten thousand users as sets alone unless told otherwise", () => {
    const { cases } = readPlan([]);
    expect(new Set(cases.map(({ directory }) => directory)).size).toBe(4);
    expect(new Set(cases.filter(({ form }) => form === "users").map(({ users }) => users))).toEqual(new Set([100, 1000]));
    expect(new Set(cases.filter(({ form }) => form === "set").map(({ users }) => users))).toEqual(new Set([100, 1000, 10_000]));
  });

  test("measures what is chosen", () => {
    expect(readPlan(["--users", "7", "--directories", "eds", "--forms", "set"]).cases).toEqual([
      { directory: "eds", form: "set", users: 7, checkpoints: "default" },
    ]);
    expect(readPlan(["--quick", "--directories", "eiam", "--forms", "users"]).cases).toEqual([
      { directory: "eiam", form: "users", users: 100, checkpoints: "skipped" },
    ]);
  });

  test.each([
    ["--users", "many"],
    ["--directories", "ldap"],
    ["--forms", "groups"],
    ["--loud", "true"],
  ])("refuses %s %s", (...words) => {
    expect(() => readPlan(words)).toThrow();
  });

  test("takes a floor from latency, concurrency and rate", () => {
    expect(demanded("eds", "create", 10, 50)).toBeCloseTo(0.1);
    expect(demanded("cloudidentity", "create", 1000, 50)).toBeCloseTo(50);
    expect(demanded("eiam", "create", 1000, 50)).toBeCloseTo(18);
    expect(demanded("cloudidentity", "refresh", 10, 50)).toBeCloseTo(0.1);
  });

  test("declares the same people with either provider", () => {
    for (const form of ["users", "set"]) {
      const text = (provider) =>
        programText({ directory: "eds", form, users: 3, checkpoints: "default" }, { provider, root: "", changed: 1 });
      expect(text("rollcall").split("];\n")[0]).toBe(text("nothing").split("];\n")[0]);
      expect(text("rollcall")).toContain('require("rollcall")');
      expect(text("nothing")).toContain('require("nothing")');
    }
  });

  test("shows ratio, calls and memory in a table and a plot", () => {
    expect(markdownTable([measured])).toContain(
      "| eds 100 set | create    |     1 |     6.0 |          4.0 |   5.0 |  1.20 |       142 |            90 |",
    );
    expect(plot([measured])).toContain("6.0 s, 1.20 x");
  });
});
