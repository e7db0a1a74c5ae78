import { alibabaClassify } from "../vendors/alibaba";
import { type ErrorRow, MADE_HERE } from "../model/category";

const GONE = "Run pulumi refresh: the account no longer exists.";

/** The engine ends accounts after everything else, and changes others in an order of its own. */
const HELD =
  "If that account is to end in this run, leave this user out for one run, since accounts end last. If it gives the value up, run again.";

/**
 * Vendor codes of EIAM by what they mean (IDaaS EIAM service error codes). Status 403 also says "duplicate", and status 404 also
 * says that the instance is missing, so the code decides. Only a name makes a duplicate the same person.
 */
export const errors: readonly ErrorRow[] = [
  {
    code: "ResourceDuplicated.Username",
    category: "already-exists",
    remedy: 'Choose another username, or take the user over with onExisting: "adopt".',
  },
  {
    code: "ResourceDuplicated.Email",
    category: "value-taken",
    remedy: `Change email: another account of the instance has this address. ${HELD}`,
  },
  {
    code: "ResourceDuplicated.PhoneNumber",
    category: "value-taken",
    remedy: `Change phoneNumber: another account of the instance has this number. ${HELD}`,
  },
  {
    code: "ResourceDuplicated.UserExternalId",
    category: "value-taken",
    remedy: `Change userExternalId: another account of the instance has it. ${HELD}`,
  },
  {
    code: "ResourceDuplicated.CustomField.*",
    category: "value-taken",
    remedy: `Change the customFields entry that the code names: its value must be unique and another account has it. ${HELD}`,
  },
  {
    code: "ResourceDuplicated.GroupName",
    category: "already-exists",
    remedy: 'Choose another groupName, or take the group over with onExisting: "adopt".',
  },
  {
    code: "ResourceDuplicated.OrganizationalUnitName",
    category: "already-exists",
    remedy: 'Choose another organizationalUnitName, or take the unit over with onExisting: "adopt".',
  },
  {
    code: "ResourceDuplicated.*",
    category: "value-taken",
    remedy: `Change the field that the code names: another account of the instance has this value. ${HELD}`,
  },
  { code: "ResourceNotFound.User", category: "not-found", remedy: GONE },
  { code: "ResourceNotFound.UserId", category: "not-found", remedy: GONE },
  {
    code: "ResourceNotFound.Instance",
    category: "parent-missing",
    remedy: "Check instanceId and rollcall:instanceId, and that the region is the instance's own.",
  },
  {
    code: "ResourceNotFound.OrganizationalUnit*",
    category: "parent-missing",
    remedy: `Check primaryOrganizationalUnitId and organizationalUnitIds: the instance has no such unit. ${MADE_HERE}`,
  },
  {
    code: "ResourceNotFound.*",
    category: "parent-missing",
    remedy: "Check that what the code names exists in the instance.",
  },
  {
    code: "InvalidParameter.CustomField.*",
    category: "invalid",
    remedy: "Correct the customFields entry that the code names: its value must suit the extended field.",
  },
  {
    code: "MissingParameter.CustomField.*",
    category: "invalid",
    remedy: "Declare the customFields entry that the code names: the instance requires it.",
  },
  {
    code: "InvalidParameter.Password",
    category: "invalid",
    remedy: "Choose a password that satisfies the password policy of the instance.",
  },
  { code: "InvalidParameter.*", category: "invalid", remedy: "Correct the field that the code names." },
  { code: "MissingParameter.*", category: "invalid", remedy: "Declare the field that the code names." },
  {
    code: "UnsupportedAction.IdentityProviderBeingLocked",
    category: "concurrent",
    remedy: "Let the synchronisation of the identity provider finish, then run again.",
  },
  {
    code: "QuotaExceeded*",
    category: "quota",
    remedy: "Remove accounts that are no longer needed, or ask the vendor for a higher quota, then run again.",
  },
  { code: "InternalError", category: "transient", remedy: "Run again; the service failed." },
];

export const classify = alibabaClassify(errors);
