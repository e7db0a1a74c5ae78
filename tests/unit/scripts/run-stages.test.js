"use strict";
const { runStages, sideBySide, startAfter } = require("../../../scripts/setup/run-stages");
const { planStages } = require("../../../scripts/setup/test-plan");

/** Stages that end when told to, and what was written. */
function world() {
  const ends = new Map();
  const seen = { started: [], alone: [], stopped: [], text: "" };
  const start = (stage, alone) => {
    seen.started.push(stage.name);
    if (alone) seen.alone.push(stage.name);
    const done = new Promise((resolve) =>
      ends.set(stage.name, (succeeded) => resolve({ succeeded, output: alone ? "" : `${stage.name} said\n` })),
    );
    return { done, stop: () => seen.stopped.push(stage.name) };
  };
  const run = (words = []) => runStages(planStages(words).stages, start, (text) => (seen.text += text));
  /** Ends one stage and lets whatever follows from that happen. */
  const end = async (name, succeeded = true) => {
    ends.get(name)(succeeded);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { seen, run, end };
}

const CHECKS = ["typecheck", "scripts", "format", "lint"];
/** What was written, without the times. */
const lines = ({ text }) =>
  text
    .trim()
    .split(/\n+/)
    .map((line) => line.replace(/ in [\d.]+ s$/, ""));

test("checks run side by side, tests one stage after the other", () => {
  const names = (words) => sideBySide(planStages(words).stages).map((group) => group.map((stage) => stage.name));
  expect(names([])).toEqual([CHECKS, ["unit"], ["contract"], ["e2e"]]);
  expect(names(["e2e", "lint"])).toEqual([["lint"], ["e2e"]]);
});

test("tells the outcome of checks in the plan's order, whichever ends first, and then begins the tests", async () => {
  const { seen, run, end } = world();
  const failed = run();
  expect(seen.started).toEqual(CHECKS);
  await end("lint");
  await end("typecheck");
  expect(lines(seen)).toEqual(["== Type-check, Type-check of scripts, Formatting, Lint", "typecheck said", "== Type-check: passed"]);
  await end("scripts");
  expect(seen.started).toEqual(CHECKS);
  await end("format");
  expect(lines(seen).slice(-5)).toEqual(["format said", "== Formatting: passed", "lint said", "== Lint: passed", "== Unit tests"]);
  for (const name of ["unit", "contract", "e2e"]) await end(name);
  expect(await failed).toBeUndefined();
  expect([seen.started, seen.alone, seen.stopped]).toEqual([[...CHECKS, "unit", "contract", "e2e"], ["unit", "contract", "e2e"], []]);
});

test("stops at the first stage of the plan that fails, with its output, and stops what runs beside it", async () => {
  const { seen, run, end } = world();
  const failed = run();
  await end("format", false);
  await end("typecheck");
  await end("scripts");
  expect((await failed).name).toBe("format");
  expect(lines(seen).slice(-2)).toEqual(["format said", "== Formatting: FAILED"]);
  expect([seen.started, seen.stopped]).toEqual([CHECKS, CHECKS]);
});

test("a stage that is alone writes for itself", async () => {
  const { seen, run, end } = world();
  const failed = run(["lint"]);
  await end("lint", false);
  expect((await failed).name).toBe("lint");
  expect([seen.alone, lines(seen)]).toEqual([["lint"], ["== Lint", "== Lint: FAILED"]]);
});

describe("a stage that needs the compiled package", () => {
  const passed = { succeeded: true, output: "said\n" };
  const stage = () => ({ done: Promise.resolve(passed), stop: jest.fn() });

  test("starts when it is made, and is stopped as others are", async () => {
    const [start, one] = [jest.fn(), stage()];
    start.mockReturnValue(one);
    let made = () => undefined;
    const running = startAfter(new Promise((resolve) => (made = resolve)), start);
    await new Promise((resolve) => setImmediate(resolve));
    expect(start).not.toHaveBeenCalled();
    made();
    expect(await running.done).toBe(passed);
    running.stop();
    expect(one.stop).toHaveBeenCalledTimes(1);
  });

  test("fails without starting when it could not be made, or when it is stopped before", async () => {
    const start = jest.fn(stage);
    expect(await startAfter(Promise.resolve(new Error("does not compile")), start).done).toEqual({ succeeded: false, output: "" });
    const running = startAfter(Promise.resolve(undefined), start);
    running.stop();
    expect((await running.done).succeeded).toBe(false);
    expect(start).not.toHaveBeenCalled();
  });
});
