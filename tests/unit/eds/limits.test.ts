import { eds } from "../../../provider/eds";
import { phoneOnWire } from "../../../provider/eds/user/values";
import { checkUser } from "../../../provider/lifecycle/check";
import { describeViolation, validateUser } from "../../../provider/lifecycle/validate";
import { type Fields, type Json, UNKNOWN } from "../../../provider/model/values";

const ALICE = { endUserId: "alice", email: "alice@example.com", phone: "13800000000" };

const atLimit: readonly (readonly [field: string, value: Json])[] = [
  ["endUserId", "abc"],
  ["endUserId", "x".repeat(24)],
  ["endUserId", "_1_"],
  ["email", ""],
  ["email", `${"a".repeat(242)}@example.com`],
  ["phone", ""],
  ["phone", "123456"],
  ["phone", "1".repeat(15)],
  ["phone", "+8613800000000"],
  ["phone", "+86 138-0000-0000"],
  ["password", "Abcdefghi1"],
  ["password", "abcdefghi1!"],
  ["password", `Aa1${"b".repeat(253)}`],
  ["ownerType", "Normal"],
  ["ownerType", "CreateFromManager"],
  ["orgId", "o"],
  ["remark", ""],
  ["realNickName", "李娜"],
  ["groupIdList", []],
  ["groupIdList", Array.from({ length: 100 }, (_, index) => `ug-${index}`)],
  ["autoLockTime", "2032-02-29 23:59:59"],
  ["isLocalAdmin", false],
  ["passwordExpireDays", "30"],
  ["passwordExpireDays", 30],
  ["passwordExpireDays", "365"],
  ["passwordExpireDays", 365],
  ["businessChannel", "ENTERPRISE"],
  ["status", "disabled"],
  ["onDelete", "disable"],
];

test.each(atLimit)("accepts %s %j", (field, value) => {
  expect(checkUser(eds.kinds.User, undefined, { ...ALICE, [field]: value })).toEqual([]);
});

const past: readonly (readonly [field: string, value: Json])[] = [
  ["endUserId", "ab"],
  ["endUserId", "x".repeat(25)],
  ["endUserId", "Alice"],
  ["endUserId", "al-ice"],
  ["endUserId", "al.ice"],
  ["endUserId", "爱丽丝"],
  ["endUserId", 123],
  ["email", `${"a".repeat(243)}@example.com`],
  ["email", "alice"],
  ["email", "alice smith@example.com"],
  ["phone", "12345"],
  ["phone", "1    2"],
  ["phone", "1".repeat(16)],
  ["phone", "+1 202 555 0100"],
  ["phone", "138****0000"],
  ["password", "Abcdefgh1"],
  ["password", "abcdefghi1"],
  ["password", "Abcdefgh 1"],
  ["password", `Aa1${"b".repeat(254)}`],
  ["ownerType", "normal"],
  ["orgId", ""],
  ["remark", 1],
  ["realNickName", null],
  ["groupIdList", Array.from({ length: 101 }, (_, index) => `ug-${index}`)],
  ["groupIdList", [""]],
  ["groupIdList", "ug-1"],
  ["autoLockTime", ""],
  ["autoLockTime", "2030-01-01"],
  ["autoLockTime", "2030-01-01T00:00:00"],
  ["autoLockTime", "2030-02-30 00:00:00"],
  ["autoLockTime", "2030-01-01 24:00:00"],
  ["isLocalAdmin", "true"],
  ["passwordExpireDays", "29"],
  ["passwordExpireDays", 29],
  ["passwordExpireDays", "366"],
  ["passwordExpireDays", 366],
  ["passwordExpireDays", 30.5],
  ["passwordExpireDays", ""],
  ["businessChannel", ""],
  ["status", "locked"],
  ["disabled", true],
];

test.each(past)("refuses %s %j, naming field, rule and page but no secret", (field, value) => {
  const violations = checkUser(eds.kinds.User, undefined, { ...ALICE, [field]: value });
  expect(violations.map((violation) => violation.field)).toEqual([field]);
  const text = violations.map(describeViolation).join();
  expect(text).toMatch(/EDS/);
  if (field === "password") expect(text).not.toContain(value);
});

const conditional: readonly (readonly [what: string, user: Fields, refused: readonly string[]])[] = [
  ["an e-mail address alone", { endUserId: "bob", email: "bob@example.com" }, []],
  ["a telephone number alone", { endUserId: "bob", phone: "13800000000" }, []],
  ["neither", { endUserId: "bob" }, ["email"]],
  ["both empty", { endUserId: "bob", email: "", phone: "" }, ["email"]],
  ["both empty, activated by the administrator", { endUserId: "bob", ownerType: "CreateFromManager", email: "", phone: "" }, ["email"]],
  ["one empty, activated by the administrator", { endUserId: "bob", ownerType: "CreateFromManager", email: "" }, ["email"]],
  ["an unknown e-mail address", { endUserId: "bob", email: UNKNOWN }, []],
];

test.each(conditional)("a creation with %s", (_what, user, refused) => {
  expect(checkUser(eds.kinds.User, undefined, user).map(({ field }) => field)).toEqual(refused);
});

test("a living user may lose both contacts where the administrator activated the account, and only there", () => {
  const cleared = { endUserId: "alice", email: "", phone: "" };
  const ofManager = { ...ALICE, ownerType: "CreateFromManager" };
  expect(checkUser(eds.kinds.User, ofManager, { ...cleared, ownerType: "CreateFromManager" })).toEqual([]);
  expect(validateUser(eds.kinds.User, { ...cleared, ownerType: "CreateFromManager" })).toEqual([]);
  expect(checkUser(eds.kinds.User, ALICE, cleared).map(({ field }) => field)).toEqual(["email"]);
});

test.each([
  ["13800000000", "13800000000"],
  ["+86 138-0000-0000", "13800000000"],
  ["008613800000000", "13800000000"],
  ["010-12345678", "01012345678"],
])("sends the telephone number %s as %s", (declared, sent) => {
  expect(phoneOnWire(declared)).toBe(sent);
});
