import { rosterLeavers } from "../../../plugin/roster-leavers";
import type { ServedState } from "../../../plugin/guard";
import { directories } from "../../../provider/directories";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import type { ParsedRoster } from "../../../sdk/lib/roster/people/parse";

const kind = directories.eds.kinds.User;
const ROSTER = "urn:pulumi:dev::people::rollcall:index:Roster::staff";
const LIMITS = { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined };

function person(key: string, parents: string): ManagedUser {
  return { kind, resource: key, parents, key, declared: { endUserId: key, email: `${key}@x.co` } };
}

function state(users: readonly ManagedUser[]): ServedState {
  const own = users.filter(({ parents }) => parents !== "").map(({ key }) => key);
  return {
    users,
    accounts: [],
    settings: new Map(),
    rosterOutputs: new Map(),
    rosters: new Map([[ROSTER, new Set(own)]]),
    spared: () => undefined,
  };
}

function roster(keys: readonly string[]): ParsedRoster {
  const rows = keys.map((key) => ({
    directory: "eds",
    kind,
    key,
    fields: { endUserId: key, email: `${key}@x.co` },
    place: { file: "staff.csv", line: 2 },
  }));
  return { rows, warnings: [], namesDirectories: false };
}

function refusal(before: readonly ManagedUser[], now: readonly string[]): string | undefined {
  return rosterLeavers("staff", ROSTER, roster(now), { file: "staff.csv" }, state(before), LIMITS).refused?.message;
}

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `user_${index}`);
const INSIDE = "rollcall:index:Roster";

test("who has been imported beside the roster is one account, and counts once", () => {
  const own = keys(30).map((key) => person(key, INSIDE));
  const twins = keys(30).map((key) => person(key, ""));
  expect(refusal([...own, ...twins], keys(15))).toContain("it would delete 15 of 30 managed users (50 %)");
  expect(refusal([...own, ...twins], keys(30))).toBeUndefined();
});

test("a file whose numbers lost their zeros is refused, however few they are", () => {
  const text = refusal([person("0012", INSIDE), person("ann", INSIDE)], ["12", "ann"]);
  expect(text).toMatch(
    /eds user 0012 \(resource 0012\) is now written 12[\s\S]*\[ERR_ROSTER\] Remedy: Correct the file of the roster staff\./,
  );
  expect(refusal([person("0012", ""), person("ann", INSIDE)], ["12", "ann"])).toBeUndefined();
});

test("a file in which a column moved without the others is refused, unless so many may exchange", () => {
  const all = keys(12);
  const turned = roster(all).rows.map((row, index) => ({ ...row, fields: { endUserId: row.key, email: `user_${(index + 1) % 12}@x.co` } }));
  const judge = (mayExchange?: number) =>
    rosterLeavers("staff", ROSTER, { ...roster([]), rows: turned }, { file: "staff.csv" }, state(all.map((key) => person(key, INSIDE))), {
      ...LIMITS,
      mayExchange,
    }).refused?.message;
  expect(judge()).toMatch(/user_0 gets email of user_1[^]*\[ERR_ROSTER\] Remedy: Correct the file of the roster staff\./);
  expect(judge(12)).toBeUndefined();
});

test("a person who seems to get another key is told of", () => {
  const rows = roster(["wei"]).rows.map((row) => ({ ...row, fields: { endUserId: "wei", email: "ann@x.co" } }));
  const judged = rosterLeavers("staff", ROSTER, { ...roster([]), rows }, { file: "staff.csv" }, state([person("ann", INSIDE)]), LIMITS);
  expect(judged).toMatchObject({ announced: "", warnings: [expect.stringContaining("user ann leaves, wei joins with the same email")] });
});
