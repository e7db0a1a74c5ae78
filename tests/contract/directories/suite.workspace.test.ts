import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspace } from "../../../provider/workspace";
import { describeDirectory } from "./suite";
import type { Refusal } from "./suite/sample";

const [engineering, sales, contractors] = demoGroups;

const refusal = (category: Refusal["category"], status: number, error_code: string): Refusal => ({
  category,
  status,
  body: (error_msg) => ({ error_code, error_msg, request_id: "R" }),
});

describeDirectory(workspace, {
  user: (tag) => ({
    userName: tag,
    userEmail: `${tag}@example.com`,
    userPhone: "+8613812345678",
    accountExpires: "2030-06-30T12:00:00Z",
    activeType: "ADMIN_ACTIVATE",
    password: "Correct-Horse-7",
    enableChangePassword: true,
    nextLoginChangePassword: true,
    groupIds: [engineering.id, sales.id],
    description: "Description",
    aliasName: "Alias",
    passwordNeverExpired: true,
    disabled: false,
    enterpriseProjectId: "ep-1",
    domain: "corp.example",
    userInfoMap: "gold",
    otherGroups: "remove",
  }),
  changed: () => ({
    userEmail: "other@example.com",
    userPhone: "+8613912345678",
    accountExpires: "0",
    activeType: "USER_ACTIVATE",
    password: "Battery-Staple-8",
    enableChangePassword: false,
    nextLoginChangePassword: false,
    groupIds: [sales.id, contractors.id],
    description: "Another description",
    aliasName: "Other",
    passwordNeverExpired: false,
    disabled: true,
    enterpriseProjectId: "ep-2",
    domain: "other.example",
    userInfoMap: "silver",
    otherGroups: "keep",
  }),
  partOfName: ["domain"],
  calls: { create: "POST /v2/{project_id}/users/batch-create", remove: "POST /v2/{project_id}/users/batch-delete" },
  ledger: { UpdateUserInfo: "PUT /v2/{project_id}/users/{user_id}", RunActionsOnGroup: "POST /v2/{project_id}/groups/{group_id}/actions" },
  drift: (field) => (field === "groupIds" ? { group_names: [sales.name, contractors.name] } : undefined),
  refusals: [
    refusal("forbidden", 403, "APIGW.0302"),
    refusal("parent-missing", 400, "WKS.00170117"),
    refusal("auth", 401, "APIGW.0301"),
    refusal("routing", 404, "APIGW.0101"),
  ],
});
