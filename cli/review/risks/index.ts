import type { DeletionLimits } from "../../../sdk/guard/deletion-guard";
import type { Risk } from "../../report/model";
import type { Movement } from "../movement";
import { deletionRisks, movedRisks, protectedRisks, replacementRisks } from "./deletions";
import { domainRisks, keyRisks, transferRisks } from "./identity";
import { administratorRisks, enabledRisks, passwordRisks } from "./rights";

/** Every flag that a plan raises, gravest first. */
export function risksOf(movements: readonly Movement[], limits: DeletionLimits, unlisted: number): readonly Risk[] {
  const risks = [
    ...deletionRisks(movements, limits, unlisted),
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
