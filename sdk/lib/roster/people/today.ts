import { readDay } from "../../../../provider/model/moment";
import type { RollcallError } from "../../../../provider/model/error";
import { rosterError } from "../problem";
import type { Env } from "../cell/secret";

/** The environment variable by which a preview is asked about another day; `rollcall review --on` sets it. */
export const ON = "ROLLCALL_ON";

/** The zone of a roster that names none: that of the clouds that Rollcall manages, in which their times are read too. */
const DEFAULT_ZONE = "Asia/Shanghai";

/**
 * The day by which a roster decides who is declared, as `yyyy-MM-dd`: the one that a preview is asked about, else today in `timeZone`.
 * @param now milliseconds since the epoch
 * @throws RollcallError `ERR_ROSTER` when the zone or the day does not exist.
 */
export function dayOfRoster(timeZone: string | undefined, env: Env, now: number): string {
  const today = dayIn(timeZone ?? DEFAULT_ZONE, now);
  const asked = env[ON]?.trim() ?? "";
  if (asked === "") return today;
  const read = readDay(asked);
  if ("day" in read) return read.day;
  throw rosterError(`${ON}: ${JSON.stringify(asked)} ${read.problem}`, `Correct or unset ${ON}.`);
}

/** Why a run that changes the clouds must not be asked about another day; `undefined` where it is not. */
export function otherDayRefusal(env: Env): RollcallError | undefined {
  if ((env[ON]?.trim() ?? "") === "") return undefined;
  return rosterError(
    `${ON} asks what would be on another day, which only a preview can tell; this run would change the clouds.`,
    `Unset ${ON}.`,
  );
}

function dayIn(timeZone: string, now: number): string {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    }).formatToParts(now);
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw rosterError(
      `timeZone: ${JSON.stringify(timeZone)} is not a time zone.`,
      "Write a name of the IANA time zone database, such as Asia/Shanghai or Europe/Berlin.",
      error,
    );
  }
}
