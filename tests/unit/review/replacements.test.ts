import { applyPolicy } from "../../../cli/review/policy";
import { readPeople } from "../../../cli/review/people";
import { reviewReport } from "../../../cli/review/build-report";
import { readPreview } from "../../../cli/review/read-preview";
import { parsePolicy } from "../../../policy/policy-file";
import { planText, type PlannedUser } from "./plan";
import { review, section } from "./review";

const mona = { endUserId: "mona", email: "mona@example.com" };

/** Mona gets another key, and with it another account. */
function renamed(fields: PlannedUser["before"], options: PlannedUser["options"] = {}): PlannedUser {
  const after = { ...fields, endUserId: "mona_new", email: "mona_new@example.com" };
  return { before: { ...mona, ...fields }, after, options, op: "replace", replaceReasons: ["endUserId"] };
}

describe("a new account", () => {
  test.each([
    [{ onDelete: "retain" }, {}, "The old account stays, managed by nobody."],
    [{ onDelete: "disable" }, {}, "The old account stays, disabled, managed by nobody."],
    [{}, { retainOnDelete: true }, "The old account stays, managed by nobody."],
  ])("with %j and options %j leaves the old one behind, and loses nobody anything", (fields, options, note) => {
    const report = review({ a: renamed(fields, options) });
    expect(section(report, "replaced")[0]?.notes).toEqual([expect.stringMatching(/^Why: endUserId changes/), note]);
    expect(report.risks).toEqual([
      { id: "replacement", level: "high", text: "Another account, while the old one stays and nobody manages it, for 1 person: mona." },
    ]);
  });

  test("in place of the old one is told apart from those beside it", () => {
    const other = { endUserId: "omar", email: "omar@example.com", remark: "one" };
    const report = review({
      a: renamed({ onDelete: "retain" }),
      b: { before: other, after: { ...other, remark: "two" }, op: "replace", replaceReasons: ["remark"] },
    });
    expect(report.counts).toMatchObject({ replaced: 2 });
    expect(report.risks.filter(({ id }) => id === "replacement").map(({ text }) => text)).toEqual([
      "Account deleted and created again for 1 person: omar.",
      "Another account, while the old one stays and nobody manages it, for 1 person: mona.",
    ]);
    expect(report.risks.find(({ id }) => id === "deletions")?.text).toMatch(/^1 of 2 managed users .* omar\./);
  });

  test.each([
    [{}, true],
    [{ onDelete: "retain" }, false],
  ])("of a protected person with %j breaks the policy: %s", (fields, broken) => {
    const preview = readPreview(planText({ a: renamed(fields) }));
    const policy = parsePolicy("version: 1\nrules: { protectedPeople: { people: [mona] } }", "policy.yaml");
    const judged = applyPolicy(reviewReport(preview, { environment: {} }), readPeople(preview), policy, { sources: [], now: 0 });
    expect(judged.violated).toBe(broken);
  });
});

describe("an account that an earlier run replaced and could not delete", () => {
  const now = { ...mona, endUserId: "mona_new" };

  /** The preview of `present` with the step that deletes what is left. */
  function withLeftOver(present: PlannedUser, left: PlannedUser): ReturnType<typeof reviewReport> {
    const { steps, ...plan } = JSON.parse(planText({ a: present }));
    const [, leftOver] = JSON.parse(
      planText({ a: { id: "mona", op: "delete-replaced", ...left, options: { delete: true, ...left.options } } }),
    ).steps;
    return reviewReport(readPreview(JSON.stringify({ ...plan, steps: [...steps, leftOver] })), { environment: {} });
  }
  const counts = ({ counts: all }: ReturnType<typeof reviewReport>): unknown =>
    Object.fromEntries(all.filter(({ number }) => number > 0).map(({ id, number }) => [id, number]));

  test.each([
    ["unchanged", { before: now, after: now, id: "mona_new" }, { unchanged: 1 }],
    ["changed", { before: now, after: { ...now, isLocalAdmin: true }, id: "mona_new" }, { changes: 1 }],
    ["replaced once more", { before: now, after: { ...now, endUserId: "mona_3" }, op: "replace", id: "mona_new" }, { replaced: 1 }],
  ])("leaves, while what took its place is %s", (_what, present, others) => {
    const report = withLeftOver(present, { before: mona });
    expect(counts(report)).toEqual({ leaves: 1, ...others });
    expect(report.sections[0]?.entries).toMatchObject([
      { key: [{ value: "mona" }], notes: [["An earlier run made a new account in its place, and this one was left."]] },
    ]);
  });

  test("is disabled or let go where it is kept", () => {
    const present = { before: now, after: now, id: "mona_new" };
    expect(counts(withLeftOver(present, { before: { ...mona, onDelete: "disable" } }))).toEqual({ disabled: 1, unchanged: 1 });
    expect(counts(withLeftOver(present, { before: mona, options: { retainOnDelete: true } }))).toEqual({ retained: 1, unchanged: 1 });
  });

  test("is not taken for the deletion that this very replacement ends with", () => {
    expect(counts(withLeftOver({ ...renamed({}), id: "mona" }, { before: mona }))).toEqual({ replaced: 1 });
  });
});
