import type { Directory } from "../../../provider/model/kind";
import { directories } from "../../../provider/directories";
import { categoryOfStatus, findRow, retryAfter } from "../../../provider/model/category";

describe("the wait a service asks for", () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ["seconds", { "retry-after": "3" }, 3_000],
    ["a fraction of a second", { "retry-after": "0.5" }, 500],
    [
      "a date, counted from the answer's own",
      { "retry-after": "Fri, 02 Jan 2026 03:04:15 GMT", date: "Fri, 02 Jan 2026 03:04:05 GMT" },
      10_000,
    ],
    ["a date gone by", { "retry-after": "Fri, 02 Jan 2026 03:04:05 GMT", date: "Fri, 02 Jan 2026 03:04:15 GMT" }, 0],
    ["a date without any to count from", { "retry-after": "Fri, 02 Jan 2026 03:04:05 GMT" }, undefined],
    ["Alibaba's milliseconds", { "x-acs-retry-after": "2500", "retry-after": "9" }, 2_500],
    ["something else", { "retry-after": "soon" }, undefined],
    ["nothing", {}, undefined],
  ])("%s", (_what, headers, expected) => {
    expect(retryAfter(headers)).toBe(expected);
  });
});

test.each([
  [401, "auth"],
  [403, "forbidden"],
  [404, "routing"],
  [302, "routing"],
  [429, "throttled"],
  [408, "transient"],
  [500, "transient"],
  [503, "transient"],
  [400, "invalid"],
])("status %i alone means %s, and never that a user is gone", (status, category) => {
  expect(categoryOfStatus(status)).toBe(category);
});

test("an error table tells the row that says most of a code, whatever the order of its rows", () => {
  const rows = [
    { code: "Throttling*", category: "throttled", remedy: "b" },
    { code: "Throttling.User*", category: "concurrent", remedy: "c" },
    { code: "Throttling.Quota", category: "quota", remedy: "a" },
    { code: "*Exceeded", category: "invalid", remedy: "d" },
  ] as const;
  for (const table of [rows, [...rows].reverse()]) {
    expect(findRow(table, "Throttling.Quota")?.category).toBe("quota");
    expect(findRow(table, "Throttling.User.Day")?.category).toBe("concurrent");
    expect(findRow(table, "Throttling.Api")?.category).toBe("throttled");
    expect(findRow(table, "QuotaExceeded")?.category).toBe("invalid");
    expect(findRow(table, "throttling")).toBeUndefined();
  }
});

test.each(Object.values<Directory>(directories))(
  "every row of the error table of $name is reached, and no code stands there twice",
  ({ errors }) => {
    for (const row of errors) expect(findRow(errors, row.code.replace("*", "x".repeat(80)))).toBe(row);
  },
);
