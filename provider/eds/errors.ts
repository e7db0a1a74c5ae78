import { alibabaClassify } from "../vendors/alibaba";
import { type ErrorRow, MADE_HERE } from "../model/category";

/** Vendor codes of EDS by what they mean (EDS CreateUsers, RemoveUsers; Alibaba Cloud public error codes). */
export const errors: readonly ErrorRow[] = [
  {
    code: "ExistedEndUserId",
    category: "already-exists",
    remedy: 'Choose another endUserId, or take the user over with onExisting: "adopt".',
  },
  {
    code: "InvalidGroupId*",
    category: "invalid",
    remedy: `Correct groupIdList: one of the groups does not exist. ${MADE_HERE}`,
  },
  { code: "InvalidOrgId*", category: "invalid", remedy: `Correct orgId: there is no such organisation. ${MADE_HERE}` },
  { code: "InvalidUsername", category: "not-found", remedy: "Run pulumi refresh: the user no longer exists." },
];

export const classify = alibabaClassify(errors);
