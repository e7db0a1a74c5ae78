import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { workspace } from "../../../provider/workspace";
import { type Case, describeSet } from "./suite";

const cases: readonly Case[] = [
  {
    directory: eds,
    key: "EndUserId",
    shared: () => ({ orgId: "org-design" }),
    person: (name) => ({ email: `${name}@example.com` }),
    password: { password: "Correct-Horse-7", ownerType: "CreateFromManager" },
    field: "email",
    value: "other@example.com",
    drift: { Email: "other@example.com" },
  },
  {
    directory: eiam,
    key: "Username",
    shared: ({ eiam: { rootOrganizationalUnitId } }) => ({ primaryOrganizationalUnitId: rootOrganizationalUnitId }),
    person: (name) => ({ displayName: name }),
    password: { password: "Correct-Horse-7" },
    field: "displayName",
    value: "Other",
    drift: { DisplayName: "Other" },
  },
  {
    directory: workspace,
    key: "user_name",
    shared: () => ({ description: "Staff" }),
    person: (name) => ({ userEmail: `${name}@example.com` }),
    password: { password: "Correct-Horse-7", activeType: "ADMIN_ACTIVATE" },
    field: "userEmail",
    value: "other@example.com",
    drift: { user_email: "other@example.com" },
  },
  {
    directory: cloudidentity,
    key: "UserName",
    shared: () => ({ description: "Staff" }),
    person: (name) => ({ displayName: name }),
    password: { password: "Correct-Horse-7" },
    field: "displayName",
    value: "Other",
    drift: { DisplayName: "Other" },
  },
];

describe.each(cases)("a set of $directory.name users", describeSet);
