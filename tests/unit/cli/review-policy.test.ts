import { applyPolicy } from "../../../cli/review/policy";
import { readPeople } from "../../../cli/review/people";
import { readPreview } from "../../../cli/review/read-preview";
import { reviewReport } from "../../../cli/review/build-report";
import { maskReport } from "../../../cli/report/mask";
import { renderMarkdown } from "../../../cli/report/render-markdown";
import { plain } from "../../../cli/report/text";
import { parsePolicy, type SourceFile } from "../../../policy";

const TYPE = "pulumi-nodejs:dynamic/rollcall/eds:User";
const urn = (name: string): string => `urn:pulumi:dev::acme::${TYPE}::${name}`;
const state = (name: string, properties: object): object => ({ urn: urn(name), type: TYPE, inputs: properties, outputs: properties });

function step(op: string, name: string, before: object | undefined, after: object | undefined): object {
  return {
    op,
    urn: urn(name),
    ...(before !== undefined && { oldState: state(name, before) }),
    ...(after !== undefined && { newState: state(name, after) }),
  };
}

const PREVIEW = JSON.stringify({
  steps: [
    step("create", "x1", undefined, { endUserId: "x1", email: "x1@evil.example", password: "[secret]" }),
    step("create", "x2", undefined, { endUserId: "x2", email: "[secret]" }),
    step("delete", "ceo", { endUserId: "ceo" }, undefined),
    step("delete", "cto", { endUserId: "cto", onDelete: "disable" }, undefined),
    step("same", "root", { endUserId: "root", isLocalAdmin: true }, { endUserId: "root", isLocalAdmin: true }),
  ],
  changeSummary: { same: 1 },
});

function judged(rules: string, sources: readonly SourceFile[] = []) {
  const preview = readPreview(PREVIEW);
  const policy = parsePolicy(`version: 1\nrules:\n${rules}\n`, "policy.yaml");
  return applyPolicy(reviewReport(preview, { environment: {} }), readPeople(preview), policy, { sources, now: 0 });
}

test("violations stand on top of the risks, grave when mandatory, with everybody of one reason in one sentence", () => {
  const { report, violated } = judged(
    "  protectedPeople: { people: [ceo, cto] }\n  naming: { pattern: ^a, level: advisory }\n  adminRights: { label: approved }",
  );
  const policy = report.risks.filter(({ id }) => id.startsWith("policy-"));
  expect(report.risks.slice(0, policy.length)).toEqual(policy);
  expect(policy.map(({ id, level, text }) => [id, level, plain(text)])).toEqual([
    ["policy-adminRights", "high", expect.stringMatching(/^Policy: root \(eds\): has administrator rights/)],
    ["policy-protectedPeople", "high", expect.stringMatching(/^Policy: ceo \(eds\): is protected by the policy and would be deleted\. /)],
    ["policy-naming", "notice", expect.stringMatching(/^Policy: root \(eds\), x1 \(eds\), x2 \(eds\): endUserId does not follow \^a\. /)],
  ]);
  expect(violated).toBe(true);
});

test("advisory rules fail nothing, and what is secret is told as not judged", () => {
  const { report, violated } = judged("  emailDomains: { allow: [corp.example], level: advisory }");
  expect(violated).toBe(false);
  expect(report.unseen.map(plain)).toContain("The policy's rule emailDomains could not judge x2: email is secret or not known yet.");
});

test("passwords in clear are told by file and line alone", () => {
  const sources = [{ path: "index.ts", text: '\npassword: "Hunter2!"' }];
  const { report, violated } = judged("  plainPasswords:", sources);
  expect([violated, report.risks[0]?.level, plain(report.risks[0]?.text ?? [])]).toEqual([
    true,
    "high",
    expect.stringMatching(/^Passwords are in clear text: index\.ts:2\. /),
  ]);
  expect(JSON.stringify(report)).not.toContain("Hunter2");
  expect(judged("  plainPasswords:").violated).toBe(false);
});

test("a masked report names nobody", () => {
  const { report } = judged("  protectedPeople: { people: [ceo] }\n  emailDomains: { allow: [corp.example] }");
  expect(
    maskReport(report)
      .risks.filter(({ id }) => id.startsWith("policy-"))
      .map(({ text }) => plain(text))
      .join("\n"),
  ).not.toMatch(/ceo|x1|x2/);
});

