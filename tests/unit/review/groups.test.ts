import { reviewReport } from "../../../cli/review/build-report";
import { readPreview } from "../../../cli/review/read-preview";
import { FORMATS } from "../../../cli/terminal/choices";
import { renderReport } from "../../../cli/report/formats";
import { maskReport } from "../../../cli/report/mask";
import type { ReportJson } from "../../../cli/report/schema";
import { UNKNOWN } from "../../../provider/model/values";
import { announceNames, followRename, namesIn } from "../../../sdk/lib/names/memory";
import { planText, type PlannedUser, urnOf } from "./plan";
import { review, section } from "./review";

const editors = { groupName: "视觉组", description: "Night shift" };
const group = (more: Partial<PlannedUser>): PlannedUser => ({ kind: "Group", id: "ug-editors", ...more });

/** A person of EDS who is in these groups before and after. */
function person(endUserId: string, before: readonly string[] | undefined, after: readonly unknown[] | undefined): PlannedUser {
  const fields = (groupIdList: readonly unknown[] | undefined) =>
    groupIdList === undefined ? undefined : { endUserId, email: `${endUserId}@example.com`, groupIdList };
  const [was, is] = [fields(before), fields(after)];
  return { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
}

function groups(report: ReportJson, id: string): ReportJson["groups"][number]["groups"] {
  return report.groups.find((one) => one.id === id)?.groups ?? [];
}

describe("a group or unit", () => {
  test("is created, with everything declared but options, and counts as nobody", () => {
    const report = review({ g: group({ after: { ...editors, onDelete: "retain" } }) });
    expect(groups(report, "groups-created")).toEqual([
      { noun: "group", directory: "eds", key: "视觉组", facts: [{ field: "description", value: "Night shift" }], changes: [], notes: [] },
    ]);
    expect(report.counts).toMatchObject({ joins: 0, unchanged: 0 });
    expect(report.sections).toEqual([]);
    expect(report.unseen).not.toContain("The plan holds no user of Rollcall.");
    expect(report.unseen.join()).not.toContain("other packages");
  });

  test.each([
    ["groups-renamed", { after: { ...editors, groupName: "设计组" } }],
    ["groups-changed", { after: { ...editors, description: "Day shift" } }],
    ["groups-deleted", {}],
    ["groups-retained", { options: { retainOnDelete: true } }],
    ["groups-replaced", { after: { ...editors }, op: "replace", replaceReasons: ["groupName"] }],
  ])("stands in the section %s", (id, more) => {
    const report = review({ g: group({ before: editors, ...more }) });
    expect(report.groups.map((one) => [one.id, one.groups.map(({ key }) => key)])).toEqual([[id, ["视觉组"]]]);
  });

  test("is adopted where the program says so", () => {
    expect(groups(review({ g: group({ after: { ...editors, onExisting: "adopt" } }) }), "groups-adopted")).toHaveLength(1);
  });

  test("that stays as it is, and one that is only read, are not shown", () => {
    const report = review({
      g: group({ before: editors, after: editors }),
      r: group({ after: editors, op: "read", options: { external: true } }),
    });
    expect([report.groups, report.counts]).toEqual([[], expect.objectContaining({ unchanged: 0 })]);
  });

  test("that is replaced says why and what is lost, as its table has it", () => {
    const before = { groupName: "editors", joinType: "Manual" };
    const report = review({
      g: group({
        directory: "cloudidentity",
        before,
        after: { ...before, groupName: "writers" },
        op: "replace",
        replaceReasons: ["groupName"],
      }),
    });
    expect(groups(report, "groups-replaced")[0]?.notes).toEqual([
      "Why: groupName changes and no CloudIdentity action renames a group.",
      "Lost: its members, and the accounts and provisionings that are given to it.",
      "Nobody of this plan is in it.",
    ]);
  });

  test.each([
    ["eds", "Organization", { orgName: "设计部" }, "organisation"],
    ["eiam", "OrganizationalUnit", { organizationalUnitName: "设计部" }, "unit"],
    ["workspace", "Group", { groupName: "editors" }, "group"],
    ["cloudidentity", "Group", { groupName: "editors" }, "group"],
  ] as const)("of %s is called by what it is: %s", (directory, kind, fields, noun) => {
    expect(groups(review({ g: { directory, kind, after: fields } }), "groups-created")).toMatchObject([{ directory, noun }]);
  });
});

describe("a group that is deleted", () => {
  const plan = {
    g: group({ before: editors }),
    a: person("alice", ["ug-editors", "ug-b"], ["ug-b"]),
    b: person("bob_b", ["ug-editors"], undefined),
    c: person("carol", ["ug-b"], ["ug-b"]),
    s: {
      kind: "UserSet" as const,
      before: { users: { dave: { email: "d@example.com", groupIdList: ["ug-editors"] } } },
      after: { users: { dave: { email: "d@example.com", groupIdList: [] } } },
    },
  };

  test("says who loses it: people of their own and members of sets, but not who leaves with it", () => {
    const report = review(plan);
    expect(groups(report, "groups-deleted")).toMatchObject([
      { facts: [{ field: "groupId", value: "ug-editors" }], notes: ["2 people of this plan lose it: alice, dave."] },
    ]);
    expect(report.risks).toContainEqual({
      id: "group-loss",
      level: "notice",
      text: "2 people would lose a group or unit that is deleted: 视觉组 (eds, 2 people).",
    });
    expect(report.risks.map(({ id }) => id)).not.toContain("too-many-deletions");
  });

  test("names ten and counts the rest", () => {
    const people = Array.from({ length: 25 }, (_, index) => [
      `p${index}`,
      person(`p_${String(index).padStart(2, "0")}`, ["ug-editors"], []),
    ]);
    const report = review({ g: group({ before: editors }), ...Object.fromEntries(people) });
    expect(groups(report, "groups-deleted")[0]?.notes[0]).toMatch(/^25 people of this plan lose it: p_00, .*p_09 and 15 more\.$/);
  });

  test("with somebody still declared in it says that the run will keep it, and deleteWithMembers that others lose it too", () => {
    const kept = review({ g: group({ before: editors }), a: person("alice", ["ug-editors"], ["ug-editors"]) });
    expect(groups(kept, "groups-deleted")[0]?.notes).toEqual([
      "1 person of this plan loses it: alice.",
      "1 person would still be declared in it, so the run will keep it: alice.",
    ]);
    const wiped = review({
      g: group({ before: { ...editors, deleteWithMembers: true } }),
      a: person("alice", ["ug-editors"], ["ug-editors"]),
    });
    expect(groups(wiped, "groups-deleted")[0]?.notes).toEqual([
      "1 person of this plan loses it: alice.",
      "Whoever else is in this group loses it too (deleteWithMembers); no preview knows them.",
    ]);
  });

  test("is one of its own directory: an equal id elsewhere is another group", () => {
    const report = review({
      g: group({ before: editors, id: "1" }),
      w: { directory: "workspace", before: { userName: "walt", groupIds: ["1"] }, after: { userName: "walt", groupIds: [] } },
    });
    expect(groups(report, "groups-deleted")[0]?.notes).toEqual(["Nobody of this plan is in it."]);
  });

  test("as a unit, is counted by whoever is in it", () => {
    const fields = { endUserId: "alice", email: "a@example.com" };
    const report = review({
      o: { kind: "Organization", id: "org-1", before: { orgName: "设计部" } },
      a: { before: { ...fields, orgId: "org-1" }, after: { ...fields, orgId: "org-2" } },
    });
    expect(groups(report, "groups-deleted")[0]?.notes).toEqual(["1 person of this plan loses it: alice."]);
  });
});

describe("who joins and leaves a group", () => {
  test("is told with its name where the plan knows it: from a resource, a look-up, or what a roster remembers", () => {
    const rosterUrn = "urn:pulumi:dev::acme::rollcall:index:Roster::staff";
    const roster = {
      urn: rosterUrn,
      custom: false,
      type: "rollcall:index:Roster",
      outputs: { references: { eds: { 夜班: "ug-night" }, "eiam groups": { 夜班: "ug-c" } } },
    };
    const text = planText({
      g: group({ before: editors, after: editors }),
      r: group({ id: "ug-b", before: { groupName: "On call" }, after: { groupName: "On call" }, op: "read", options: { external: true } }),
      a: person("alice", ["ug-editors", "ug-b"], ["ug-night", "ug-c"]),
    });
    const plan = { ...JSON.parse(text) };
    plan.steps.push({ op: "same", urn: rosterUrn, oldState: roster, newState: roster });
    const report = JSON.parse(renderReport(reviewReport(readPreview(JSON.stringify(plan)), { environment: {} }), "json", { color: false }));
    expect(section(report, "changes")[0]?.changes).toEqual([
      { kind: "list", field: "groupIdList", added: ["夜班 (ug-night)", "ug-c"], removed: ["视觉组 (ug-editors)", "On call (ug-b)"] },
    ]);
    expect(report.unseen.join()).not.toContain("other packages");
  });

  test("is told with the name that a roster writes for the first time", () => {
    const memory = { "eds groups": { 'A "quoted"\\name': "ug-x", 夜班: "ug-night" }, "eiam idaas_1 unit": { 设计部: "ou_1" } };
    const told = announceNames(memory, { "eds groups": { 夜班: "ug-old" } });
    expect(namesIn([told])).toEqual([
      { directory: "eds", name: 'A "quoted"\\name', id: "ug-x" },
      { directory: "eds", name: "夜班", id: "ug-night" },
      { directory: "eiam", name: "设计部", id: "ou_1" },
    ]);
    expect(announceNames(memory, memory)).toBe("");
    const diagnostics = [{ severity: "info", message: `${told}\n` }];
    const report = review({ a: person("alice", [], ["ug-night"]) }, { diagnostics });
    expect(section(report, "changes")[0]?.changes).toMatchObject([{ added: ["夜班 (ug-night)"] }]);
  });

  test("is told by name of a group that only the update makes, and told as unknown where it is not certain which", () => {
    const made = group({ after: editors, id: "" });
    const urn = urnOf("g", made);
    const one = person("alice", ["ug-b"], ["ug-b", UNKNOWN]);
    const certain = review({ g: made, a: { ...one, dependencies: { groupIdList: [urn] } } });
    expect(section(certain, "changes")[0]?.changes).toEqual([{ kind: "list", field: "groupIdList", added: ["视觉组 (new)"], removed: [] }]);
    expect(certain.unseen.join()).not.toContain("known only during the update");
    for (const dependencies of [{}, { groupIdList: [urn, "urn:pulumi:dev::acme::aws:s3:Bucket::b"] }]) {
      const open = review({ g: made, a: { ...one, dependencies } });
      expect(section(open, "changes")[0]?.changes).toEqual([{ kind: "unknown", field: "groupIdList" }]);
    }
    const whole = { endUserId: "carol", email: "c@example.com", groupIdList: UNKNOWN };
    const roster = review({ g: made, c: { after: whole, dependencies: { groupIdList: [urn] } } });
    expect(section(roster, "joins")[0]).toMatchObject({
      facts: expect.arrayContaining([{ field: "groupIdList", value: "(known after the update)" }]),
      notes: ["groupIdList depends on 视觉组 (new), made by the same update."],
    });
    const set = (users: object): PlannedUser => ({ kind: "UserSet", after: { users }, dependencies: { linked: [urn] } });
    const member = review({ g: made, s: set({ dave: { email: "d@example.com", groupIdList: [UNKNOWN] } }) });
    expect(section(member, "joins")[0]?.facts).toContainEqual({ field: "groupIdList", value: "视觉组 (new)" });
  });
});

test("a group that was renamed at the console is a notice, and nobody leaves or joins", () => {
  const { warning = "" } = {
    ...followRename(
      { problem: "is no group of the directory." },
      "夜班",
      "ug-night",
      [{ id: "ug-night", name: "Late (shift)" }],
      ({ name }) => name,
    ),
  } as { warning?: string };
  const diagnostics = [{ severity: "warning", message: `warning: people.csv: ${warning}\n` }];
  const report = review({ a: person("alice", ["ug-night"], ["ug-night"]) }, { diagnostics });
  expect(report.risks).toEqual([
    {
      id: "renamed-group",
      level: "notice",
      text: "Renamed in the directory, and nobody leaves or joins; rosters should write the new name: 夜班 is Late (shift) now (ug-night).",
    },
  ]);
  expect(report.counts).toMatchObject({ changes: 0, unchanged: 1 });
});

test.each(FORMATS)("groups show in %s, and a mask leaves their names alone but not what is written about them", (format) => {
  const report = reviewReport(readPreview(planText({ g: group({ after: editors }) })), { environment: {} });
  const text = renderReport(report, format, { color: false });
  expect(text).toContain("视觉组");
  if (format !== "json") expect(text).toMatch(/Groups and units: (\*\*)?1 created/);
  const masked = renderReport(maskReport(report), format, { color: false });
  expect(masked).toContain("视觉组");
  expect(masked).not.toContain("Night shift");
});

test("a group whose name the program keeps secret is named nowhere", () => {
  const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hush"' };
  const report = reviewReport(
    readPreview(
      planText({
        g: group({ before: { groupName: hidden }, after: { groupName: hidden, description: "x" } }),
        a: person("alice", [], ["ug-editors"]),
      }),
    ),
    { environment: {} },
  );
  for (const format of FORMATS) expect(renderReport(report, format, { color: false })).not.toContain("hush");
});
