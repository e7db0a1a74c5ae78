/** `yyyy-MM-ddTHH:mm:ssZ`, with or without milliseconds: what account_expires takes besides `0` (Workspace BatchCreateUsers). */
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

/** Whether a text is an expiry that the service accepts: `0` for never, or a real moment in UTC. */
export function isExpiry(value: string): boolean {
  if (value === "0") return true;
  if (!UTC.test(value)) return false;
  const moment = Date.parse(value);
  // Date.parse moves 30 February to March; a date that exists comes back as it went in.
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(value.slice(0, 19));
}

/** The last moment that JavaScript's dates know, in milliseconds. */
const LAST_MS = 8.64e15;
/** A date and a time without a zone, which JavaScript takes for the machine's own. */
const ZONELESS = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/i;

/**
 * Milliseconds since the epoch of an expiry in any shape the service uses, 0 for never: a date text in UTC, milliseconds as an
 * integer (Workspace ListUserDetail) or milliseconds as text (ListUsers does not say which). Active Directory's own number for
 * never lies behind every date. `undefined` for anything else.
 */
export function expiryMoment(value: unknown): number | undefined {
  const moment = typeof value === "string" ? writtenMoment(value.trim()) : value;
  if (typeof moment !== "number" || Number.isNaN(moment) || moment < -LAST_MS) return undefined;
  return moment > LAST_MS ? 0 : moment;
}

function writtenMoment(text: string): number {
  return /^\d*$/.test(text) ? Number(text) : Date.parse(ZONELESS.test(text) ? `${text}Z` : text);
}

/** A moment as a program would declare it. */
export function expiryText(moment: number): string {
  return moment === 0 ? "0" : new Date(moment).toISOString().replace(".000Z", "Z");
}

/** Whether two expiries are the same moment. To the second: nobody sets milliseconds by hand, a service may round them. */
export function sameExpiry(declared: unknown, observed: unknown): boolean {
  if (observed === undefined) return true;
  const [left, right] = [expiryMoment(declared), expiryMoment(observed)];
  return left !== undefined && right !== undefined && Math.floor(left / 1000) === Math.floor(right / 1000);
}
