import { notePeople } from "../../../plugin/people-of-rosters";
import { directories } from "../../../provider/directories";
import type { ParsedRoster } from "../../../sdk/lib/roster/people/parse";

const kind = directories.eds.kinds.User;

function roster(file: string, keys: readonly string[]): ParsedRoster {
  const rows = keys.map((key, index) => ({ directory: "eds", kind, key, fields: { endUserId: key }, place: { file, line: index + 2 } }));
  return { rows, warnings: [], namesDirectories: false };
}

test("a person of two rosters is told with both places, and nobody else is", () => {
  const plugin = {};
  notePeople(plugin, "urn:a", "", roster("a.csv", ["ann", "bob"]));
  expect(() => notePeople(plugin, "urn:b", "", roster("b.csv", ["cho", "bob"]))).toThrow(
    /1 person stands in two rosters of one account:\n {2}b\.csv:3 bob: eds user of a\.csv:3 as well\nNo user .*\[ERR_ROSTER\] Remedy: Keep/,
  );
});

test("another account, another run, and the same roster once more are other people", () => {
  const plugin = {};
  notePeople(plugin, "urn:a", "", roster("a.csv", ["ann"]));
  expect(() => notePeople(plugin, "urn:b", "urn:south::1", roster("b.csv", ["ann"]))).not.toThrow();
  expect(() => notePeople({}, "urn:b", "", roster("b.csv", ["ann"]))).not.toThrow();
  expect(() => notePeople(plugin, "urn:a", "", roster("a.csv", ["ann", "eva"]))).not.toThrow();
});

test("many are counted", () => {
  const plugin = {};
  const keys = Array.from({ length: 12 }, (_, index) => `user_${index}`);
  notePeople(plugin, "urn:a", "", roster("a.csv", keys));
  expect(() => notePeople(plugin, "urn:b", "", roster("b.csv", keys))).toThrow(/12 people stand[\s\S]*and 2 more/);
});
