import { UNKNOWN } from "../../../provider/model/values";
import { judge, NOW, person } from "./people";

const problems = (...given: Parameters<typeof judge>): readonly string[] =>
  judge(...given).violations.map(({ key, problem }) => `${key}: ${problem}`);
const gaps = (...given: Parameters<typeof judge>): readonly string[] => judge(...given).gaps.map(({ key, field }) => `${key}: ${field}`);

describe("naming", () => {
  const settings = '{ pattern: "^[a-z]+_[a-z]+$", except: [svc9] }';

  test("refuses who does not follow the pattern, and passes over exceptions and leavers", () => {
    const people = [
      person("eds", { endUserId: "li_na" }),
      person("eds", { endUserId: "lina9" }),
      person("eds", { endUserId: "svc9" }),
      person("eds", { endUserId: "old9" }, { fate: "deleted" }),
    ];
    expect(problems("naming", settings, ...people)).toEqual(["lina9: endUserId does not follow ^[a-z]+_[a-z]+$"]);
  });

  test("judges the new name of somebody who is renamed, and cannot judge one that is unknown", () => {
    expect(problems("naming", settings, person("eiam", { username: "Li" }, { key: "li_na" }))).toEqual([
      "li_na: username does not follow ^[a-z]+_[a-z]+$",
    ]);
    expect(gaps("naming", settings, person("eiam", { username: UNKNOWN }, { key: "li_na" }))).toEqual(["li_na: username"]);
  });

  test("holds only in the directories it names, and several settings hold each in theirs", () => {
    const both = '[{ pattern: "^[a-z_]+$", directories: [eds] }, { pattern: "^[A-Z]", directories: [workspace], level: advisory }]';
    const { violations } = judge(
      "naming",
      both,
      person("eds", { endUserId: "a1" }),
      person("workspace", { userName: "bob" }),
      person("cloudidentity", { userName: "9" }),
    );
    expect(violations.map(({ key, level }) => [key, level])).toEqual([
      ["a1", "mandatory"],
      ["bob", "advisory"],
    ]);
  });
});

describe("emailDomains", () => {
  test.each([
    ["a@corp.example", []],
    ["a@CORP.Example", []],
    ["a@müller.example", []],
    ["a@xn--mller-kva.example", []],
    ["", []],
    ["a@eu.corp.example", ["x: the e-mail domain eu.corp.example is not allowed"]],
    ["a@corp.example.evil.example", ["x: the e-mail domain corp.example.evil.example is not allowed"]],
    ["a@evilcorp.example", ["x: the e-mail domain evilcorp.example is not allowed"]],
    ['"a@corp.example"@evil.example', ["x: the e-mail domain evil.example is not allowed"]],
  ])("%s", (email, expected) => {
    expect(
      problems("emailDomains", "{ allow: [corp.example, müller.example] }", person("workspace", { userName: "x", userEmail: email })),
    ).toEqual(expected);
  });

  test("takes subdomains if told, but no domain that only ends alike", () => {
    const people = [
      person("eds", { endUserId: "a", email: "a@eu.corp.example" }),
      person("eds", { endUserId: "b", email: "a@evilcorp.example" }),
    ];
    expect(problems("emailDomains", "{ allow: [corp.example], subdomains: true }", ...people)).toEqual([
      "b: the e-mail domain evilcorp.example is not allowed",
    ]);
  });

  test("cannot judge an address that is unknown or secret", () => {
    expect(gaps("emailDomains", "{ allow: [corp.example] }", person("eds", { endUserId: "a", email: UNKNOWN }))).toEqual(["a: email"]);
  });
});

describe("contractorsExpire", () => {
  const settings = "{ groups: [ug-contractors], organizations: [org-contractors, ou_c], names: ^ext_, withinDays: 30 }";

  test.each([
    ["by group", person("eds", { endUserId: "a", groupIdList: ["ug-all", "ug-contractors"] })],
    ["by organisation", person("eds", { endUserId: "a", orgId: "org-contractors" })],
    ["by name", person("workspace", { userName: "ext_a", accountExpires: "0" })],
    ["even when replaced", person("eds", { endUserId: "a", orgId: "org-contractors", autoLockTime: "" }, { fate: "replaced" })],
  ])("a contractor %s needs an end", (_how, contractor) => {
    expect(problems("contractorsExpire", settings, contractor)).toEqual([
      expect.stringMatching(/is a contractor without an end: (autoLockTime|accountExpires) is not declared/),
    ]);
  });

  test("says of whom it cannot tell, because names decide and this one is hidden", () => {
    const hidden = person("eds", { endUserId: UNKNOWN }, { key: "resource" });
    for (const [rule, count] of [
      ["{ names: ^ext_ }", 1],
      ["{ groups: [ug-contractors] }", 0],
    ] as const)
      expect(judge("contractorsExpire", rule, hidden)).toMatchObject({ violations: [], gaps: { length: count } });
  });

  test("the end must be near enough: EDS counts in Beijing time, Workspace in UTC", () => {
    const eds = (autoLockTime: string) => person("eds", { endUserId: "ext_a", autoLockTime });
    const workspace = (accountExpires: string) => person("workspace", { userName: "ext_a", accountExpires });
    expect(new Date(NOW).toISOString()).toBe("2025-06-01T00:00:00.000Z");
    expect(problems("contractorsExpire", settings, eds("2025-07-01 08:00:00"), workspace("2025-07-01T00:00:00Z"))).toEqual([]);
    expect(problems("contractorsExpire", settings, eds("2025-07-01 08:00:01"), workspace("2025-07-01T00:00:01Z"))).toEqual([
      "ext_a: is a contractor whose autoLockTime is more than 30 days away",
      "ext_a: is a contractor whose accountExpires is more than 30 days away",
    ]);
  });

  test("staff needs none; a directory without an end says so; what is unknown is not judged", () => {
    expect(problems("contractorsExpire", settings, person("eds", { endUserId: "a", orgId: "org-design" }))).toEqual([]);
    expect(problems("contractorsExpire", settings, person("eiam", { username: "a", organizationalUnitIds: ["ou_c"] }))).toEqual([
      "a: is a contractor, but Alibaba Cloud IDaaS EIAM has no field that ends an account",
    ]);
    expect(
      gaps(
        "contractorsExpire",
        settings,
        person("eds", { endUserId: "a", groupIdList: UNKNOWN }),
        person("eds", { endUserId: "ext_b", autoLockTime: UNKNOWN }),
      ),
    ).toEqual(["a: groupIdList", "ext_b: autoLockTime"]);
  });
});

