import { alibabaClassify } from "../vendors/alibaba";
import { type ErrorRow, MADE_HERE, rowsOf } from "../model/category";

const GONE = "Run pulumi refresh: the account no longer exists.";

/** The engine ends accounts after everything else, and changes others in an order of its own. */
const HELD =
  "If that account is to end in this run, leave this user out for one run, since accounts end last. If it gives the value up, run again.";

/**
 * Vendor codes of EIAM by what they mean (IDaaS EIAM service error codes). Status 403 also says "duplicate", and status 404 also
 * says that the instance is missing, so the code decides. Only a name makes a duplicate the same person.
 */
export const errors: readonly ErrorRow[] = [
  ...rowsOf("already-exists", {
    "ResourceDuplicated.Username": 'Choose another username, or take the user over with onExisting: "adopt".',
  }),
  ...rowsOf("value-taken", {
    "ResourceDuplicated.Email": `Change email: another account of the instance has this address. ${HELD}`,
    "ResourceDuplicated.PhoneNumber": `Change phoneNumber: another account of the instance has this number. ${HELD}`,
    "ResourceDuplicated.UserExternalId": `Change userExternalId: another account of the instance has it. ${HELD}`,
    "ResourceDuplicated.CustomField.*": `Change the customFields entry that the code names: its value must be unique and another account has it. ${HELD}`,
  }),
  ...rowsOf("already-exists", {
    "ResourceDuplicated.GroupName": 'Choose another groupName, or take the group over with onExisting: "adopt".',
    "ResourceDuplicated.OrganizationalUnitName":
      'Choose another organizationalUnitName, or take the unit over with onExisting: "adopt".',
  }),
  ...rowsOf("value-taken", {
    "ResourceDuplicated.*": `Change the field that the code names: another account of the instance has this value. ${HELD}`,
  }),
  ...rowsOf("not-found", { "ResourceNotFound.User": GONE, "ResourceNotFound.UserId": GONE }),
  ...rowsOf("parent-missing", {
    "ResourceNotFound.Instance": "Check instanceId and rollcall:instanceId, and that the region is the instance's own.",
    "ResourceNotFound.OrganizationalUnit*": `Check primaryOrganizationalUnitId and organizationalUnitIds: the instance has no such unit. ${MADE_HERE}`,
    "ResourceNotFound.*": "Check that what the code names exists in the instance.",
  }),
  ...rowsOf("invalid", {
    "InvalidParameter.CustomField.*":
      "Correct the customFields entry that the code names: its value must suit the extended field.",
    "MissingParameter.CustomField.*": "Declare the customFields entry that the code names: the instance requires it.",
    "InvalidParameter.Password": "Choose a password that satisfies the password policy of the instance.",
    "InvalidParameter.*": "Correct the field that the code names.",
    "MissingParameter.*": "Declare the field that the code names.",
  }),
  ...rowsOf("concurrent", {
    "UnsupportedAction.IdentityProviderBeingLocked":
      "Let the synchronisation of the identity provider finish, then run again.",
  }),
  ...rowsOf("quota", {
    "QuotaExceeded*":
      "Remove accounts that are no longer needed, or ask the vendor for a higher quota, then run again.",
  }),
  ...rowsOf("transient", { InternalError: "Run again; the service failed." }),
];

export const classify = alibabaClassify(errors);
