"use strict";
const { planStages, ranNothing, summaryLine } = require("../../../scripts/setup/test-plan");

const names = (words) => planStages(words).stages.map((stage) => stage.name);

describe("planStages", () => {
  test("runs everything in order by default", () => {
    expect(names([])).toEqual(["typecheck", "scripts", "format", "lint", "unit", "contract", "e2e"]);
  });

  test("runs the named stages in the plan's order", () => {
    expect(names(["e2e", "unit"])).toEqual(["unit", "e2e"]);
  });

  test("gives the rest to jest", () => {
    expect(planStages(["e2e", "-t", "unit"])).toMatchObject({ stages: [{ name: "e2e" }], jestArgs: ["-t", "unit"] });
  });

  test("runs the jest stages when only jest's arguments are given", () => {
    expect(names(["-t", "drift"])).toEqual(["unit", "contract", "e2e"]);
  });
});

test("summaryLine adds the runs up and mentions skipped tests only when there are any", () => {
  expect(summaryLine([])).toBe("0 passed, 0 failed");
  expect(
    summaryLine([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 4, failed: 1, skipped: 0 },
    ]),
  ).toBe("7 passed, 1 failed");
  expect(summaryLine([{ passed: 1, failed: 0, skipped: 2 }])).toBe("1 passed, 0 failed, 2 skipped");
});

test("ranNothing tells a mistyped name from a run", () => {
  expect(ranNothing([])).toBe(true);
  expect(ranNothing([{ passed: 0, failed: 0, skipped: 7 }])).toBe(true);
  expect(ranNothing([{ passed: 0, failed: 1, skipped: 0 }])).toBe(false);
});
