import { reviewReport } from "../../../cli/review/build-report";
import { maskReport } from "../../../cli/report/mask";
import { readPreview } from "../../../cli/review/read-preview";
import { plain } from "../../../cli/report/text";
import { planText, type PlannedUser } from "./plan";
import { review } from "./review";

function person(endUserId: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { endUserId, email: `${endUserId}@example.com`, ...more };
}

function stays(count: number): Record<string, PlannedUser> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`stays${index}`, { before: person(`stays_${index}`), after: person(`stays_${index}`) }]),
  );
}

function goes(count: number): Record<string, PlannedUser> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`goes${index}`, { before: person(`goes_${index}`) }]));
}

function risk(id: string, ...plan: Parameters<typeof review>): { readonly level: string; readonly text: string } | undefined {
  return review(...plan).risks.find((found) => found.id === id);
}

describe("deletions", () => {
  test("past both limits are grave and tell the guard's number", () => {
    const found = risk("too-many-deletions", { ...stays(20), ...goes(11) });
    expect(found).toMatchObject({ level: "high", text: expect.stringContaining("11 of 31 managed users would lose their account (35 %)") });
    expect(found?.text).toContain("ROLLCALL_ALLOW_DELETES=11");
  });

  test("past both limits are not said to be stopped where the guard has let the preview pass", () => {
    const preview = readPreview(planText({ ...stays(20), ...goes(11) }));
    const text = reviewReport(preview, { environment: {}, unguarded: true })
      .risks.map((one) => plain(one.text))
      .join("\n");
    expect(text).toContain("The deletion guard did not stop this preview and will not stop the run before the first delete");
    expect(text).not.toContain("ROLLCALL_ALLOW_DELETES");
  });

  test("that the guard has kept out of a preview are told by its own numbers, which a mask leaves", () => {
    const message =
      "error: Rollcall stops this run before the first delete: it would delete 13 of 15 managed users (87 %): 13 to delete.\n  alice, bob\n  If this is meant, run once with ROLLCALL_ALLOW_DELETES=13.";
    const report = maskReport(
      reviewReport(readPreview(planText({}, { diagnostics: [{ severity: "error", message }] })), { environment: {} }),
    );
    expect(report.risks.map(({ id, level, text }) => [id, level, plain(text)])).toEqual([
      ["too-many-deletions", "high", expect.stringMatching(/^13 of 15 managed users .*ROLLCALL_ALLOW_DELETES=13/)],
    ]);
    expect(report.unseen.map(plain).join()).not.toContain("alice");
  });

  test("past one limit are a notice, within both nothing", () => {
    expect(risk("deletions", { ...stays(100), ...goes(11) })).toMatchObject({ level: "notice" });
    expect(risk("deletions", { ...stays(3), ...goes(1) })).toMatchObject({ level: "notice" });
    expect(review({ ...stays(100), ...goes(10) }).risks).toEqual([]);
  });

  test("name people of secret keys by their resources, and take none of them for another", () => {
    const hidden = (resource: string): Readonly<Record<string, unknown>> => ({ endUserId: "[secret]", email: `${resource}@example.com` });
    const report = review({
      ann: { before: hidden("ann") },
      bob: { after: hidden("bob") },
      cy: { before: hidden("cy"), after: hidden("cy") },
    });
    expect(report.sections.map(({ id, people }) => [id, people.map(({ key }) => key)])).toEqual([
      ["leaves", ["ann"]],
      ["joins", ["bob"]],
    ]);
    expect(report.risks.map(({ id, text }) => [id, text])).toEqual([["deletions", expect.stringContaining("(50 %): ann.")]]);
  });

  test("obey the limits of the stack's configuration and the one-time override", () => {
    expect(risk("too-many-deletions", { ...stays(3), ...goes(1) }, { config: { "rollcall:maxDeletes": "0" } })).toBeDefined();
    expect(risk("too-many-deletions", { ...stays(20), ...goes(11) }, {}, { ROLLCALL_ALLOW_DELETES: "11" })).toBeUndefined();
    expect(() => review(goes(1), { config: { "rollcall:maxDeletes": "many" } })).toThrow("rollcall:maxDeletes must be a whole number");
  });

  test("count replacements and not those who are disabled or let go", () => {
    const users = {
      ...stays(2),
      a: { before: person("aaaa", { onDelete: "disable" }) },
      b: { before: person("bbbb"), after: person("bbbb"), op: "replace" },
    };
    expect(risk("deletions", users)?.text).toContain("1 of 4 managed users");
    expect(risk("replacement", users)).toMatchObject({ level: "high", text: "Account deleted and created again for 1 person: bbbb." });
  });

  test("of protected people are said to fail", () => {
    expect(risk("protected", { a: { before: person("aaaa"), options: { protect: true } } })).toMatchObject({ level: "high" });
    expect(
      risk("protected", { a: { before: person("aaaa", { onDelete: "retain" }), after: person("aaaa"), options: { protect: true } } }),
    ).toBeUndefined();
  });

  test("of a renamed resource are told from people who leave; an alias is no deletion", () => {
    expect(risk("renamed-resource", { old: { before: person("aaaa") }, new: { after: person("aaaa") } })).toMatchObject({
      level: "high",
      text: expect.stringContaining("aaaa"),
    });
    expect(risk("renamed-resource", { old: { before: person("aaaa"), after: person("aaaa") } })).toBeUndefined();
  });
});

