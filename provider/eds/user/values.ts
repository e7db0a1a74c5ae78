import { defined, type Fields } from "../../model/values";
import { international, nationalDigits, type Phone, phoneProblem, readPhone } from "../../model/phone";

const LOCK_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Whether a text is a real moment written `yyyy-MM-dd HH:mm:ss` (EDS CreateUsers, AutoLockTime). */
export function isLockTime(value: string): boolean {
  const parts = LOCK_TIME.exec(value);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
}

/** Lock times agree whatever the separator, fraction or zone mark a read adds; older answers carry the date alone. */
export function sameLockTime(declared: unknown, observed: unknown): boolean {
  return typeof declared === "string" && typeof observed === "string" && plain(declared) === plain(observed);
}

/** A lock time in milliseconds since the epoch. The page names no zone; the service's own is Beijing's. */
export function lockMoment(time: string): number {
  return Date.parse(`${plain(time).replace(" ", "T")}+08:00`);
}

/** The moment that a lock time names, whatever it is: 0 where there is none, `undefined` for what is no time. */
export function lockTimeIn(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const moment = value.trim() === "" ? 0 : lockMoment(value);
  return Number.isNaN(moment) ? undefined : moment;
}

function plain(time: string): string {
  const bare = time
    .trim()
    .replace("T", " ")
    .replace(/(\.\d+)?Z?$/, "");
  return bare.length === 10 ? `${bare} 00:00:00` : bare;
}

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/];

/** Whether EDS accepts a password: at least 10 characters, 3 of 4 character classes, no spaces (EDS CreateUsers, Users.Password). */
export function isStrongPassword(password: string): boolean {
  return password.length >= 10 && !/\s/.test(password) && CLASSES.filter((type) => type.test(password)).length >= 3;
}

/**
 * Whether a text is one telephone number of the mainland site, which alone knows them (EDS CreateUsers, Users.Phone): a mainland number as
 * people write it, or 6 to 15 digits as they are, so that no range that is new is refused.
 */
export function isPhone(value: string): boolean {
  return mainland(value) !== undefined || isAsDialled(value);
}

/** A number as the service's own example has it: digits alone, without country code; a landline keeps the 0 of its area code. */
export function phoneOnWire(value: string): string {
  const phone = mainland(value);
  return phone === undefined ? value.replace(/[ -]/g, "") : nationalDigits(phone);
}

/** How a number is declared: mainland ones as the service has them, which knows no others. */
export function declaredPhone(phone: Phone): string {
  return phone.region === "86" ? nationalDigits(phone) : international(phone);
}

function mainland(value: string): Phone | undefined {
  const phone = readPhone(value);
  return "problem" in phone || phone.region !== "86" ? undefined : phone;
}

/** Digits without separators, or a number without area code such as `6234 5678`. */
function isAsDialled(value: string): boolean {
  return /^(?!00)\d{6,15}$/.test(value) || (/^\d(?:[ -]?\d){5,7}$/.test(value) && phoneProblem(value) === undefined);
}

/** The business channel that is declared for a user, as the calls about that user carry it. */
export function channel(user: Fields = {}): Fields {
  return defined({ BusinessChannel: user["businessChannel"] });
}

/** The channel as text: users of different channels never share a call. */
export function channelKey(user: Fields = {}): string {
  return String(user["businessChannel"] ?? "");
}
