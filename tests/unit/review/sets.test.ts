import { announceReplaced, announceSummary } from "../../../provider/lifecycle/many/announcement";
import { UNKNOWN } from "../../../provider/model/values";
import { review, section } from "./review";

type Fields = Readonly<Record<string, unknown>>;

describe("a set", () => {
  const kind = "UserSet" as const;
  /** A preview's message in which the provider names one member of a set (whose id is "id"). */
  const said = (member: string, fields: readonly string[], set = "id"): Fields => ({
    diagnostics: [
      {
        severity: "info#err",
        message: `${announceReplaced(`${member} will be deleted and created again: so.`, set, member, fields)}\n${announceSummary("eds users of the set: 1 to replace", set)}\n`,
      },
    ],
  });

  test("is expanded to its members, each with what the set declares for all", () => {
    const before = {
      orgId: "org-a",
      users: {
        alice: { email: "a@example.com" },
        bob_b: { email: "b@example.com" },
        carol: { email: "c@example.com", remark: "one" },
        erin: { email: "e@example.com", onDelete: "retain" },
      },
    };
    const after = {
      orgId: "org-a",
      users: {
        alice: { email: "a@example.com" },
        bob_b: { email: "b@example.com", isLocalAdmin: true },
        carol: { email: "c@example.com", remark: "two" },
        dave: { email: "d@example.com" },
      },
    };
    const report = review({ staff: { before, after, kind, detailedDiff: { "users.bob_b.isLocalAdmin": {} } } });
    expect(report.counts).toMatchObject({ joins: 1, changes: 1, replaced: 1, retained: 1, unchanged: 1 });
    expect(section(report, "joins")).toMatchObject([{ key: "dave", facts: [{ field: "email" }, { field: "orgId", value: "org-a" }] }]);
    expect(section(report, "replaced")).toMatchObject([{ key: "carol" }]);
  });

  test("names only the member whose password changes", () => {
    const users = { alice: { email: "a@example.com", password: "[secret]" }, "b.c": { email: "b@example.com", password: "[secret]" } };
    const report = review({
      staff: { before: { users }, after: { users }, kind, op: "update", detailedDiff: { 'users["b.c"].password': {} } },
    });
    expect(section(report, "changes")).toMatchObject([{ key: "b.c", changes: [{ kind: "secret", field: "password" }] }]);
    expect(report.counts).toMatchObject({ unchanged: 1 });
  });

  test("pairs a renamed member by its account, so that nobody seems to leave", () => {
    const report = review({
      staff: {
        before: { users: { old: { endUserId: "alice", email: "a@example.com" } } },
        after: { users: { alice: { email: "a@example.com" } } },
        kind,
      },
    });
    expect(report.counts).toMatchObject({ leaves: 0, joins: 0, unchanged: 1 });
  });

  test("tells of a replacement that only the provider could see", () => {
    const plan = {
      staff: {
        before: { users: { alice: { email: "a@example.com" } } },
        after: { users: { alice: { email: "a@example.com", remark: "new" } } },
        kind,
      },
    };
    expect(review(plan).counts).toMatchObject({ changes: 1, replaced: 0 });
    expect(review(plan, said("alice", ["remark"])).counts).toMatchObject({ changes: 0, replaced: 1 });
    expect(review(plan, said("alice", ["remark"], "another set")).counts).toMatchObject({ changes: 1, replaced: 0 });
  });

  test("takes the provider's word for who is replaced where values are secret, whatever the masks look like", () => {
    const hidden = (note: string): Fields => ({ email: "a@example.com", remark: note });
    const users = { alice: hidden("[secret]"), bob_b: hidden("[secret]"), carol: hidden("open") };
    const after = { ...users, carol: hidden("[secret]"), dave: { email: "d@example.com" } };
    const touched = { "users.alice.remark": {}, "users.bob_b.remark": {}, "users.carol.remark": {}, "users.dave": {} };
    const plan = { staff: { before: { users }, after: { users: after }, kind, detailedDiff: touched } };
    const report = review(plan, said("alice", ["remark"]));
    expect(report.counts).toMatchObject({ replaced: 1, joins: 1 });
    expect(section(report, "replaced")).toMatchObject([{ key: "alice", changes: [{ kind: "secret", field: "remark" }] }]);
    expect(report.risks).toContainEqual(expect.objectContaining({ id: "replacement", level: "high" }));
  });

  test("counts a hidden value that differs as a replacement where no word of the provider was kept", () => {
    const users = { alice: { email: "a@example.com", remark: "[secret]" }, bob_b: { email: "[secret]" } };
    const plan = {
      staff: {
        before: { users },
        after: { users },
        kind,
        op: "update",
        detailedDiff: { "users.alice.remark": {}, "users.bob_b.email": {} },
      },
    };
    expect(review(plan).counts).toMatchObject({ replaced: 1, changes: 1 });
    expect(
      review(plan, { diagnostics: [{ severity: "info#err", message: announceSummary("eds users of the set: 2 to change", "id") }] }).counts,
    ).toMatchObject({ replaced: 0, changes: 2 });
  });

  test("that shows nobody still names whom the provider would replace", () => {
    const report = review(
      { staff: { before: { users: "[secret]" }, after: { users: "[secret]" }, kind, op: "update" } },
      said("alice", ["remark"]),
    );
    expect(report.counts).toMatchObject({ replaced: 1 });
    expect(report.unseen).toContain("The members of the set staff are secret or not known yet: none of them is shown or counted.");
  });

  test("that stays deletes whom it lets go, whatever option the resource has", () => {
    const users = { alice: { email: "a@example.com" }, bob_b: { email: "b@example.com" } };
    const options = { retainOnDelete: true, protect: true };
    const stays = review({ staff: { before: { users }, after: { users: { alice: users.alice } }, kind, options } });
    expect(stays.counts).toMatchObject({ leaves: 1, retained: 0 });
    expect(stays.risks.map(({ id }) => id)).not.toContain("protected");
    expect(review({ staff: { before: { users }, kind, options } }).counts).toMatchObject({ leaves: 0, retained: 2 });
  });

  test.each([["[secret]"], [UNKNOWN], [{ alice: UNKNOWN }]])("whose users are %j is named as not seen", (users) => {
    const report = review({ staff: { after: { users }, kind } });
    expect(report.unseen).toContain("The members of the set staff are secret or not known yet: none of them is shown or counted.");
    expect(report.sections).toEqual([]);
  });
});