describe("rights", () => {
  test("local administrator, granted or brought along, but not one that was there", () => {
    const users = {
      a: { before: person("granted"), after: person("granted", { isLocalAdmin: true }) },
      b: { after: person("brought_along", { isLocalAdmin: true }) },
      c: { before: person("was_before", { isLocalAdmin: true }), after: person("was_before", { isLocalAdmin: true, remark: "" }) },
    };
    expect(risk("local-admin", users)).toEqual({
      id: "local-admin",
      level: "high",
      text: "2 people would become local administrator: brought_along, granted.",
    });
  });

  test("passwords of people who have an account, not the first one", () => {
    const users = {
      a: {
        before: person("aaaa", { password: "[secret]" }),
        after: person("aaaa", { password: "[secret]" }),
        op: "update",
        detailedDiff: { password: {} },
      },
      b: { after: person("bbbb", { password: "[secret]" }) },
    };
    expect(risk("password", users)?.text).toBe("1 person would get another password or secret: aaaa.");
  });

  test("accounts opened again, by either directory's field", () => {
    const users = {
      a: { before: person("aaaa", { status: "disabled" }), after: person("aaaa", { status: "enabled" }) },
      w: { before: { userName: "ww", disabled: true }, after: { userName: "ww", disabled: false }, directory: "workspace" },
      x: { before: person("xxxx", { status: "enabled" }), after: person("xxxx", { status: "disabled" }) },
    };
    expect(risk("enabled-again", users)?.text).toBe("2 people would have a disabled account opened again: aaaa, ww.");
  });
});

