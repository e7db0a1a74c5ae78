import type { Risk } from "../../report/model";
import type { Movement } from "../movement";
import { type DeletionFacts, deletionRisks, movedRisks, protectedRisks, replacementRisks, stoppedRisks } from "./deletions";
import { domainRisks, keyRisks, transferRisks } from "./identity";
import { administratorRisks, enabledRisks, passwordRisks } from "./rights";

/** Every flag that a plan raises, gravest first. @param errors what ended the preview */
export function risksOf(movements: readonly Movement[], facts: DeletionFacts, errors: readonly string[]): readonly Risk[] {
  const risks = [
    ...stoppedRisks(errors),
    ...deletionRisks(movements, facts),
    ...movedRisks(movements),
    ...protectedRisks(movements),
    ...replacementRisks(movements),
    ...administratorRisks(movements),
    ...keyRisks(movements),
    ...passwordRisks(movements),
    ...enabledRisks(movements),
    ...domainRisks(movements),
    ...transferRisks(movements),
  ];
  return [...risks.filter(({ level }) => level === "high"), ...risks.filter(({ level }) => level === "notice")];
}
