import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { type Risk, riskAbout } from "../../report/model";
import { say } from "../../report/text";
import { type Movement, names, people, regainsAccess } from "../movement";
import { changesSecret } from "../field-changes";
import {
  type DeletionFacts,
  deletionRisks,
  movedRisks,
  protectedRisks,
  replacementRisks,
  stoppedRisks,
} from "./deletions";
import { domainRisks, keyRisks, reusedRisks, transferRisks } from "./identity";
import type { People } from "../people";
import type { Preview } from "../read-preview";
import { groupRisks, renameRisks } from "./groups";

/** People who become local administrators of their cloud computers. */
export function administratorRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = staying(movements).filter(({ kind, before, after }) =>
    Object.entries(kind.fields).some(
      ([field, { means }]) => means === "admin" && after[field] === true && before[field] !== true,
    ),
  );
  return wouldRisk(found, "local-admin", "high", "become local administrator");
}

/** People who already have an account and whose password is set again. */
function passwordRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = movements.filter((movement) => movement.move === "changes" && changesSecret(movement));
  return wouldRisk(found, "password", "notice", "get another password or secret");
}

/** People whose disabled account is opened again. */
function enabledRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = staying(movements).filter(regainsAccess);
  return wouldRisk(found, "enabled-again", "notice", "have a disabled account opened again");
}

/**
 * People whom a newly declared end of their account shuts out at once, because that moment is over: a slip of the year does it.
 * @param now milliseconds since the epoch
 */
function expiredRisks(movements: readonly Movement[], now: number): readonly Risk[] {
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

/** @param what comes behind `3 people would` */
function wouldRisk(found: readonly Movement[], id: string, level: Risk["level"], what: string): readonly Risk[] {
  return riskAbout(found, { id, level, text: say`${people(found.length)} would ${what}: ${names(found)}.` });
}

function staying(movements: readonly Movement[]): readonly Movement[] {
  return movements.filter(({ move }) => move !== "leaves" && move !== "unchanged");
}

/** Every flag that a plan raises, gravest first. @param preview what ended it, and what rosters say of names */
export function risksOf(
  { movements, groups }: Pick<People, "movements" | "groups">,
  facts: DeletionFacts & { /** Milliseconds since the epoch. */ readonly now: number },
  { errors, renames }: Pick<Preview, "errors" | "renames">,
): readonly Risk[] {
  const risks = [
    ...stoppedRisks(errors),
    ...deletionRisks(movements, facts),
    ...movedRisks(movements),
    ...protectedRisks(movements),
    ...replacementRisks(movements),
    ...administratorRisks(movements),
    ...reusedRisks(movements),
    ...keyRisks(movements),
    ...passwordRisks(movements),
    ...enabledRisks(movements),
    ...expiredRisks(movements, facts.now),
    ...domainRisks(movements),
    ...transferRisks(movements),
    ...groupRisks(groups, movements),
    ...renameRisks(renames),
  ];
  return [...risks.filter(({ level }) => level === "high"), ...risks.filter(({ level }) => level === "notice")];
}
