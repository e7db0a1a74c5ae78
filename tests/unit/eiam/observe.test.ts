import { differences } from "../../../provider/model/compare";
import { eiam } from "../../../provider/eiam";
import { observe } from "../../../provider/eiam/user/observe";
import type { Fields } from "../../../provider/model/values";

const LISTED = {
  UserId: "user_1",
  InstanceId: "idaas_1",
  Username: "alice",
  DisplayName: "Alice",
  PasswordSet: true,
  PhoneRegion: "86",
  PhoneNumber: "13800000000",
  PhoneNumberVerified: true,
  Email: "alice@example.com",
  EmailVerified: false,
  UserExternalId: "user_1",
  UserSourceType: "build_in",
  UserSourceId: "idaas_1",
  Status: "enabled",
  CreateTime: 1_700_000_000_000,
};
const WHOLE = {
  ...LISTED,
  PrimaryOrganizationalUnitId: "ou_p",
  OrganizationalUnits: [
    { OrganizationalUnitId: "ou_a", OrganizationalUnitName: "A", Primary: false },
    { OrganizationalUnitId: "ou_p", OrganizationalUnitName: "P", Primary: true },
  ],
  CustomFields: [
    { FieldName: "badge", FieldValue: "A-7" },
    { FieldName: "costCenter", FieldValue: "" },
  ],
};
const SCALARS = {
  instanceId: "idaas_1",
  username: "alice",
  displayName: "Alice",
  phoneRegion: "86",
  phoneNumber: "13800000000",
  phoneNumberVerified: true,
  email: "alice@example.com",
  emailVerified: false,
  userExternalId: "user_1",
  status: "enabled",
};

test("shows a listed user under the names a program declares", () => {
  expect(observe(LISTED)).toEqual({ ref: { id: "user_1", key: "alice" }, fields: SCALARS, computed: {}, createdAt: 1_700_000_000_000 });
});

test("shows the primary unit first, and no custom field without a value", () => {
  expect(observe(WHOLE).fields).toEqual({
    ...SCALARS,
    primaryOrganizationalUnitId: "ou_p",
    organizationalUnitIds: ["ou_p", "ou_a"],
    customFields: [{ fieldName: "badge", fieldValue: "A-7" }],
  });
});

test("finds the primary unit by its mark alone", () => {
  const { PrimaryOrganizationalUnitId: _left, ...marked } = WHOLE;
  expect(observe(marked).fields).toMatchObject({ primaryOrganizationalUnitId: "ou_p", organizationalUnitIds: ["ou_p", "ou_a"] });
});

test("keeps flags and region of an address that is not there to itself", () => {
  const bare = {
    UserId: "user_2",
    Username: "bob",
    PhoneRegion: "86",
    PhoneNumber: "",
    PhoneNumberVerified: false,
    EmailVerified: true,
    Description: "",
  };
  expect(observe(bare)).toEqual({ ref: { id: "user_2", key: "bob" }, fields: { username: "bob" }, computed: {} });
});

test("survives an answer of another shape", () => {
  expect(observe({ UserId: null, Username: 7, OrganizationalUnits: "x", CustomFields: [3] })).toEqual({
    ref: { id: "", key: "7" },
    fields: { username: "7" },
    computed: {},
  });
});

const agreeing: readonly Fields[] = [
  { organizationalUnitIds: ["ou_a"] },
  { organizationalUnitIds: ["ou_p", "ou_a"] },
  { organizationalUnitIds: ["ou_a", "ou_p", "ou_a"] },
  { email: "Alice@Example.com" },
  { description: "" },
  { userExternalId: "user_1" },
  {
    customFields: [
      { fieldName: "costCenter", fieldValue: "" },
      { fieldName: "badge", fieldValue: "A-7" },
    ],
  },
];

test.each(agreeing)("agrees with %j", (declared) => {
  expect(differences(eiam.kinds.User, declared, observe(WHOLE))).toEqual([]);
});

const differing: readonly (readonly [string, Fields])[] = [
  ["organizationalUnitIds", { organizationalUnitIds: [] }],
  ["organizationalUnitIds", { organizationalUnitIds: ["ou_a", "ou_b"] }],
  ["primaryOrganizationalUnitId", { primaryOrganizationalUnitId: "ou_a" }],
  ["customFields", { customFields: [] }],
  ["customFields", { customFields: [{ fieldName: "badge", fieldValue: "A-8" }] }],
  ["username", { username: "Alice" }],
  ["phoneNumber", { phoneNumber: "" }],
  ["emailVerified", { emailVerified: true }],
];

test.each(differing)("differs in %s from %j", (field, declared) => {
  expect(differences(eiam.kinds.User, declared, observe(WHOLE)).map((difference) => difference.field)).toEqual([field]);
});
