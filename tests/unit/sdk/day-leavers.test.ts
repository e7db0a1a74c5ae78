import { directories } from "../../../provider/directories";
import { announceDayLeavers, dayLeaversIn, leaversByDay } from "../../../sdk/lib/gate/day-leavers";
import { departures } from "../../../sdk/lib/gate/departures";
import { objection } from "../../../sdk/lib/gate/objection";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const user = (key: string): ManagedUser => ({ kind: directories.eds.kinds.User, resource: key, key, declared: { endUserId: key } });
const before = [user("alice"), user("bobby"), user('weird "key"')];
const over = before.map(({ key }) => ({ directory: "eds" as const, key, until: "2026-12-31" }));

test("whoever stays declared, under another row too, is nobody who leaves", () => {
  const staying = new Map([[before[0] ?? user(""), { kind: directories.eds.kinds.User, resource: "alice", aliases: [], fields: {} }]]);
  expect([...leaversByDay(before, staying, over).keys()].map(({ key }) => key)).toEqual(["bobby", 'weird "key"']);
});

test("what the program says of them is read back, and nothing else is", () => {
  const days = leaversByDay(before, new Map(), over);
  const text = `info: ${announceDayLeavers(days)}\n`;
  expect([...dayLeaversIn([text, "eds user alice leaves: until tomorrow"])]).toEqual(before.map(({ key }) => [`eds ${key}`, "2026-12-31"]));
});

test("the deletion guard counts them and names them apart", () => {
  const found = departures(before, []);
  const lastDays = leaversByDay(before, new Map(), over.slice(0, 1));
  const text = objection({ ...found, lastDays }, { maxDeletes: 1, maxDeleteShare: 0.1, allowed: undefined });
  expect(text).toContain("3 to delete, 1 of them because their last day is over.");
  expect(text).toContain('\n  bobby, weird "key"\n  Last day over: alice (until 2026-12-31)\n');
});
