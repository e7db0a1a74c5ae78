import { eiam } from "rollcall";

// With the embedded emulator the instance is its own; on a real cloud set rollcall:instanceId.
const account = new eiam.User("wei.chen", {
  username: "wei.chen",
  displayName: "陈伟",
  email: "wei.chen@harbour-lane.example",
  emailVerified: true,
  phoneRegion: "86",
  phoneNumber: "13800138021",
  phoneNumberVerified: true,
  primaryOrganizationalUnitId: "ou_engineering000000000000000",
  organizationalUnitIds: ["ou_operations0000000000000000"],
  customFields: [{ fieldName: "costCenter", fieldValue: "4711" }],
});

export const userId = account.userId;
