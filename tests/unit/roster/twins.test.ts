import { parse } from "./fixture";

const warnings = (rows: string): readonly string[] => parse(`userName,userEmail,userPhone\n${rows}`, { directory: "workspace" }).warnings;

test.each([
  ["00123", "123"],
  ["123", "0123"],
  ["li-na", "li–na"],
  ["josé", "jose"],
  ["2024_001", "2024001"],
])("%s and %s with one address are told of", (one, other) => {
  const said = `people.csv:4:1 (${other}) and people.csv:2:1 (${one}): one key in two forms, with the same address or number. If that is one person, keep the right one of the two.`;
  expect(warnings(`${one},li@x.co,\nann,ann@x.co,\n${other},LI@x.co,\n`)).toEqual([said]);
  expect(warnings(`${one},,13800138000\nann,ann@x.co,\n${other},,+86 138 0013 8000\n`)).toEqual([said]);
});

test("two people are told of neither for their keys alone nor for an address that they share", () => {
  expect(warnings("00123,li@x.co,\n123,wang@x.co,\n")).toEqual([]);
  expect(warnings("ann,team@x.co,\nbob,team@x.co,\n")).toEqual([]);
  expect(warnings("00123,,13800138001\n123,,13800138000\n")).toEqual([]);
});
