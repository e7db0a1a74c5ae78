import { UNKNOWN } from "../../../provider/model/values";
import { reviewReport } from "../../../cli/review/build-report";
import { readPreview } from "../../../cli/review/read-preview";
import { FORMATS } from "../../../cli/terminal/choices";
import { renderReport } from "../../../cli/report/formats";
import { planText } from "./plan";
import { review, section } from "./review";

type Fields = Readonly<Record<string, unknown>>;

const alice = { endUserId: "alice", email: "alice@example.com" };

describe("a user", () => {
  test("joins with everything declared, but never with a password or an option", () => {
    const report = review({ a: { after: { ...alice, realNickName: "Alice", password: "Hunter-2-hunter", onDelete: "retain" } } });
    expect(section(report, "joins")).toEqual([
      {
        directory: "eds",
        key: "alice",
        name: "Alice",
        facts: [
          { field: "email", value: "alice@example.com" },
          { field: "password", value: "(secret)" },
        ],
        changes: [],
        notes: [],
      },
    ]);
  });

  test("is adopted where the program says so, and where it is imported", () => {
    const report = review({
      a: { after: { ...alice, onExisting: "adopt" } },
      b: { after: { ...alice, endUserId: "bob_b" }, op: "import" },
    });
    expect(section(report, "adopted").map(({ key, notes }) => [key, notes])).toEqual([
      ["alice", []],
      ["bob_b", ["Imported: nothing is sent."]],
    ]);
  });

  test.each([
    [{}, {}, "leaves"],
    [{ onDelete: "disable" }, {}, "disabled"],
    [{ onDelete: "retain" }, {}, "retained"],
    [{}, { retainOnDelete: true }, "retained"],
  ])("with %j and options %j counts as: %s", (fields, options, id) => {
    const report = review({ a: { before: { ...alice, ...fields }, options } });
    expect(section(report, id)).toMatchObject([{ key: "alice", facts: [{ field: "email", value: "alice@example.com" }] }]);
    expect(report.counts).toMatchObject({ [id]: 1, unchanged: 0 });
  });

  test.each([
    ["eds", { endUserId: "alice", email: "a@example.com" }, { status: "disabled" }, "status"],
    ["workspace", { userName: "alice", userEmail: "a@example.com" }, { disabled: true }, "disabled"],
  ])("that stays in %s but is closed counts as disabled, with what changes", (directory, before, closed, field) => {
    const report = review({
      a: { before, after: { ...before, ...closed }, directory },
      b: { before: { ...before, ...closed }, after: { ...before, ...closed }, directory },
    });
    expect(section(report, "disabled")).toMatchObject([{ key: "alice", changes: [{ field }] }]);
    expect(report.counts).toMatchObject({ disabled: 1, changes: 0, unchanged: 1 });
  });

  test("stands in the order of directory and name, whatever the engine's", () => {
    const person = (endUserId: string) => ({ after: { endUserId, email: "a@example.com" } });
    const report = review({
      x: person("carl"),
      y: person("anna"),
      z: { after: { userName: "adam" }, directory: "cloudidentity" },
      w: person("bert"),
    });
    expect(section(report, "joins").map(({ key }) => key)).toEqual(["adam", "anna", "bert", "carl"]);
  });

  test("changes field by field: values, lists by member, secrets, unknown values and what is no longer managed", () => {
    const before = { ...alice, groupIdList: ["g1", "g2"], remark: "left alone", password: "[secret]" };
    const after = { ...alice, email: UNKNOWN, groupIdList: ["g2", "g3"], isLocalAdmin: false, password: "[secret]" };
    const report = review({ a: { before, after, detailedDiff: { "groupIdList[0]": {}, password: { kind: "update" } } } });
    expect(section(report, "changes")[0]?.changes).toEqual([
      { kind: "unknown", field: "email" },
      { kind: "secret", field: "password" },
      { kind: "value", field: "remark", before: "left alone", after: "(no longer managed, stays as it is)" },
      { kind: "list", field: "groupIdList", added: ["g3"], removed: ["g1"] },
      { kind: "value", field: "isLocalAdmin", before: null, after: "false" },
    ]);
    expect(report.unseen).toContain("Values of 1 person will be known only during the update; they were not judged.");
  });

  test("whose password leaves the program is not said to get another", () => {
    const report = review({
      a: { before: { ...alice, password: "[secret]" }, after: alice, detailedDiff: { password: { kind: "delete" } } },
    });
    expect(section(report, "changes")[0]?.changes).toEqual([
      { kind: "value", field: "password", before: "(secret)", after: "(no longer managed, stays as it is)" },
    ]);
    expect(report.risks.map(({ id }) => id)).not.toContain("password");
  });

  test.each([
    ["eds", { ...alice }, { status: "disabled" }, "status", "(returns: enabled)"],
    [
      "eds",
      { ...alice, autoLockTime: "2027-12-31 18:00:00" },
      { status: "disabled" },
      "status",
      "(returns: enabled, unless its lock time has come)",
    ],
    ["eiam", { username: "alice", primaryOrganizationalUnitId: "ou_1" }, { status: "disabled" }, "status", "(returns: enabled)"],
    ["workspace", { userName: "alice", userEmail: "a@example.com" }, { disabled: true }, "disabled", "(returns: enabled)"],
  ])("who returns on %s after onDelete disable is said to be enabled, alone and in a set", (directory, person, closed, field, told) => {
    const after = { ...person, onDelete: "disable" };
    const single = review({ a: { before: { ...after, ...closed }, after, directory } });
    const set = review({
      s: { kind: "UserSet", directory, before: { users: { alice: { ...after, ...closed } } }, after: { users: { alice: after } } },
    });
    for (const report of [single, set]) {
      expect(section(report, "changes")).toMatchObject([{ key: "alice", changes: [{ field, after: told }] }]);
      expect(report.risks.map(({ id }) => id)).toContain("enabled-again");
    }
    const others = review({ a: { before: { ...person, ...closed }, after: person, directory } });
    expect(section(others, "changes")).toMatchObject([{ changes: [{ field, after: "(no longer managed, stays as it is)" }] }]);
    expect(others.risks.map(({ id }) => id)).not.toContain("enabled-again");
  });

  test.each(FORMATS)("shows nothing of what the program keeps secret in %s, though the preview was made with --show-secrets", (format) => {
    const hidden = (value: unknown): Fields => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(value),
    });
    const secret = (one: string): Fields => ({
      endUserId: hidden(`hush_${one}`),
      email: hidden(`hush.${one}@example.com`),
      realNickName: hidden(`Hush ${one}`),
      groupIdList: hidden([`hush-${one}`]),
      remark: `open ${one}`,
    });
    const plan = planText({
      a: { after: secret("a") },
      b: { before: secret("b") },
      c: { before: secret("b"), after: secret("c"), detailedDiff: { email: { kind: "update" } } },
      s: {
        kind: "UserSet",
        before: { email: hidden("hush.s@example.com"), users: { eva: secret("d") } },
        after: { email: hidden("hush.t@example.com"), users: { eva: secret("e") } },
      },
      t: { kind: "UserSet", before: { users: hidden({ hush_tom: {} }) }, after: { users: hidden({ hush_tim: {} }) } },
    });
    const text = renderReport(reviewReport(readPreview(plan), { environment: {} }), format, { color: false });
    expect(text).toContain("open c");
    expect(text).not.toMatch(/hush/i);
  });

  test("is replaced with reason and loss, told once however many steps the engine prints", () => {
    const report = review({
      a: { before: { ...alice, remark: "one" }, after: { ...alice, remark: "two" }, op: "replace", replaceReasons: ["remark"] },
    });
    expect(section(report, "replaced")).toMatchObject([
      {
        key: "alice",
        changes: [{ field: "remark", before: "one", after: "two" }],
        notes: [
          "Why: remark changes and no EDS action changes it on an existing user.",
          "Lost: the account, its assigned cloud computers, group memberships and password.",
        ],
      },
    ]);
  });

  test("that is only read is nobody's change", () => {
    expect(review({ a: { after: alice, op: "read", options: { external: true } } }).counts).toMatchObject({ joins: 0 });
  });

  test("that an earlier run left unfinished says so", () => {
    expect(section(review({ a: { before: alice, after: alice, op: "update" } }), "changes")[0]?.notes[0]).toContain(
      "an earlier run has not finished",
    );
  });
});

