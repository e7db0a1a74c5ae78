import { RollcallError } from "../model/error";
import type { DeletionLimits } from "../config/limits";
import { Admission, type Leaver } from "./admission";

/**
 * Limits what a provider process deletes while no program speaks to it. `pulumi destroy` runs no program, so nothing has
 * compared declarations with state, and the process cannot know how many users the stack has: it can only count its own
 * deletions. As soon as the process is asked to check a declaration, a program is running, whose whole run the sdk's guard
 * has judged, and nothing is counted.
 */
export class DeletionGuard extends Admission {
  private programRuns = false;
  private deleted = 0;

  /** A declaration has been checked: an update or a preview is under way, not a destroy. */
  programSeen(): void {
    this.programRuns = true;
  }

  protected judge(group: readonly Leaver[]): RollcallError | undefined {
    if (this.programRuns) return undefined;
    for (const { limits } of group) {
      const refused = destroyObjection(limits, this.deleted, group.length);
      if (refused !== undefined) return refused;
    }
    this.deleted += group.length;
    return undefined;
  }
}

/**
 * Why a run in which no program speaks must delete no more; `undefined` when it may.
 * @param before how many it has deleted
 * @param more how many it is asked to delete now
 */
export function destroyObjection(
  { maxDeletes, maxDeleteShare, allowed }: DeletionLimits,
  before: number,
  more: number,
): RollcallError | undefined {
  // A share of 1 says that everybody may go, so that no number stops a run.
  if (maxDeleteShare >= 1 || before + more <= Math.max(maxDeletes, allowed ?? 0)) return undefined;
  const limit = allowed === undefined ? `rollcall:maxDeletes is ${maxDeletes}` : `ROLLCALL_ALLOW_DELETES is ${allowed}`;
  return new RollcallError({
    code: "ERR_TOO_MANY_DELETES",
    summary: `Rollcall deletes no more users in this run: ${before} went before, ${more === 1 ? "1 more is" : `${more} more are`} asked for, no program says who is to stay, and ${limit}`,
    remedy: "If everybody left in the stack is to go, run it again with ROLLCALL_ALLOW_DELETES=<exactly their number>.",
  });
}
