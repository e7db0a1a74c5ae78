"use strict";
const { closingLine, judge, selectSdks } = require("../../../scripts/conformance");
const { findPython } = require("../../../scripts/setup/python");

const line = (step, failure) => JSON.stringify({ sdk: "eds", step, failure });

test("steps are counted among whatever else an SDK prints", () => {
  const stdout = ["a warning", line("creates"), '{"other": 1}', line("reads", "line 3: AssertionError"), "null"].join("\n");
  const { steps, tally } = judge({ code: 1, stdout, stderr: "" });
  expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(steps.map(({ step }) => step)).toEqual(["creates", "reads"]);
});

test.each([1, 2, null])("a life that breaks off with code %j has failed, though all its steps had passed", (code) => {
  const { steps, tally } = judge({ code, stdout: line("creates"), stderr: "Traceback\nImportError: no module named x\n" });
  expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(steps[1].failure).toContain("ImportError: no module named x");
});

test("a life that prints nothing and ends badly has failed", () => {
  expect(judge({ code: 1, stdout: "", stderr: "" }).tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("the closing line sums up all lives", () => {
  expect(
    closingLine([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 3, failed: 1, skipped: 4 },
    ]),
  ).toBe("5 passed, 1 failed, 4 skipped");
});

test("SDKs are chosen by name, all without one, and an unknown one is refused", () => {
  expect(selectSdks([])).toEqual(["eds", "eiam", "workspace", "cloudidentity", "keys"]);
  expect(selectSdks(["workspace", "eds"])).toEqual(["eds", "workspace"]);
  expect(() => selectSdks(["ram"])).toThrow('There is no SDK "ram"');
});

test.each([
  ["python3 is there", { python3: 0 }, "python3"],
  ["only python is there", { python: 0 }, "python"],
  ["python3 is too old or has no venv", { python3: 1, python: 0 }, "python"],
  ["there is none", {}, undefined],
])("%s", async (_name, codes, command) => {
  const run = async (asked) => ({ code: codes[asked] ?? -1, stdout: "3.11.7\n" });
  expect((await findPython(run))?.command).toBe(command);
});
