import type { RpcParams } from "../alibaba/params";
import { type RpcCall, write } from "../alibaba/rpc-service";
import { isFull } from "../behaviour";
import { generatePassword, hashPassword } from "../passwords";
import type { Tables } from "../store/tables";
import { applyCustomFields } from "./custom-fields";
import { quotaExceeded } from "./errors";
import { eiamTables, instanceOf, newId, requireUnits, type EiamUser } from "./records";
import {
  checkNotificationChannels,
  email,
  forcedUpdateStatus,
  limitedText,
  phone,
  requireAllowedPassword,
  username,
} from "./user-fields";
import { duplicateOf, saveUser } from "./user-store";

/** How long a ClientToken is remembered; the page does not say, and a day is common among Alibaba Cloud's services. */
const CLIENT_TOKEN_MS = 24 * 3_600_000;

const clientTokens = (tables: Tables) =>
  tables.table<{ readonly UserId: string; readonly UsedAt: number }>("eiam.clientTokens");

function clientTokenKey(params: RpcParams, instanceId: string): string | undefined {
  const token = params.text("ClientToken");
  if (token === undefined || token === "") return undefined;
  if (!/^[\x20-\x7e]{1,64}$/.test(token)) throw params.invalid("ClientToken", "it must be 1 to 64 ASCII characters.");
  return `${instanceId} ${token}`;
}

interface PasswordSettings {
  readonly random: boolean;
  readonly forcedUpdate: "enabled" | "disabled";
}

/** Without a priority the block has no effect; with `global` the rest of it is ignored. */
function passwordSettings(params: RpcParams): PasswordSettings {
  const block = params.object("PasswordInitializationConfig");
  const priority = block?.oneOf("PasswordInitializationPolicyPriority", ["global", "custom"]);
  if (block === undefined || priority !== "custom") return { random: false, forcedUpdate: "disabled" };
  checkNotificationChannels(block);
  return {
    random: block.oneOf("PasswordInitializationType", ["random"]) !== undefined,
    forcedUpdate: forcedUpdateStatus(block),
  };
}

function passwordHash({ params, context }: RpcCall, settings: PasswordSettings): string | undefined {
  const given = params.text("Password");
  const { random } = context;
  if (given) requireAllowedPassword(params, given);
  const password = given || (settings.random ? generatePassword(random) : undefined);
  return password === undefined ? undefined : hashPassword(password, random);
}

function newUser(call: RpcCall): EiamUser {
  const { params, tables, now, context } = call;
  const instance = instanceOf(call);
  const settings = passwordSettings(params);
  const primary = params.requiredText("PrimaryOrganizationalUnitId");
  const units = [...new Set([primary, ...params.list("OrganizationalUnitIds")])];
  requireUnits(tables, instance, units);
  const UserId = newId("user", eiamTables.users(tables), context.random);
  return {
    UserId,
    InstanceId: instance.InstanceId,
    Number: instance.LastUserNumber + 1,
    Username: username(params),
    DisplayName: limitedText(params, "DisplayName", 128),
    ...phone(params),
    ...email(params),
    UserExternalId: limitedText(params, "UserExternalId", 128) ?? UserId,
    UserSourceType: "build_in",
    UserSourceId: instance.InstanceId,
    Status: "enabled",
    Description: limitedText(params, "Description", 256),
    PrimaryOrganizationalUnitId: primary,
    OrganizationalUnitIds: units,
    CustomFields: applyCustomFields(params, tables, instance, [], false),
    GroupIds: [],
    PasswordHash: passwordHash(call, settings),
    PasswordForcedUpdateStatus: settings.forcedUpdate,
    RegisterTime: now,
    CreateTime: now,
    UpdateTime: now,
  };
}

/** CreateUser. A ClientToken that was used before answers with the user it created then, whatever the other parameters. */
export const createUser = write((call) => {
  const { params, tables, now } = call;
  const instance = instanceOf(call);
  const tokenKey = clientTokenKey(params, instance.InstanceId);
  const earlier = tokenKey === undefined ? undefined : clientTokens(tables).get(tokenKey);
  if (earlier !== undefined && now - earlier.UsedAt < CLIENT_TOKEN_MS) return { UserId: earlier.UserId };
  const user = newUser(call);
  if (isFull(eiamTables.users(tables).size, call.context.behaviour)) throw quotaExceeded();
  const refusal = duplicateOf(tables, user);
  if (refusal !== undefined) throw refusal;
  saveUser(tables, user);
  eiamTables.instances(tables).put(instance.InstanceId, { ...instance, LastUserNumber: user.Number });
  if (tokenKey !== undefined) clientTokens(tables).put(tokenKey, { UserId: user.UserId, UsedAt: now });
  return { UserId: user.UserId };
});
