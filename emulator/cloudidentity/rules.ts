/** Limits of a text parameter: lengths in characters, bounds included. An empty text is held to `min` alone. */
export interface TextRule {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Digits with the usual separators. Refuses a masked number, which a careless client would write back. */
const phone = /^\+?[0-9][0-9 ()-]*$/;

/** Parameters of CreateUser and UpdateUser. */
export const userRules = {
  UserName: { min: 1, max: 54 },
  DisplayName: { max: 64 },
  Description: { max: 255 },
  Email: { max: 128, pattern: email },
  Phone: { max: 20, pattern: phone },
} satisfies Readonly<Record<string, TextRule>>;

/** Parameters of CreateGroup and UpdateGroup. */
export const groupRules = {
  GroupName: { min: 1, max: 63 },
  DisplayName: { max: 64 },
  Description: { max: 128 },
} satisfies Readonly<Record<string, TextRule>>;

/** Ids and search words, for which no page gives a limit; this one only keeps a request sane. */
export const anyText: TextRule = { max: 1024 };

/** The one word this emulator's content check objects to; the real list is not published. */
export const sensitiveWord = "emulator-sensitive-word";

/** Whether a text keeps to its rule. */
export function keepsTo(value: string, rule: TextRule): boolean {
  const length = [...value].length;
  if (length < (rule.min ?? 0) || length > rule.max) return false;
  return length === 0 || rule.pattern === undefined || rule.pattern.test(value);
}

/** ResetPassword: 8-32 characters with three of upper case, lower case, digits and other characters. */
export function isStrongPassword(password: string): boolean {
  const length = [...password].length;
  const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return length >= 8 && length <= 32 && classes >= 3;
}
