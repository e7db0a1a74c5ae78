import { demoGroup } from "../../../emulator/cloudidentity/furnish";
import { cloudidentity } from "../../../provider/cloudidentity";
import { describeDirectory } from "./suite";
import type { Refusal } from "./suite/sample";

const refusal = (category: Refusal["category"], status: number, Code: string): Refusal => ({
  category,
  status,
  body: (Message) => ({
    ResponseMetadata: {
      RequestId: "R",
      Action: "",
      Version: "2023-01-01",
      Service: "cloudidentity",
      Region: "cn-beijing",
      Error: { CodeN: 1, Code, Message },
    },
  }),
});

describeDirectory(cloudidentity, {
  user: (tag) => ({
    userName: tag,
    displayName: "Display",
    description: "Description",
    email: `${tag}@example.com`,
    phone: "+8613812345678",
    password: "Correct-Horse-7",
    passwordResetRequired: false,
    groupIds: [demoGroup.GroupId],
    otherGroups: "remove",
  }),
  changed: () => ({
    displayName: "Other",
    description: "Another description",
    email: "other@example.com",
    phone: "+8613912345678",
    password: "Battery-Staple-8",
    passwordResetRequired: true,
    groupIds: [],
    otherGroups: "keep",
  }),
  drift: (field) => (field === "groupIds" ? { GroupIds: [] } : undefined),
  calls: { create: "CreateUser", remove: "DeleteUser" },
  refusals: [
    refusal("forbidden", 400, "PermissionError"),
    refusal("forbidden", 403, "AccessDenied"),
    refusal("parent-missing", 400, "ServiceStatusException"),
    refusal("routing", 404, "ServiceNotFound"),
    refusal("routing", 404, "InvalidActionOrVersion"),
    refusal("auth", 401, "SignatureDoesNotMatch"),
  ],
});