describe("what a report cannot see", () => {
  test("a stack without Rollcall's people, and other packages' changes", () => {
    const bucket = {
      op: "create",
      urn: "urn:pulumi:dev::acme::aws:s3/bucket:Bucket::b",
      newState: { urn: "u", type: "aws:s3/bucket:Bucket" },
    };
    const report = review({}, { steps: [bucket] });
    expect(report.unseen).toEqual(
      expect.arrayContaining([
        "The plan holds no user of Rollcall.",
        "Resources of other packages that change too: 1. This report is about people and their groups only.",
      ]),
    );
  });

  test("people of a directory that a later version manages", () => {
    const report = review({ a: { after: { login: "alice" }, directory: "okta" } });
    expect(report.unseen).toEqual(
      expect.arrayContaining(["This version of Rollcall does not know the directory okta: none of them is shown or counted."]),
    );
    expect(report.unseen).not.toContain("The plan holds no user of Rollcall.");
  });

  test("a preview without the unchanged ones, and one that did not ask the clouds", () => {
    const report = review({ a: { after: alice } }, { changeSummary: { create: 1, same: 41 } });
    expect(report.counts).toMatchObject({ unchanged: 40 });
    expect(report.unseen.join("\n")).toMatch(/counted but not listed: 40\.[^]*Add --refresh/);
  });

  test("a preview that failed half-way", () => {
    const report = review(
      { a: { after: alice } },
      {
        diagnostics: [
          { severity: "error", message: "error: no access\n" },
          { severity: "error", message: "error: preview failed\n" },
        ],
      },
    );
    expect(report.unseen.filter((text) => text.includes("incomplete"))).toEqual([
      "The preview failed, so this report is incomplete: no access",
    ]);
    expect(report.counts).toMatchObject({ joins: 1 });
  });
});
