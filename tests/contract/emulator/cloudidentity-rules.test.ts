import { sensitiveWord } from "../../../emulator/cloudidentity/rules";
import { cloudidentityWorld, refusal } from "./cloudidentity-client";

const chars = (length: number): string => "x".repeat(length);
const mail = (length: number): string => `${chars(length - 12)}@example.com`;

type Case = readonly [parameter: string, accepted: readonly unknown[], refused: readonly unknown[]];
const each = (cases: readonly Case[], pick: 1 | 2) => cases.flatMap((entry) => entry[pick].map((value) => [entry[0], value] as const));

const userCases: readonly Case[] = [
  ["UserName", ["x", chars(54), "人".repeat(54)], [chars(55), 5]],
  ["DisplayName", ["", chars(64)], [chars(65), true]],
  ["Description", ["", chars(255)], [chars(256)]],
  ["Email", ["", mail(128), "D@UlQTmSmKGt-3D3_DvmCa1-Lzc.AJHVedF"], [mail(129), "nobody"]],
  ["Phone", ["", "1".repeat(20), "+9627784204919962", "+86 138-1234-5678"], ["1".repeat(21), "138****5678", "call me", 138]],
];

test.each(each(userCases, 1))("CreateUser and UpdateUser take %s = %j", (name, value) => {
  const { call, create } = cloudidentityWorld();
  expect(call("CreateUser", { UserName: "bob", [name]: value }).status).toBe(200);
  expect(call("UpdateUser", { UserId: create("carol"), ...(name !== "UserName" && { [name]: value }) }).status).toBe(200);
});

test.each(each(userCases, 2))("CreateUser and UpdateUser refuse %s = %j, repeating it", (name, value) => {
  const { call, create, read } = cloudidentityWorld();
  const shown = refusal(400, "InvalidParam", `The parameter ${name}[${String(value)}] is invalid`);
  expect(call("CreateUser", { UserName: "bob", [name]: value })).toMatchObject(shown);
  const UserId = create("carol");
  const before = read(UserId);
  expect(call("UpdateUser", { UserId, Description: "changed", [name]: value })).toMatchObject(shown);
  expect(read(UserId)).toEqual(before);
});

test("a user name cannot be emptied", () => {
  const { call, create } = cloudidentityWorld();
  expect(call("UpdateUser", { UserId: create("bob"), UserName: "" })).toMatchObject(
    refusal(400, "InvalidParam", "The parameter UserName[] is invalid"),
  );
});

test.each(["UserName", "DisplayName", "Description"])("a sensitive word in %s is ParamIncludeSensitiveWord", (name) => {
  const { call } = cloudidentityWorld();
  expect(call("CreateUser", { UserName: "bob", [name]: `an ${sensitiveWord} here` })).toMatchObject(
    refusal(400, "ParamIncludeSensitiveWord", `The parameter ${name} Include sensitive Word`),
  );
});

const groupCases: readonly Case[] = [
  ["GroupName", ["g", chars(63)], [chars(64), 5]],
  ["DisplayName", ["", chars(64)], [chars(65)]],
  ["Description", ["", chars(128)], [chars(129)]],
  ["JoinType", ["Manual", "Auto"], ["manual", "Any"]],
];

test.each(each(groupCases, 1))("CreateGroup takes %s = %j", (name, value) => {
  expect(cloudidentityWorld().call("CreateGroup", { GroupName: "g", JoinType: "Manual", [name]: value }).status).toBe(200);
});

test.each(each(groupCases, 2))("CreateGroup refuses %s = %j", (name, value) => {
  expect(cloudidentityWorld().call("CreateGroup", { GroupName: "g", JoinType: "Manual", [name]: value })).toMatchObject(
    refusal(400, "InvalidParam"),
  );
});

test.each([
  ["Passw0rd", true],
  ["passw0r!", true],
  ["PASSW0R!", true],
  ["Password!", true],
  [`Aa1${chars(29)}`, true],
  ["Passw0r", false],
  [`Aa1${chars(30)}`, false],
  ["password1", false],
  ["PASSWORD!", false],
])("ResetPassword with %s: %s", (Password, accepted) => {
  const { call, create } = cloudidentityWorld();
  const answer = call("ResetPassword", { UserId: create("bob"), GenerateRandomPassword: false, PasswordResetRequired: true, Password });
  expect(answer.status).toBe(accepted ? 200 : 400);
});

test.each([
  ["CreateUser", {}, "InvalidParam"],
  ["CreateUser", { UserName: "" }, "InvalidParam"],
  ["UpdateUser", {}, "ParamMissing"],
  ["GetUser", {}, "ParamMissing"],
  ["DeleteUser", {}, "ParamMissing"],
  ["AddUserToGroup", { GroupId: "7300000000000000101" }, "ParamMissing"],
  ["AddUserToGroup", { UserId: "1" }, "ParamMissing"],
  ["CreateGroup", { GroupName: "g" }, "ParamMissing"],
  ["CreateGroup", { JoinType: "Manual" }, "ParamMissing"],
])("%s without a parameter, %j, is 400 %s", (action, parameters, code) => {
  expect(cloudidentityWorld().call(action, parameters)).toMatchObject(refusal(400, code));
});

test.each([
  [{ PasswordResetRequired: true, Password: "Passw0rd" }, "ParamMissing"],
  [{ GenerateRandomPassword: false, Password: "Passw0rd" }, "ParamMissing"],
  [{ GenerateRandomPassword: false, PasswordResetRequired: true }, "ParamMissing"],
  [{ GenerateRandomPassword: "no", PasswordResetRequired: true, Password: "Passw0rd" }, "InvalidParam"],
])("ResetPassword with %j is 400 %s", (parameters, code) => {
  const { call, create } = cloudidentityWorld();
  expect(call("ResetPassword", { UserId: create("bob"), ...parameters })).toMatchObject(refusal(400, code));
});

test.each(["ListUsers", "ListGroups"])("%s holds PageNumber and PageSize to their bounds", (action) => {
  const { call, get } = cloudidentityWorld();
  for (const page of [{ PageNumber: 1, PageSize: 1 }, { PageSize: 100 }, { PageNumber: 5000 }]) expect(call(action, page).status).toBe(200);
  for (const page of [{ PageNumber: 0 }, { PageSize: 0 }, { PageSize: 101 }, { PageSize: 1.5 }, { PageSize: "x" }]) {
    expect(call(action, page)).toMatchObject(refusal(400, "InvalidParam"));
  }
  expect(get(action, { PageNumber: "1", PageSize: "100" }).status).toBe(200);
  expect(get(action, { PageSize: "101" })).toMatchObject(refusal(400, "InvalidParam"));
});
