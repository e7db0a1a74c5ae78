import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { type Risk, riskAbout } from "../../report/model";
import { say } from "../../report/text";
import { type Movement, names, people } from "../movement";

/**
 * People whom a newly declared end of their account shuts out at once, because that moment is over: a slip of the year does it.
 * @param now milliseconds since the epoch
 */
export function expiredRisks(movements: readonly Movement[], now: number): readonly Risk[] {
  const found = movements.filter(
    ({ move, kind, before, after }) => move !== "leaves" && isOver(kind, after, now) && !isOver(kind, before, now),
  );
  const text = say`${people(found.length)} could not sign in, because the declared end of the account is over: ${names(found)}.`;
  return riskAbout(found, { id: "expired", level: "notice", text });
}

function isOver({ fields: specs }: Kind, fields: Fields, now: number): boolean {
  return Object.entries(specs).some(([field, { momentOf }]) => {
    const moment = momentOf?.(fields[field]) ?? 0;
    return moment > 0 && moment <= now;
  });
}
