import { alibabaClassify } from "../vendors/alibaba-errors";
import type { ErrorRow } from "../model/error-table";

/** Vendor codes of EDS by what they mean (EDS CreateUsers, RemoveUsers; Alibaba Cloud public error codes). */
export const errors: readonly ErrorRow[] = [
  {
    code: "ExistedEndUserId",
    category: "already-exists",
    remedy: 'Choose another endUserId, or take the user over with onExisting: "adopt".',
  },
  { code: "InvalidUsername", category: "not-found", remedy: "Run pulumi refresh: the user no longer exists." },
];

export const classify = alibabaClassify(errors);
