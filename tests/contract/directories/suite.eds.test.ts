import { eds } from "../../../provider/eds";
import { describeDirectory } from "./suite";
import type { Refusal } from "./suite/sample";

const refusal = (category: Refusal["category"], status: number, Code: string): Refusal => ({
  category,
  status,
  body: (Message) => ({ RequestId: "R", Code, Message, HostId: "eds-user.cn-shanghai.aliyuncs.com" }),
});

describeDirectory(eds, {
  user: (tag) => ({
    endUserId: `${tag}_1`,
    email: `${tag}@example.com`,
    phone: "13812345678",
    password: "Correct-Horse-7",
    ownerType: "CreateFromManager",
    orgId: "org-design",
    remark: "Remark",
    realNickName: "Display",
    groupIdList: ["ug-design", "ug-gpu"],
    autoLockTime: "2030-01-02 03:04:05",
    isLocalAdmin: true,
    passwordExpireDays: 90,
    businessChannel: "ENTERPRISE",
    status: "enabled",
    otherGroups: "remove",
  }),
  changed: () => ({
    email: "other@example.com",
    phone: "13912345678",
    password: "Battery-Staple-8",
    ownerType: "Normal",
    orgId: "org-sales",
    remark: "Another remark",
    realNickName: "Other",
    groupIdList: ["ug-gpu", "ug-sales"],
    autoLockTime: "2031-01-02 03:04:05",
    isLocalAdmin: false,
    passwordExpireDays: 60,
    businessChannel: "OTHER",
    status: "disabled",
    otherGroups: "keep",
  }),
  tellsNoAge: true,
  calls: { create: "CreateUsers", remove: "RemoveUsers" },
  drift: (field) => (field === "status" ? { Status: 9 } : undefined),
  refusals: [
    refusal("forbidden", 403, "Forbidden.RAM"),
    refusal("auth", 404, "InvalidAccessKeyId.NotFound"),
    refusal("auth", 400, "SignatureDoesNotMatch"),
    refusal("routing", 404, "InvalidApi.NotFound"),
  ],
});
