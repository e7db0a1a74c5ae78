import { invalid, missing } from "../alibaba/errors";
import type { RpcParams } from "../alibaba/params";
import { type RpcCall, write } from "../alibaba/rpc-service";
import { hashPassword } from "../passwords";
import { lowerText } from "../random";
import { edsTables, nextUserNumber, ROOT_ORG_ID, userQuota, type EdsUser } from "./records";
import { autoLockTime, injectedRefusal, isStrongPassword, refuseNewUser, type UserRefusal } from "./rules";

const MAX_USERS = 100;

/** The settings that stand beside `Users` and hold for the whole batch. */
interface BatchSettings {
  readonly password: string | undefined;
  readonly autoLockTime: string | undefined;
  readonly isLocalAdmin: boolean;
  readonly passwordExpireDays: number | undefined;
}

function batchSettings(params: RpcParams): BatchSettings {
  const password = params.text("Password");
  if (password && !isStrongPassword(password))
    throw invalid("Password", "it does not meet the complexity requirements.");
  return {
    password: password === "" ? undefined : password,
    autoLockTime: autoLockTime(params),
    isLocalAdmin: params.boolean("IsLocalAdmin") ?? false,
    passwordExpireDays: params.integer("PasswordExpireDays", 30, 365),
  };
}

function optional(params: RpcParams, name: string): string | undefined {
  const value = params.text(name);
  return value === "" ? undefined : value;
}

function newUser(user: RpcParams, batch: BatchSettings, { tables, now, context }: RpcCall): EdsUser {
  // The user's own password wins over the batch's: the pages do not say, and the nearer setting is the expected one.
  const password = optional(user, "Password") ?? batch.password;
  return {
    EndUserId: user.requiredText("EndUserId"),
    Id: nextUserNumber(tables),
    WyId: lowerText(32, context.random),
    Email: optional(user, "Email"),
    Phone: optional(user, "Phone"),
    Remark: optional(user, "Remark"),
    RealNickName: optional(user, "RealNickName"),
    OwnerType: user.oneOf("OwnerType", ["Normal", "CreateFromManager"]) ?? "Normal",
    OrgId: optional(user, "OrgId") ?? ROOT_ORG_ID,
    GroupIdList: [...new Set(user.list("GroupIdList"))],
    IsLocalAdmin: batch.isLocalAdmin,
    AutoLockTime: batch.autoLockTime,
    PasswordExpireDays: batch.passwordExpireDays,
    PasswordHash: password === undefined ? undefined : hashPassword(password, context.random),
    PasswordSetTime: password === undefined ? undefined : now,
    Locked: false,
    GmtCreate: now,
  };
}

/** What CreateUsers answers once the account's user quota is used up, per user. */
export const QUOTA_REFUSAL: UserRefusal = {
  ErrorCode: "ExceedUserQuota",
  ErrorMessage: "The number of users has reached the quota of the account.",
};

function refuseQuota(call: RpcCall): UserRefusal | undefined {
  return edsTables.users(call.tables).size >= userQuota(call.tables, call.context.behaviour)
    ? QUOTA_REFUSAL
    : undefined;
}

/** The part of a member that both halves of `CreateResult` repeat. */
export function echo(user: RpcParams): Readonly<Record<string, string | undefined>> {
  return { EndUserId: user.text("EndUserId"), Email: optional(user, "Email"), Phone: optional(user, "Phone") };
}

/** CreateUsers: 1 to 100 users, each with an outcome of its own inside one HTTP 200. */
export const createUsers = write((call) => {
  const members = call.params.objects("Users");
  if (members.length === 0) throw missing("Users");
  if (members.length > MAX_USERS) throw invalid("Parameter", `Users may have at most ${MAX_USERS} members.`);
  const batch = batchSettings(call.params);
  const created: unknown[] = [];
  const failed: unknown[] = [];
  for (const member of members) {
    const injected = call.context.refusesMember?.(member.text("EndUserId") ?? "") === true;
    const refusal =
      refuseNewUser(member, call.tables) ?? refuseQuota(call) ?? (injected ? injectedRefusal() : undefined);
    if (refusal !== undefined) {
      failed.push({ ...echo(member), ...refusal });
      continue;
    }
    const user = newUser(member, batch, call);
    edsTables.users(call.tables).put(user.EndUserId, user);
    created.push({ ...echo(member), Remark: user.Remark, RealNickName: user.RealNickName });
  }
  return { CreateResult: { CreatedUsers: created, FailedUsers: failed }, AllSucceed: failed.length === 0 };
});
