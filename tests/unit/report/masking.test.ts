import { personalKind } from "../../../cli/report/field-values";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";

/** What a mask may show: values that tell nothing of the person, whoever it is. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  eds: ["ownerType", "orgId", "groupIdList", "autoLockTime", "isLocalAdmin", "passwordExpireDays", "status"],
  eiam: [
    "instanceId",
    "phoneRegion",
    "phoneNumberVerified",
    "emailVerified",
    "primaryOrganizationalUnitId",
    "organizationalUnitIds",
    "groupIds",
    "status",
  ],
  workspace: [
    "accountExpires",
    "activeType",
    "enableChangePassword",
    "nextLoginChangePassword",
    "groupIds",
    "passwordNeverExpired",
    "disabled",
    "enterpriseProjectId",
    "domain",
  ],
  cloudidentity: ["passwordResetRequired", "groupIds"],
};

/** A value of the field's own kind, as far as the field table knows it. */
function sample(directory: Directory, field: string): unknown {
  const { type } = directory.kinds.User.fields[field] ?? {};
  const candidates = [true, 30, "2027-03-31", "CreateFromManager", "Normal", "enabled", "86", "some text"];
  return candidates.find((value) => type?.safeParse(value).success === true) ?? "some text";
}

describe.each(Object.entries<Directory>(directories))("a mask of %s", (name, directory) => {
  test("hides every field but those that are known to tell nobody", () => {
    const fields = Object.entries(directory.kinds.User.fields)
      .filter(([, { change }]) => change.kind !== "option")
      .map(([field]) => field);
    const shown = fields.filter((field) => personalKind(directory.kinds.User, field, sample(directory, field)) === "nobody");
    expect(shown.sort()).toEqual([...(SHOWN[name] ?? [])].sort());
  });

  test.each(["employeeId", "openId", "wechatId", "badgeDays", "bornAtTime", "homeRegion", "managerIds"])(
    "hides %s, which it does not know",
    (field) => {
      for (const value of ["E-1001", 1001, true, ["E-1001"], { id: "E-1001" }])
        expect(personalKind(directory.kinds.User, field, value)).toBe("words");
    },
  );
});

test("a custom field is free text, whatever it is called", () => {
  expect(personalKind(directories.eiam.kinds.User, "customFields", [{ fieldName: "employeeId", fieldValue: "E-1001" }])).toBe("words");
  expect(personalKind(directories.eiam.kinds.User, "customFields", "employeeId")).toBe("words");
  expect(personalKind(directories.eiam.kinds.User, "userExternalId", "E-1001")).toBe("words");
});
