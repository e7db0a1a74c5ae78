const LOCK_TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Whether a text is a real moment written `yyyy-MM-dd HH:mm:ss` (EDS CreateUsers, AutoLockTime). */
export function isLockTime(value: string): boolean {
  const parts = LOCK_TIME.exec(value);
  if (parts === null) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, number, number, number, number, number];
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

function plain(time: string): string {
  const bare = time.trim().replace("T", " ").replace(/(\.\d+)?Z?$/, "");
  return bare.length === 10 ? `${bare} 00:00:00` : bare;
}
