import { record } from "../json";

const WIRE = {
  passwordInitializationPolicyPriority: "PasswordInitializationPolicyPriority",
  passwordForcedUpdateStatus: "PasswordForcedUpdateStatus",
  userNotificationChannels: "UserNotificationChannels",
  passwordInitializationType: "PasswordInitializationType",
} as const;

/** `PasswordInitializationConfig` as CreateUser takes it. */
export function passwordSettings(config: unknown): Readonly<Record<string, unknown>> {
  const declared = record(config);
  return Object.fromEntries(Object.entries(WIRE).flatMap(([name, wire]) => (declared[name] === undefined ? [] : [[wire, declared[name]]])));
}

/** What of it UpdateUserPassword takes. As at creation, only a `custom` priority makes the rest count. */
export function passwordChangeSettings(config: unknown): Readonly<Record<string, unknown>> {
  const { PasswordInitializationPolicyPriority: priority, PasswordForcedUpdateStatus: forced, UserNotificationChannels: channels } = passwordSettings(config);
  if (priority !== "custom") return {};
  return { ...(forced !== undefined && { PasswordForcedUpdateStatus: forced }), ...(channels !== undefined && { UserNotificationChannels: channels }) };
}
