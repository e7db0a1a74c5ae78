import type { RpcParams } from "../alibaba/params";
import { RpcError, invalid } from "../alibaba/errors";
import type { Tables } from "../store/tables";
import { edsTables, parseBeijingTime } from "./records";

/** A refusal that concerns one user of a batch and stands in `FailedUsers`. */
export interface UserRefusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** A refusal in its two parts. */
export function refuse(ErrorCode: string, ErrorMessage: string): UserRefusal {
  return { ErrorCode, ErrorMessage };
}

/** At least 10 characters, three of the four classes, no spaces (EDS CreateUsers, Users.Password). */
export function isStrongPassword(password: string): boolean {
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/].filter((pattern) => pattern.test(password));
  return password.length >= 10 && password.length <= 256 && classes.length >= 3 && !/\s/.test(password);
}

export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
}

/** Mainland site: digits without a country code. */
export function isPhone(text: string): boolean {
  return /^\d{6,15}$/.test(text);
}

/** Rules of EDS CreateUsers for one member of `Users`; `undefined` when it may be created. */
export function refuseNewUser(user: RpcParams, tables: Tables): UserRefusal | undefined {
  const name = user.text("EndUserId") ?? "";
  if (!/^[a-z0-9_]{3,24}$/.test(name))
    return refuse(
      "InvalidUsername",
      "The username must be 3 to 24 characters long and can contain lowercase letters, digits, and underscores (_).",
    );
  if (edsTables.users(tables).get(name) !== undefined)
    return refuse("ExistedEndUserId", `The username ${name} is used by another user.`);
  return (
    refuseContact(user.text("Email") ?? "", user.text("Phone") ?? "", true) ??
    refuseDetails(user) ??
    refuseMemberships(user, tables)
  );
}

/** E-mail and phone rules; `required` when one of the two must be there. */
export function refuseContact(email: string, phone: string, required: boolean): UserRefusal | undefined {
  if (required && email === "" && phone === "")
    return refuse("InvalidContact", "You must specify either Email or Phone.");
  if (email !== "" && !isEmail(email)) return refuse("InvalidEmail", "The email address is not valid.");
  if (phone !== "" && !isPhone(phone)) return refuse("InvalidPhone", "The phone number is not valid.");
  return undefined;
}

function refuseDetails(user: RpcParams): UserRefusal | undefined {
  const password = user.text("Password") ?? "";
  if (password !== "" && !isStrongPassword(password))
    return refuse("InvalidPassword", "The password does not meet the complexity requirements.");
  const ownerType = user.text("OwnerType") ?? "";
  if (!["", "Normal", "CreateFromManager"].includes(ownerType))
    return refuse("InvalidOwnerType", "Valid values of OwnerType are Normal and CreateFromManager.");
  return undefined;
}

function refuseMemberships(user: RpcParams, tables: Tables): UserRefusal | undefined {
  const orgId = user.text("OrgId") ?? "";
  if (orgId !== "" && edsTables.orgs(tables).get(orgId) === undefined)
    return refuse("InvalidOrgId", `The organization ${orgId} does not exist.`);
  const groupIds = user.list("GroupIdList");
  if (groupIds.length > 100) return refuse("InvalidGroupIdList", "A user can be added to up to 100 groups.");
  const unknown = groupIds.find((groupId) => edsTables.groups(tables).get(groupId) === undefined);
  return unknown === undefined ? undefined : refuse("InvalidGroupId", `The group ${unknown} does not exist.`);
}

/** What stands in `FailedUsers` for a name nobody has. */
export function unknownUser(name: string): UserRefusal {
  return refuse("InvalidUsername", `The username ${name} is invalid or does not exist.`);
}

/** What the fault `partial` answers for a member of a batch. */
export function injectedRefusal(): UserRefusal {
  return refuse("InternalError", "The request processing has failed due to some unknown error.");
}

/** The same refusal for actions that have no `FailedUsers`. */
export function asError(refusal: UserRefusal): RpcError {
  return new RpcError(400, refusal.ErrorCode, refusal.ErrorMessage);
}

/** Reads a batch-wide `AutoLockTime`: `yyyy-MM-dd HH:mm:ss`, or a date alone as older pages show it. */
export function autoLockTime(params: RpcParams): string | undefined {
  const value = params.text("AutoLockTime");
  if (value === undefined || value === "") return undefined;
  if (parseBeijingTime(value) === undefined)
    throw invalid("AutoLockTime", "it must be in the yyyy-MM-dd HH:mm:ss format.");
  return value.length === 10 ? `${value} 00:00:00` : value;
}
