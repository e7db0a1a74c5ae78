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
import { expiredRisks } from "./expiry";
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
