"use strict";
const { abridge, formatDuration, runQuietly } = require("../../../scripts/setup/progress");

test.each([
  [450, "0.5 s"],
  [9_900, "9.9 s"],
  [42_400, "42 s"],
  [60_000, "1 min 0 s"],
  [119_700, "2 min 0 s"],
  [263_000, "4 min 23 s"],
])("formatDuration %d ms is %s", (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});

test("abridge keeps a short text, and the start and the end of a long one", () => {
  expect(abridge("short")).toBe("short");
  const long = abridge(`cause${"-".repeat(10_000)}end`);
  expect(long).toMatch(/^cause-+\n\[\.\.\.\]\n-+end$/);
  expect(long.length).toBeLessThan(5_000);
});

describe("runQuietly", () => {
  test("separates the answer from everything printed", async () => {
    const script = 'console.error("careful"); console.log("3.2.1"); process.exitCode = 3';
    const { code, stdout, output } = await runQuietly(process.execPath, ["-e", script]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "3.2.1\n" });
    expect(output).toContain("careful");
    expect(output).toContain("3.2.1");
  });

  test("says so when a command does not exist", async () => {
    expect(await runQuietly("/no/such/command", [])).toMatchObject({ code: -1, output: expect.stringContaining("ENOENT") });
  });
});
