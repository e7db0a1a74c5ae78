import { z } from "zod";
import { declare } from "../../../cli/import/declare";
import { rosterValues } from "../../../cli/import/roster-file";
import { fieldsPage } from "../../../cli/reference/pages";
import { isSecret, personalKind } from "../../../cli/report/field-values";
import type { Movement } from "../../../cli/review/movement";
import { administratorRisks } from "../../../cli/review/risks";
import { domainRisks } from "../../../cli/review/risks/identity";
import { evaluatePolicy, parsePolicy } from "../../../policy";
import { directories } from "../../../provider/directories";
import { checkChange } from "../../../provider/lifecycle/check";
import { validateUser } from "../../../provider/lifecycle/validate";
import { defineDirectory } from "../../../provider/model/kind";
import { field } from "../../../provider/model/field";
import { uniqueValues } from "../../../provider/model/unique-values";
import type { Fields } from "../../../provider/model/values";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";

const base = { about: "New.", limits: "must be text", source: "EDS CreateUsers", readBack: "DescribeUsers.New" } as const;
const inPlace = { kind: "in-place", by: ["ModifyUser"] } as const;

/** EDS with a field of each meaning that readers ask for, and nothing else touched. */
const added = {
  badgeMail: field({ ...base, means: "email", unique: { ignoresCase: true }, type: z.string(), wire: "BadgeMail", change: inPlace }),
  vaultAdmin: field({ ...base, means: "admin", type: z.boolean(), wire: "VaultAdmin", change: inPlace }),
  badgeCode: field({
    ...base,
    means: "secret",
    secret: true,
    type: z.string(),
    wire: "BadgeCode",
    readBack: "never",
    change: { kind: "write-only", otherwise: "badges are printed once" },
  }),
};
const user = { ...directories.eds.kinds.User, fields: { ...directories.eds.kinds.User.fields, ...added } };
const eds = defineDirectory(directories.eds, { User: user });
const kind = eds.kinds.User;
const alice: Fields = { endUserId: "alice", email: "a@pier.example", badgeMail: "A@badge.example", vaultAdmin: true, badgeCode: "Hush-1" };
const movement = (before: Fields, after: Fields): Movement => ({
  move: "changes",
  kind,
  resource: "alice",
  formerResource: "alice",
  before,
  after,
  touched: new Set(),
  replacedBy: [],
  protect: false,
  retain: false,
  imported: false,
});

test("a field added to a table is a column of rosters, by its name and by its name on the wire", () => {
  const text = "endUserId,email,Badge Mail,VaultAdmin\nalice,a@pier.example,a@badge.example,yes\n";
  const { rows } = parseRoster({ file: "people.csv", text, directory: "eds", directories: { eds }, env: {} });
  expect(rows[0]?.fields).toMatchObject({ badgeMail: "a@badge.example", vaultAdmin: true });
});

test("is validated, masked and kept secret as its row says", () => {
  expect(validateUser(kind, { ...alice, badgeMail: 7 })).toEqual([
    expect.objectContaining({ field: "badgeMail", rule: expect.stringContaining("must be text") }),
  ]);
  expect(personalKind(kind, "badgeMail", "a@badge.example")).toBe("email");
  expect(isSecret(kind, "badgeCode", "Hush-1")).toBe(true);
  expect(uniqueValues(kind, alice).map(({ field: name }) => name)).toContain("badgeMail");
});

test("without an action for its changes it is refused when it changes, in the words of its row", () => {
  expect(checkChange(kind, alice, { ...alice, badgeCode: "Hush-2" })).toEqual([
    expect.objectContaining({ field: "badgeCode", rule: expect.stringContaining("badges are printed once") }),
  ]);
});

test("raises the risk flags of what it means", () => {
  const before: Fields = { ...alice, vaultAdmin: false, badgeMail: "a@pier.example" };
  expect(administratorRisks([movement(before, alice)])).toHaveLength(1);
  expect(JSON.stringify(domainRisks([movement(before, alice)]))).toContain("badge.example");
});

test("is judged by the policies about what it means", () => {
  const judge = (rule: string): unknown =>
    evaluatePolicy(
      parsePolicy(`version: 1\nrules:\n  ${rule}\n`, "policy.yaml"),
      [{ kind, key: "alice", fate: "stays", declared: alice, protect: false }],
      0,
    );
  expect(JSON.stringify(judge("emailDomains: { allow: [pier.example] }"))).toContain("badge.example");
  expect(JSON.stringify(judge("adminRights: { label: approved }"))).toContain("vaultAdmin");
});

test("is imported, and stands in the page of fields", () => {
  const observed = {
    ref: { id: "alice", key: "alice" },
    fields: { endUserId: "alice", email: "a@pier.example", badgeMail: "a@badge.example" },
    computed: {},
  };
  expect(declare(kind, observed, rosterValues(kind, observed))).toMatchObject({ fields: { badgeMail: "a@badge.example" } });
  expect(fieldsPage([eds])).toMatch(/badgeMail.*BadgeMail/);
});