describe("identities", () => {
  test.each([
    ["a1ice", "alice"],
    ["bil1", "bill"],
    ["c0rn", "com"],
    ["аlice", "alice"],
    ["ALICE", "alice"],
    ["ａlice", "alice"],
  ])("%s reads like %s", (added, known) => {
    expect(risk("look-alike", { k: { before: person(known), after: person(known) }, n: { after: person(added) } })).toMatchObject({
      level: "high",
      text: `New names read like names that exist: ${added} and ${known}.`,
    });
  });

  test.each([
    ["alicee", "alice"],
    ["alce", "alice"],
    ["alise", "alice"],
    ["laice", "alice"],
  ])("%s is one character away from %s", (added, known) => {
    expect(risk("one-character", { k: { before: person(known), after: person(known) }, n: { after: person(added) } })).toMatchObject({
      level: "notice",
    });
  });

  test.each([
    ["stays_21", "stays_12"],
    ["bob", "rob"],
    ["alice", "malcolm"],
    ["राम", "रमा"],
    ["さとう", "さどう"],
    ["Ian", "Lan"],
  ])("%s and %s are just two people", (added, known) => {
    expect(review({ k: { before: person(known), after: person(known) }, n: { after: person(added) } }).risks).toEqual([]);
  });

  test.each([
    [{ realNickName: "Li Na" }, { email: "other@example.com", realNickName: "Wang Wei" }, true],
    [{ realNickName: "Li Na", phone: "13800138000" }, { email: "o@example.com", realNickName: "Wang Wei", phone: "139 0013 9000" }, true],
    // Who marries keeps the number; who moves keeps the name; a number may be written in another way.
    [{ realNickName: "Li Na", phone: "13800138000" }, { email: "o@example.com", realNickName: "Li Wang", phone: "138 0013 8000" }, false],
    [{ realNickName: "Li Na" }, { email: "other@example.com", realNickName: "li na" }, false],
    [{}, { email: "other@example.com", realNickName: "Wang Wei" }, false],
    [{}, { email: "other@example.com" }, false],
  ])("an account with %j that gets %j is another person's: %s", (before, after, isAnother) => {
    const found = risk("another-person", { li: { before: person("li", before), after: person("li", after) } });
    if (isAnother) expect(found).toMatchObject({ level: "notice", text: expect.stringContaining("only the key is the same: li.") });
    else expect(found).toBeUndefined();
  });

  test("two who join together are compared as well, people of different directories are not", () => {
    expect(risk("look-alike", { a: { after: person("alice") }, b: { after: person("a1ice") } })).toBeDefined();
    expect(
      risk("look-alike", { a: { after: person("alice") }, b: { after: { userName: "a1ice" }, directory: "workspace" } }),
    ).toBeUndefined();
  });

  test("new domains, graver when they look like a known one; none on a first run", () => {
    const users = {
      k: { before: person("known"), after: person("known") },
      n: { after: person("newcomer", { email: "n@examp1e.com" }) },
      o: { before: person("other"), after: person("other", { email: "o@elsewhere.org" }) },
    };
    expect(risk("look-alike-domain", users)).toMatchObject({
      level: "high",
      text: expect.stringContaining("examp1e.com (newcomer) and example.com"),
    });
    expect(risk("new-domain", users)?.text).toBe("E-mail domains never seen in this stack: examp1e.com (newcomer); elsewhere.org (other).");
    expect(review({ a: { after: person("aaaa") } }).risks).toEqual([]);
  });

  test.each([
    ["pier.dk", "pier.de", false],
    ["uk.pier.com", "us.pier.com", false],
    ["pier.co.nz", "pier.co.za", false],
    ["pier.co", "pier.cn", true],
    ["pier.cm", "pier.cn", true],
    ["pier.com", "pier.co", true],
    ["xy.com", "xx.com", true],
    ["qier.de", "pier.de", true],
    ["u5.pier.com", "us.pier.com", true],
    ["ymail.com", "gmail.com", false],
    ["mail.com", "gmail.com", false],
    ["gmail.com", "mail.com", false],
    ["gmall.com", "gmail.com", true],
    ["gmail.co", "gmail.com", true],
    ["gmaii.com", "gmail.com", true],
  ])("the domain %s beside %s looks alike: %s", (fresh, known, isAlike) => {
    const users = {
      k: { before: person("known", { email: `k@${known}` }), after: person("known", { email: `k@${known}` }) },
      n: { after: person("newcomer", { email: `n@${fresh}` }) },
    };
    expect(risk("look-alike-domain", users) !== undefined).toBe(isAlike);
    expect(risk("new-domain", users)).toBeDefined();
  });

  test.each([
    [{ email: "Emma@Example.com" }, { userEmail: "emma@example.com" }],
    [{ phone: "138 0013 8000" }, { userPhone: "+86 13800138000" }],
  ])("%j and %j are the same person changing directory", (left, joined) => {
    const users = {
      old: { before: { endUserId: "emma_old", ...left } },
      new: { after: { userName: "emma.new", ...joined }, directory: "workspace" },
    };
    expect(risk("changes-directory", users)?.text).toContain("emma_old (eds) → emma.new (workspace)");
  });

  test.each([{ phone: "01062345678" }, { email: "desk@example.com" }, { realNickName: "On call" }])(
    "%j, which somebody who stays has as well, tells nobody again",
    (shared) => {
      const users = { old: { before: person("first_old", shared) }, new: { after: person("newcomer", shared) } };
      const stays = { before: person("stays_on", shared), after: person("stays_on", shared) };
      expect(risk("new-account", users)).toBeDefined();
      expect(risk("new-account", { ...users, stays })).toBeUndefined();
    },
  );

  test("leaving and joining the same directory under another name is another matter", () => {
    const users = {
      old: { before: person("emma_old", { realNickName: "Emma L" }) },
      new: { after: person("somebody", { realNickName: "emma l" }) },
    };
    expect(risk("new-account", users)).toBeDefined();
    expect(risk("changes-directory", users)).toBeUndefined();
  });
});
