import type { RpcParams } from "../alibaba/params";
import type { EiamUser } from "./records";

/** Longest username the newest client documents; the CreateUser page still says 64. */
const MAX_USERNAME = 256;
const MAX_EMAIL = 128;

export function username(params: RpcParams): string {
  const value = params.requiredText("Username");
  if (value.length > MAX_USERNAME || !/^[A-Za-z0-9_.@-]+$/.test(value)) {
    throw params.invalid(
      "Username",
      `it can be up to ${MAX_USERNAME} characters long and can contain letters, digits, underscores (_), periods (.), at signs (@), and hyphens (-).`,
    );
  }
  return value;
}

/** A text up to `maximum` characters; `undefined` when it is empty or not sent. */
export function limitedText(params: RpcParams, name: string, maximum: number): string | undefined {
  const value = params.text(name);
  if (value !== undefined && [...value].length > maximum)
    throw params.invalid(name, `it can be up to ${maximum} characters long.`);
  return value === "" ? undefined : value;
}

type Phone = Pick<EiamUser, "PhoneRegion" | "PhoneNumber" | "PhoneNumberVerified">;

/** The three phone parameters, which go together. Throws `MissingParameter` for a region or verified flag that is absent. */
export function phone(params: RpcParams): Phone {
  const number = params.text("PhoneNumber");
  if (number === undefined || number === "")
    return { PhoneRegion: undefined, PhoneNumber: undefined, PhoneNumberVerified: undefined };
  const region = params.requiredText("PhoneRegion");
  if (!/^\d{1,6}$/.test(region) || region.startsWith("00"))
    throw params.invalid("PhoneRegion", "it must be 1 to 6 digits without a plus sign (+) or 00.");
  if (!/^\d{6,15}$/.test(number)) throw params.invalid("PhoneNumber", "it must be 6 to 15 digits.");
  params.requiredText("PhoneNumberVerified");
  return { PhoneRegion: region, PhoneNumber: number, PhoneNumberVerified: params.boolean("PhoneNumberVerified") };
}

/** The two e-mail parameters, which go together. */
export function email(params: RpcParams): Pick<EiamUser, "Email" | "EmailVerified"> {
  const address = params.text("Email");
  if (address === undefined || address === "") return { Email: undefined, EmailVerified: undefined };
  if (address.length > MAX_EMAIL || !/^[A-Za-z0-9._-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address)) {
    throw params.invalid(
      "Email",
      "the prefix can contain letters, digits, underscores (_), periods (.), and hyphens (-).",
    );
  }
  params.requiredText("EmailVerified");
  return { Email: address, EmailVerified: params.boolean("EmailVerified") };
}

/** The password policy of every emulated instance: 8 to 64 characters, three of the four classes. A real one sets its own. */
export function requireAllowedPassword(params: RpcParams, password: string): void {
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((pattern) => pattern.test(password)).length;
  if (password.length < 8 || password.length > 64 || classes < 3)
    throw params.invalid("Password", "it does not meet the password policy of the instance.");
}

/** `enabled` or `disabled`, the service's default. */
export function forcedUpdateStatus(params: RpcParams): "enabled" | "disabled" {
  return params.oneOf("PasswordForcedUpdateStatus", ["enabled", "disabled"]) ?? "disabled";
}

/** Checks the channels a password is announced on. */
export function checkNotificationChannels(params: RpcParams): void {
  const unknown = params.list("UserNotificationChannels").find((channel) => channel !== "email" && channel !== "sms");
  if (unknown !== undefined) throw params.invalid("UserNotificationChannels", "valid values are email, sms.");
}