test("what stands in a violation from outside has no effect in a comment", () => {
  const sources = [{ path: "@octocat/<img src=x>.ts", text: 'password: "Hunter2!"' }];
  const { report } = judged(
    '  naming: { pattern: "^[a-z]*_[a-z]*$" }\n  emailDomains: { allow: [www.corp.example] }\n  adminRights: { label: "*ok*" }\n  plainPasswords:',
    sources,
  );
  const comment = renderMarkdown(report);
  for (const outside of ["^[a-z]*_[a-z]*$", "evil.example", "www.corp.example", '"*ok*"', "@octocat/<img src=x>.ts:1"])
    expect(comment).toContain(`\`${outside}\``);
  expect(comment.replace(/`[^`]*`/g, "")).not.toMatch(/octocat|img|\^|corp|evil/);
});

describe("a privileged group", () => {
  const GROUP = "pulumi-nodejs:dynamic/rollcall/eds:Group";
  const admins = { urn: "urn:pulumi:dev::acme::" + GROUP + "::admins", type: GROUP, id: "ug-1", inputs: { groupName: "Admins" } };
  const SET = "pulumi-nodejs:dynamic/rollcall/eds:UserSet";
  const set = (users: object): object => ({
    urn: "urn:pulumi:dev::acme::" + SET + "::s",
    type: SET,
    inputs: { users },
    outputs: { users },
  });
  const preview = readPreview(
    JSON.stringify({
      steps: [
        { op: "same", urn: admins.urn, oldState: admins, newState: admins },
        step("update", "ada", { endUserId: "ada", groupIdList: [] }, { endUserId: "ada", groupIdList: ["ug-1"] }),
        step("same", "bob", { endUserId: "bob", groupIdList: ["ug-1"] }, { endUserId: "bob", groupIdList: ["ug-1"] }),
        {
          op: "update",
          urn: "urn:pulumi:dev::acme::" + SET + "::s",
          oldState: set({ eve: { groupIdList: ["ug-2"] }, kim: { groupIdList: ["ug-1"] } }),
          newState: set({ eve: { groupIdList: ["ug-2", "ug-1"] }, kim: { groupIdList: ["ug-1"] } }),
        },
      ],
    }),
  );
  const judge = (settings: string) => {
    const policy = parsePolicy(`version: 1\nrules: { privilegedGroups: ${settings} }\n`, "policy.yaml");
    return applyPolicy(reviewReport(preview, { environment: {} }), readPeople(preview), policy, { sources: [], now: 0 });
  };

  test.each(["{ groups: [ug-1] }", "{ groupNames: [Admins] }"])("%s: who joins it is a flag, also in a set", (settings) => {
    const { report, violated } = judge(settings);
    expect(violated).toBe(true);
    expect(report.risks.map(({ id, level, text }) => [id, level, plain(text)])).toContainEqual([
      "policy-privilegedGroups",
      "high",
      "Policy: ada (eds), eve (eds): joins the privileged group Admins. Take it out of groupIdList, or list the name under approved in the policy file.",
    ]);
  });

  test("as an advice fails nothing", () => {
    const { report, violated } = judge("{ groups: [ug-1], level: advisory, approved: [eve] }");
    expect([violated, report.risks[0]?.level, plain(report.risks[0]?.text ?? [])]).toEqual([
      false,
      "notice",
      expect.stringContaining("ada (eds): joins"),
    ]);
  });

  test("a protected one that would be deleted is a flag of its own", () => {
    const gone = readPreview(JSON.stringify({ steps: [{ op: "delete", urn: admins.urn, oldState: admins }] }));
    const policy = parsePolicy("version: 1\nrules: { protectedGroups: { groupNames: [Admins] } }\n", "policy.yaml");
    const { report } = applyPolicy(reviewReport(gone, { environment: {} }), readPeople(gone), policy, { sources: [], now: 0 });
    expect(plain(report.risks[0]?.text ?? [])).toMatch(/^Policy: Admins \(eds group\): is protected by the policy and would be deleted\./);
  });
});
