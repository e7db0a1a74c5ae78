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

/**
 * Milliseconds since the epoch of an expiry in any shape the service uses, 0 for never: a date text, milliseconds as an
 * integer (Workspace ListUserDetail) or milliseconds as text (ListUsers does not say which). `undefined` for anything else.
 */
export function expiryMoment(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const bare = value.trim();
  if (bare === "") return 0;
  const moment = /^\d+$/.test(bare) ? Number(bare) : Date.parse(bare);
  return Number.isNaN(moment) ? undefined : moment;
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