describe("adminRights", () => {
  const settings = '{ label: "admin approved", approved: [root_one], groups: [ug-admins] }';

  test("rights need the label or a line in the policy", () => {
    const admin = (endUserId: string, more: object) => person("eds", { endUserId, isLocalAdmin: true, ...more });
    const people = [
      admin("a", {}),
      admin("b", { remark: "Admin Approved by IT-42" }),
      admin("root_one", {}),
      person("eds", { endUserId: "d", isLocalAdmin: false }),
      person("eds", { endUserId: "e", groupIdList: ["ug-admins"] }),
    ];
    const { violations } = judge("adminRights", settings, ...people);
    expect(violations.map(({ key, problem }) => `${key}: ${problem}`)).toEqual([
      "a: has administrator rights (isLocalAdmin) that nobody approved",
      "e: has administrator rights (ug-admins) that nobody approved",
    ]);
    expect(violations[0]?.remedy).toBe('Put "admin approved" into remark, or list the name under approved in the policy file.');
  });

  test("what is unknown is not judged", () => {
    const people = [
      person("eds", { endUserId: "a", isLocalAdmin: UNKNOWN }),
      person("eds", { endUserId: "b", isLocalAdmin: true, remark: UNKNOWN }),
      person("eds", { endUserId: "c", groupIdList: UNKNOWN }),
    ];
    expect(gaps("adminRights", settings, ...people)).toEqual(["a: isLocalAdmin", "b: remark", "c: groupIdList"]);
  });
});

describe("protectedPeople", () => {
  test("may neither be deleted nor replaced; being let go keeps the account", () => {
    const ceo = (fate: "deleted" | "replaced" | "let-go" | "stays") => person("eds", { endUserId: "ceo" }, { fate });
    expect(
      problems(
        "protectedPeople",
        "{ people: [ceo] }",
        ceo("deleted"),
        ceo("replaced"),
        ceo("let-go"),
        ceo("stays"),
        person("eds", { endUserId: "bob" }, { fate: "deleted" }),
      ),
    ).toEqual([
      "ceo: is protected by the policy and would be deleted",
      "ceo: is protected by the policy and would be deleted and created again",
    ]);
  });

  test("says of whom it cannot tell, because the name is hidden, only where an account would end", () => {
    const hidden = (fate: "deleted" | "replaced" | "let-go" | "stays") => person("eds", { endUserId: UNKNOWN }, { key: "resource", fate });
    const { violations, gaps } = judge(
      "protectedPeople",
      "{ people: [ceo] }",
      ...(["deleted", "replaced", "let-go", "stays"] as const).map(hidden),
      person("eds", { endUserId: UNKNOWN }, { key: "bob", fate: "replaced", before: { endUserId: "bob" } }),
    );
    expect([violations, gaps.map(({ key, field }) => [key, field])]).toEqual([
      [],
      [
        ["resource", "endUserId"],
        ["resource", "endUserId"],
      ],
    ]);
  });

  test("needProtect asks for the engine's own protection", () => {
    const people = [person("eds", { endUserId: "ceo" }), person("eds", { endUserId: "cto" }, { protect: true })];
    expect(problems("protectedPeople", "{ people: [ceo, cto], needProtect: true }", ...people)).toEqual([
      "ceo: is protected by the policy, but not by the engine",
    ]);
  });
});

test("mandatory violations come first, and none tells more of a person than the key", () => {
  const { violations } = judge(
    "naming",
    '[{ pattern: "^x", level: advisory }, { pattern: "^y" }]\n  emailDomains: { allow: [corp.example] }',
    person("eds", { endUserId: "alice", email: "alice.secret@evil.example", realNickName: "Alice Secret" }),
  );
  expect(violations.map(({ level }) => level)).toEqual(["mandatory", "mandatory", "advisory"]);
  expect(JSON.stringify(violations)).not.toMatch(/secret/i);
});
