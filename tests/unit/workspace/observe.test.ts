import fc from "fast-check";
import { agrees } from "../../../provider/model/compare";
import type { FieldTable } from "../../../provider/model/field";
import { expiryMoment, expiryText, isExpiry, sameExpiry } from "../../../provider/workspace/user/values";
import { fields } from "../../../provider/workspace/user/fields";
import { observe } from "../../../provider/workspace/user/observe";

const SEED = 20260102;
const NOON = Date.UTC(2030, 5, 30, 12);
const table: FieldTable = fields;

/** Whether a declared value agrees with what an answer makes of it. */
function seen(field: string, declared: unknown, answer: Readonly<Record<string, unknown>>): boolean {
  const spec = table[field];
  if (spec === undefined) throw new Error(`no field ${field}`);
  return agrees(spec, declared, observe(answer).fields[field]);
}

test("reads an item of the list and a detail alike, whatever their spelling", () => {
  const item = {
    id: "u1",
    sid: "S-1",
    user_name: "alice",
    user_email: "alice@example.com",
    user_phone: "",
    active_type: "USER_ACTIVATE",
    account_expires: "1909051200000",
    enable_change_password: false,
    next_login_change_password: true,
    password_never_expired: false,
    disabled: false,
    locked: true,
    description: "",
    group_names: ["sales"],
    enterprise_project_id: "0",
    domain: "corp.example",
    user_info_map: "",
  };
  const common = {
    userName: "alice",
    userEmail: "alice@example.com",
    activeType: "USER_ACTIVATE",
    accountExpires: "2030-06-30T12:00:00Z",
    nextLoginChangePassword: true,
    passwordNeverExpired: false,
    disabled: false,
  };
  expect(observe(item)).toEqual({
    ref: { id: "u1", key: "alice" },
    fields: { ...common, enableChangePassword: false, enterpriseProjectId: "0", domain: "corp.example", userInfoMap: "" },
    computed: { locked: true },
    groupNames: ["sales"],
  });
  const { enable_change_password, enterprise_project_id, domain, user_info_map, ...shared } = item;
  const detail = {
    ...shared,
    account_expires: NOON,
    active_type: "user_activate",
    enabled_change_password: enable_change_password,
    when_created: "2026-01-02T03:04:05.678Z",
  };
  expect(observe(detail)).toEqual({
    ref: { id: "u1", key: "alice" },
    fields: { ...common, enableChangePassword: false },
    computed: { locked: true },
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    groupNames: ["sales"],
  });
  expect([enterprise_project_id, domain, user_info_map]).toEqual(["0", "corp.example", ""]);
});

test("an answer that tells little makes no user differ", () => {
  expect(observe({ id: "u1", user_name: "alice" })).toEqual({
    ref: { id: "u1", key: "alice" },
    fields: { userName: "alice" },
    computed: { locked: false },
    groupNames: [],
  });
  for (const [field, declared] of Object.entries({
    accountExpires: "2030-06-30T12:00:00Z",
    enableChangePassword: false,
    disabled: true,
    enterpriseProjectId: "7",
    domain: "d",
    userInfoMap: "u",
  })) {
    expect([field, seen(field, declared, { id: "u1", user_name: "alice" })]).toEqual([field, true]);
  }
});

test.each([
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: NOON }, true],
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: String(NOON) }, true],
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: "2030-06-30T12:00:00.000Z" }, true],
  ["accountExpires", "2030-06-30T12:00:00.400Z", { account_expires: NOON }, true],
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: NOON + 1000 }, false],
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: 0 }, false],
  ["accountExpires", "0", { account_expires: 0 }, true],
  ["accountExpires", "0", { account_expires: "0" }, true],
  ["accountExpires", "0", { account_expires: "" }, true],
  ["accountExpires", "0", { account_expires: NOON }, false],
  ["accountExpires", "0", { account_expires: "9223372036854775807" }, true],
  ["accountExpires", "2030-06-30T12:00:00Z", { account_expires: Number("9223372036854775807") }, false],
  ["userEmail", "Alice@Example.com", { user_email: "alice@example.com" }, true],
  ["userEmail", "", {}, true],
  ["userEmail", "alice@example.com", {}, false],
  ["userPhone", "+86 138 1234 5678", { user_phone: "+8613812345678" }, true],
  ["userPhone", "", { user_phone: "" }, true],
  ["userPhone", "", { user_phone: "+8613812345678" }, false],
  ["description", "", { description: "" }, true],
  ["description", "x", { description: "X" }, false],
  ["domain", "Corp.Example", { domain: "corp.example" }, true],
  ["domain", "corp.example", { domain: "other.example" }, false],
  ["userInfoMap", "gold", { user_info_map: "" }, false],
  ["activeType", "ADMIN_ACTIVATE", { active_type: "admin_activate" }, true],
])("%s %j against %j: %s", (field, declared, answer, expected) => {
  expect(seen(field, declared, { id: "u1", user_name: "alice", ...answer })).toBe(expected);
});

test("groups agree in any order and however often one is named", () => {
  expect(fields.groupIds.same?.(["a", "b", "a"], ["b", "a"])).toBe(true);
  expect(fields.groupIds.same?.(["a"], ["a", "b"])).toBe(false);
  expect(fields.groupIds.same?.([], undefined)).toBe(true);
});

test("every moment survives the way through every shape the service uses", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Date.UTC(9999, 11, 31) }), (moment) => {
      const declared = expiryText(moment);
      expect(isExpiry(declared)).toBe(true);
      for (const shape of [moment, String(moment), new Date(moment).toISOString(), declared]) {
        expect(expiryMoment(shape)).toBe(moment);
        expect(sameExpiry(declared, shape)).toBe(true);
        expect(sameExpiry("0", shape)).toBe(moment < 1000);
      }
    }),
    { seed: SEED },
  );
  for (const nonsense of ["soon", Number.NaN, -Infinity, null, {}]) expect(expiryMoment(nonsense)).toBeUndefined();
});

test.each(["2030-06-30 12:00:00", "2030-06-30T12:00:00", "2030-06-30T12:00:00.000", "2030-06-30 12:00"])(
  "%s without a zone is UTC, as all times of the service, on a machine in Shanghai too",
  (shape) => {
    const real = Date.parse;
    const inShanghai = jest.spyOn(Date, "parse").mockImplementation((text) => real(/z$/i.test(text) ? text : `${text}+08:00`));
    expect(expiryMoment(shape)).toBe(NOON);
    inShanghai.mockRestore();
  },
);
