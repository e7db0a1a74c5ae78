import { cloudidentity } from "../../../provider/cloudidentity";
import { checkUser } from "../../../provider/lifecycle/check";
import { describeViolation, validateUser } from "../../../provider/lifecycle/validate";
import { type Fields, type Json, UNKNOWN } from "../../../provider/model/values";

const atLimit: readonly (readonly [field: string, value: Json])[] = [
  ["userName", "a"],
  ["userName", "a".repeat(54)],
  ["userName", "用户名"],
  ["userName", "😀".repeat(54)],
  ["displayName", ""],
  ["displayName", "d".repeat(64)],
  ["description", ""],
  ["description", "d".repeat(255)],
  ["email", ""],
  ["email", `${"a".repeat(116)}@example.com`],
  ["email", "D@UlQTmSmKGt-3D3-DvmCa1-Lzc.AJHVedF.z5huBi"],
  ["phone", ""],
  ["phone", "+9627784204919962"],
  ["phone", "+1 (23) 45-67 890123"],
  ["password", "Abcdef1!"],
  ["password", "abcdefg1!"],
  ["password", "ABCDEFG1 "],
  ["password", "Abcdefgh1"],
  ["password", `A1${"b".repeat(30)}`],
  ["passwordResetRequired", false],
];

test.each(atLimit)("accepts %s %j", (field, value) => {
  expect(validateUser(cloudidentity.kinds.User, { userName: "alice", password: "Abcdef1!", [field]: value })).toEqual([]);
});

const past: readonly (readonly [field: string, value: Json])[] = [
  ["userName", ""],
  ["userName", "a".repeat(55)],
  ["userName", 7],
  ["displayName", "d".repeat(65)],
  ["description", "d".repeat(256)],
  ["email", `${"a".repeat(117)}@example.com`],
  ["email", "alice"],
  ["email", "alice@home"],
  ["email", "alice smith@example.com"],
  ["phone", "+12345678901234567890"],
  ["phone", "138****0000"],
  ["phone", "call me"],
  ["password", "Abcde1!"],
  ["password", `A1${"b".repeat(31)}`],
  ["password", "abcdefgh1"],
  ["password", "ABCDEFGHI"],
  ["password", ""],
  ["passwordResetRequired", "true"],
  ["status", "disabled"],
];

test.each(past)("refuses %s %j, naming field, rule and page but no secret", (field, value) => {
  const violations = validateUser(cloudidentity.kinds.User, { userName: "alice", password: "Abcdef1!", [field]: value });
  expect(violations.map((violation) => violation.field)).toEqual([field]);
  const text = violations.map(describeViolation).join();
  expect(text).toMatch(/CloudIdentity/);
  if (field === "password" && value !== "") expect(text).not.toContain(value);
});

test("requires a user name", () => {
  expect(validateUser(cloudidentity.kinds.User, { displayName: "Alice" }).map(({ field, rule }) => [field, rule])).toEqual([
    ["userName", "is required"],
  ]);
});

describe("passwordResetRequired", () => {
  const REFUSAL =
    'passwordResetRequired needs a password to go with (CloudIdentity ResetPassword, PasswordResetRequired). Declare a password too, or leave passwordResetRequired out. For a new user password: "(generate)" makes one; for an existing user it sends none.';
  const refusals = (before: Fields | undefined, after: Fields): readonly string[] =>
    checkUser(cloudidentity.kinds.User, before, after).map(describeViolation);

  test("is refused for a new user without a password to go with", () => {
    expect(refusals(undefined, { userName: "alice", passwordResetRequired: true })).toEqual([REFUSAL]);
    expect(refusals(undefined, { userName: "alice", password: "Abcdef1!", passwordResetRequired: true })).toEqual([]);
  });

  test("stays while the password leaves the program, but cannot change then", () => {
    const before = { userName: "alice", password: "Abcdef1!", passwordResetRequired: true };
    expect(refusals(before, { userName: "alice", passwordResetRequired: true })).toEqual([]);
    expect(refusals(before, { userName: "alice", passwordResetRequired: false })).toEqual([REFUSAL]);
    expect(refusals(before, { ...before, passwordResetRequired: false })).toEqual([]);
    expect(refusals({ userName: "alice" }, { userName: "alice", passwordResetRequired: false })).toEqual([REFUSAL]);
  });

  test("waits for a password that is not known yet", () => {
    expect(refusals(undefined, { userName: "alice", password: UNKNOWN, passwordResetRequired: true })).toEqual([]);
    expect(refusals({ userName: "alice" }, { userName: "alice", password: UNKNOWN, passwordResetRequired: true })).toEqual([]);
  });
});
