import { checkUser } from "../../../provider/lifecycle/check";
import { describeViolation, validateUser } from "../../../provider/lifecycle/validate";
import { type Fields, type Json, UNKNOWN } from "../../../provider/model/values";
import { workspace } from "../../../provider/workspace";

const ALICE = { userName: "alice", userEmail: "alice@example.com", activeType: "ADMIN_ACTIVATE", password: "Abcdef1!" };

const atLimit: readonly (readonly [field: string, value: Json])[] = [
  ["userName", "a"],
  ["userName", "7"],
  ["userName", "A".repeat(32)],
  ["userName", `a${".".repeat(30)}9`],
  ["userName", "a_b.c-d"],
  ["userName", "a-"],
  ["userEmail", ""],
  ["userEmail", `${"a".repeat(43)}@example.com`],
  ["userPhone", ""],
  ["userPhone", "+8613812345678"],
  ["userPhone", "1".repeat(20)],
  ["accountExpires", "0"],
  ["accountExpires", "2030-02-28T23:59:59Z"],
  ["accountExpires", "2032-02-29T00:00:00.999Z"],
  ["activeType", "USER_ACTIVATE"],
  ["activeType", "ADMIN_ACTIVATE"],
  ["password", "x".repeat(8)],
  ["password", "x".repeat(32)],
  ["enableChangePassword", false],
  ["nextLoginChangePassword", false],
  ["groupIds", []],
  ["groupIds", ["1", "2", "3", "4", "g".repeat(55)]],
  ["description", ""],
  ["description", "d".repeat(255)],
  ["description", "😀".repeat(255)],
  ["aliasName", "a"],
  ["aliasName", "a".repeat(55)],
  ["passwordNeverExpired", true],
  ["disabled", true],
  ["enterpriseProjectId", "0"],
  ["enterpriseProjectId", "e".repeat(255)],
  ["domain", "d".repeat(255)],
  ["userInfoMap", ""],
  ["userInfoMap", "u".repeat(255)],
  ["onExisting", "fail"],
  ["onDelete", "disable"],
];

test.each(atLimit)("accepts %s %j", (field, value) => {
  expect(checkUser(workspace.kinds.User, undefined, { ...ALICE, [field]: value })).toEqual([]);
});

const past: readonly (readonly [field: string, value: Json])[] = [
  ["userName", ""],
  ["userName", "a".repeat(33)],
  ["userName", "-a"],
  ["userName", ".a"],
  ["userName", "a."],
  ["userName", "a_"],
  ["userName", "a b"],
  ["userName", "用户"],
  ["userName", 7],
  ["userEmail", `${"a".repeat(44)}@example.com`],
  ["userEmail", "alice"],
  ["userEmail", "alice smith@example.com"],
  ["userPhone", "1".repeat(21)],
  ["accountExpires", ""],
  ["accountExpires", 0],
  ["accountExpires", "1893456000000"],
  ["accountExpires", "2030-02-30T00:00:00Z"],
  ["accountExpires", "2030-01-01T24:00:00Z"],
  ["accountExpires", "2030-01-01T00:00:00+08:00"],
  ["accountExpires", "2030-01-01"],
  ["accountExpires", "2030-01-01T00:00:00.1Z"],
  ["activeType", "user_activate"],
  ["password", "x".repeat(7)],
  ["password", "x".repeat(33)],
  ["enableChangePassword", "false"],
  ["nextLoginChangePassword", 1],
  ["groupIds", ["1", "2", "3", "4", "5", "6"]],
  ["groupIds", ["g".repeat(56)]],
  ["groupIds", [""]],
  ["groupIds", "1"],
  ["description", "d".repeat(256)],
  ["aliasName", ""],
  ["aliasName", "a".repeat(56)],
  ["passwordNeverExpired", null],
  ["disabled", "true"],
  ["enterpriseProjectId", ""],
  ["enterpriseProjectId", "e".repeat(256)],
  ["domain", ""],
  ["domain", "d".repeat(256)],
  ["userInfoMap", "u".repeat(256)],
  ["onDelete", "lock"],
  ["status", "disabled"],
];

test.each(past)("refuses %s %j, naming field, rule and page but no secret", (field, value) => {
  const violations = checkUser(workspace.kinds.User, undefined, { ...ALICE, [field]: value });
  expect(violations.map((violation) => violation.field)).toEqual([field]);
  const text = violations.map(describeViolation).join();
  expect(text).toMatch(/Workspace|docs\/lifecycle/);
  if (field === "password") expect(text).not.toContain(value);
});

const conditional: readonly (readonly [what: string, user: Fields, refused: readonly string[]])[] = [
  ["activation by the user with an e-mail address", { userName: "a", userEmail: "a@example.com" }, []],
  ["activation by the user with a mobile number", { userName: "a", userPhone: "13812345678", activeType: "USER_ACTIVATE" }, []],
  ["activation by the user without either", { userName: "a" }, ["userEmail"]],
  ["activation by the user with both cleared", { userName: "a", userEmail: "", userPhone: "" }, ["userEmail"]],
  ["an unknown e-mail address", { userName: "a", userEmail: UNKNOWN }, []],
  ["activation by the administrator with a password", { userName: "a", activeType: "ADMIN_ACTIVATE", password: "12345678" }, []],
  ["activation by the administrator without one", { userName: "a", activeType: "ADMIN_ACTIVATE" }, ["password"]],
  ["an unknown password", { userName: "a", activeType: "ADMIN_ACTIVATE", password: UNKNOWN }, []],
  ["no change at next login, by the administrator", { ...ALICE, nextLoginChangePassword: false }, []],
  [
    "no change at next login, by the user",
    { userName: "a", userEmail: "a@example.com", nextLoginChangePassword: false },
    ["nextLoginChangePassword"],
  ],
  ["a change at next login, by the user", { userName: "a", userEmail: "a@example.com", nextLoginChangePassword: true }, []],
];

test.each(conditional)("%s: %j", (_what, user, refused) => {
  expect(checkUser(workspace.kinds.User, undefined, user).map(({ field }) => field)).toEqual(refused);
});

test("a password may leave the program once the user exists, but a new account needs one again", () => {
  const { password, ...rest } = ALICE;
  expect(checkUser(workspace.kinds.User, ALICE, rest)).toEqual([]);
  expect(validateUser(workspace.kinds.User, rest)).toEqual([]);
  expect(checkUser(workspace.kinds.User, ALICE, { ...rest, userName: "alicia" }).map(({ field }) => field)).toEqual(["password"]);
  expect(checkUser(workspace.kinds.User, ALICE, { ...rest, userName: "alicia", password })).toEqual([]);
});

test("a changed password is refused with the ways out, without showing either", () => {
  const violations = checkUser(workspace.kinds.User, ALICE, { ...ALICE, password: "New-Password-1" });
  const text = violations.map(describeViolation).join();
  expect(text).toMatch(/password of an existing user.*RESET_PWD.*random-password.*userName/s);
  expect(text).not.toMatch(/Abcdef1!|New-Password-1/);
  expect(checkUser(workspace.kinds.User, ALICE, { ...ALICE, userName: "alicia", password: "New-Password-1" })).toEqual([]);
  expect(checkUser(workspace.kinds.User, ALICE, { ...ALICE, password: UNKNOWN })).toEqual([]);
});
