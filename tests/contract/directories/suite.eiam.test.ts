import { eiam } from "../../../provider/eiam";
import { describeDirectory } from "./suite";
import type { Refusal } from "./suite/sample";

/** Units every new emulated instance has below its root. */
const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";
const FINANCE = "ou_finance0000000000000000000";
/** And two of its groups. */
const ALL_STAFF = "group_allstaff000000000000000000";
const ON_CALL = "group_oncall00000000000000000000";

const refusal = (category: Refusal["category"], status: number, Code: string): Refusal => ({
  category,
  status,
  body: (Message) => ({ RequestId: "R", Code, Message, HostId: "eiam.cn-hangzhou.aliyuncs.com" }),
});

/** Numbers are unique in an instance: two digits for each of the tag's last five letters. */
const numberOf = (tag: string): string => `13${Array.from(tag.slice(-5), (letter) => String(letter.charCodeAt(0) - 87)).join("")}`;

describeDirectory(eiam, {
  user: (tag, emulator) => ({
    instanceId: emulator.eiam.instanceId,
    username: tag,
    displayName: "Display",
    password: "Correct-Horse-7",
    phoneRegion: "86",
    phoneNumber: numberOf(tag),
    phoneNumberVerified: true,
    email: `${tag}@example.com`,
    emailVerified: true,
    userExternalId: `hr-${tag}`,
    primaryOrganizationalUnitId: DESIGN,
    organizationalUnitIds: [SALES],
    description: "Description",
    customFields: [
      { fieldName: "badge", fieldValue: tag },
      { fieldName: "costCenter", fieldValue: "100" },
    ],
    passwordInitializationConfig: {
      passwordInitializationPolicyPriority: "custom",
      passwordForcedUpdateStatus: "enabled",
      userNotificationChannels: ["email"],
    },
    status: "enabled",
    groupIds: [ALL_STAFF, ON_CALL],
    otherGroups: "remove",
  }),
  changed: () => ({
    instanceId: "idaas_other",
    displayName: "Other",
    password: "Battery-Staple-8",
    phoneRegion: "852",
    phoneNumber: "99999999",
    phoneNumberVerified: false,
    email: "other@example.com",
    emailVerified: false,
    userExternalId: "hr-other",
    primaryOrganizationalUnitId: FINANCE,
    organizationalUnitIds: [FINANCE],
    description: "Another description",
    customFields: [{ fieldName: "costCenter", fieldValue: "200" }],
    passwordInitializationConfig: { passwordInitializationPolicyPriority: "global" },
    status: "disabled",
    groupIds: [ON_CALL],
    otherGroups: "keep",
  }),
  calls: { create: "CreateUser", remove: "DeleteUsers" },
  drift: (field) => {
    if (field === "groupIds") return { GroupIds: [ON_CALL] };
    if (field === "customFields") return { CustomFields: { costCenter: "200" } };
    // The former primary unit would otherwise stay as a further one.
    return field === "primaryOrganizationalUnitId" ? { PrimaryOrganizationalUnitId: FINANCE, OrganizationalUnitIds: [SALES] } : undefined;
  },
  refusals: [
    refusal("forbidden", 403, "Forbidden.RAM"),
    refusal("forbidden", 403, "NoPermission"),
    refusal("parent-missing", 404, "ResourceNotFound.Instance"),
    refusal("auth", 404, "InvalidAccessKeyId.NotFound"),
    refusal("auth", 400, "SignatureDoesNotMatch"),
    refusal("routing", 404, "InvalidApi.NotFound"),
  ],
});
