import { alibabaClassify } from "../vendors/alibaba";
import { type ErrorRow, MADE_HERE, rowsOf } from "../model/category";

/** Vendor codes of EDS by what they mean (EDS CreateUsers, RemoveUsers; Alibaba Cloud public error codes). */
export const errors: readonly ErrorRow[] = [
  ...rowsOf("already-exists", {
    ExistedEndUserId: 'Choose another endUserId, or take the user over with onExisting: "adopt".',
  }),
  ...rowsOf("invalid", {
    "InvalidGroupId*": `Correct groupIdList: one of the groups does not exist. ${MADE_HERE}`,
    "InvalidOrgId*": `Correct orgId: there is no such organisation. ${MADE_HERE}`,
  }),
  ...rowsOf("not-found", { InvalidUsername: "Run pulumi refresh: the user no longer exists." }),
];

export const classify = alibabaClassify(errors);
