import { eiam } from "../../../provider/eiam";
import { describeViolation, validateUser } from "../../../provider/lifecycle/validate";
import type { Fields, Json } from "../../../provider/model/values";

const ALICE = { username: "alice", primaryOrganizationalUnitId: "ou_1" };
const PHONE = { phoneRegion: "86", phoneNumber: "13800000000", phoneNumberVerified: true };
const EMAIL = { email: "alice@example.com", emailVerified: true };
/** Everything that other fields may need beside them. */
const WHOLE = { ...ALICE, ...PHONE, ...EMAIL };

const atLimit: readonly (readonly [field: string, value: Json])[] = [
  ["instanceId", "idaas_1"],
  ["username", "a"],
  ["username", "a".repeat(256)],
  ["username", "Az09_.@-"],
  ["displayName", ""],
  ["displayName", "d".repeat(128)],
  ["displayName", "😀".repeat(128)],
  ["password", "x"],
  ["phoneRegion", "1"],
  ["phoneRegion", "123456"],
  ["phoneRegion", "01"],
  ["phoneNumber", "123456"],
  ["phoneNumber", "123456789012345"],
  ["phoneNumberVerified", false],
  ["email", `${"a".repeat(116)}@example.com`],
  ["email", "A.b_c-9@mail.example.com"],
  ["emailVerified", false],
  ["userExternalId", "x"],
  ["userExternalId", "x".repeat(128)],
  ["organizationalUnitIds", []],
  ["organizationalUnitIds", ["ou_2", "ou_1"]],
  ["description", ""],
  ["description", "d".repeat(256)],
  ["customFields", []],
  ["customFields", [{ fieldName: "badge", fieldValue: "" }]],
  [
    "customFields",
    [
      { fieldName: "badge", fieldValue: "1" },
      { fieldName: "costCenter", fieldValue: "1" },
    ],
  ],
  ["passwordInitializationConfig", {}],
  ["passwordInitializationConfig", { passwordInitializationPolicyPriority: "global" }],
  [
    "passwordInitializationConfig",
    {
      passwordInitializationPolicyPriority: "custom",
      passwordForcedUpdateStatus: "enabled",
      userNotificationChannels: ["email", "sms"],
      passwordInitializationType: "random",
    },
  ],
  ["status", "disabled"],
  ["onDelete", "disable"],
];

test.each(atLimit)("accepts %s %j", (field, value) => {
  expect(validateUser(eiam.kinds.User, { ...WHOLE, [field]: value })).toEqual([]);
});

const past: readonly (readonly [field: string, value: Json])[] = [
  ["instanceId", ""],
  ["username", ""],
  ["username", "a".repeat(257)],
  ["username", "alice smith"],
  ["username", "爱丽丝"],
  ["displayName", "d".repeat(129)],
  ["password", ""],
  ["phoneRegion", "1234567"],
  ["phoneRegion", "+86"],
  ["phoneRegion", "0086"],
  ["phoneNumber", "12345"],
  ["phoneNumber", "1234567890123456"],
  ["phoneNumber", "138-0000-0000"],
  ["phoneNumberVerified", "true"],
  ["email", `${"a".repeat(117)}@example.com`],
  ["email", "alice+hr@example.com"],
  ["email", "alice"],
  ["emailVerified", 1],
  ["userExternalId", ""],
  ["userExternalId", "x".repeat(129)],
  ["primaryOrganizationalUnitId", ""],
  ["organizationalUnitIds", "ou_2"],
  ["organizationalUnitIds", [""]],
  ["description", "d".repeat(257)],
  [
    "customFields",
    [
      { fieldName: "badge", fieldValue: "1" },
      { fieldName: "badge", fieldValue: "2" },
    ],
  ],
  ["customFields", [{ fieldName: "", fieldValue: "1" }]],
  ["customFields", [{ fieldName: "badge" }]],
  ["customFields", [{ fieldName: "age", fieldValue: 10 }]],
  ["customFields", [{ fieldName: "badge", fieldValue: "1", operation: "add" }]],
  ["passwordInitializationConfig", { passwordInitializationPolicyPriority: "local" }],
  ["passwordInitializationConfig", { userNotificationChannels: ["post"] }],
  ["passwordInitializationConfig", { passwordInitializationType: "fixed" }],
  ["passwordInitializationConfig", { passwordForcedUpdateStatus: true }],
  ["passwordInitializationConfig", { priority: "custom" }],
  ["status", "locked"],
  ["clientToken", "x"],
];

test.each(past)("refuses %s %j, naming field and page", (field, value) => {
  const violations = validateUser(eiam.kinds.User, { ...WHOLE, [field]: value });
  expect(violations.map((violation) => violation.field)).toEqual([field]);
  expect(violations.map(describeViolation).join()).toMatch(/EIAM/);
});

test("requires a name and a primary unit", () => {
  expect(validateUser(eiam.kinds.User, { displayName: "Alice" }).map(({ field, rule }) => [field, rule])).toEqual([
    ["username", "is required"],
    ["primaryOrganizationalUnitId", "is required"],
  ]);
});

test("never shows a password", () => {
  const text = validateUser(eiam.kinds.User, { ...ALICE, password: ["Secret-Horse-7"] })
    .map(describeViolation)
    .join();
  expect(text).toMatch(/^password /);
  expect(text).not.toContain("Secret-Horse-7");
});

const conditional: readonly (readonly [name: string, declared: Fields, refused: readonly string[]])[] = [
  ["a phone with region and flag", PHONE, []],
  ["a phone alone", { phoneNumber: "13800000000" }, ["phoneRegion", "phoneNumberVerified"]],
  ["a phone without its flag", { phoneNumber: "13800000000", phoneRegion: "86" }, ["phoneNumberVerified"]],
  ["a phone with an empty region", { ...PHONE, phoneRegion: "" }, ["phoneRegion"]],
  ["a phone that is not verified", { ...PHONE, phoneNumberVerified: false }, []],
  ["a region alone", { phoneRegion: "86" }, ["phoneRegion"]],
  ["a phone flag alone, which would change somebody else's number", { phoneNumberVerified: false }, ["phoneNumberVerified"]],
  ["a cleared phone", { phoneNumber: "" }, []],
  ["a cleared phone with empty company", { phoneNumber: "", phoneRegion: "", phoneNumberVerified: false }, []],
  ["a cleared phone with a region", { phoneNumber: "", phoneRegion: "86" }, ["phoneRegion"]],
  ["a cleared phone that is verified", { phoneNumber: "", phoneNumberVerified: true }, ["phoneNumberVerified"]],
  ["an address with its flag", EMAIL, []],
  ["an address alone", { email: "alice@example.com" }, ["emailVerified"]],
  ["an address that is not verified", { ...EMAIL, emailVerified: false }, []],
  ["an e-mail flag alone", { emailVerified: true }, ["emailVerified"]],
  ["a cleared address", { email: "" }, []],
  ["a cleared address that is verified", { email: "", emailVerified: true }, ["emailVerified"]],
];

test.each(conditional)("judges %s", (_name, declared, refused) => {
  expect(validateUser(eiam.kinds.User, { ...ALICE, ...declared }).map(({ field }) => field)).toEqual(refused);
});
