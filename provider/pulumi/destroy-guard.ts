import type { KindCalls } from "../model/kind-calls";
import { RollcallError } from "../model/error";
import type { DeletionLimits } from "../config/limits";

interface Waiting {
  readonly limits: DeletionLimits;
  admit(): void;
  refuse(error: RollcallError): void;
}

/**
 * Limits what a provider process deletes while no program speaks to it. `pulumi destroy` runs no program, so nothing has
 * compared declarations with state, and the process cannot know how many users the stack has: it can only count its own
 * deletions. As soon as the process is asked to check a declaration, a program is running, whose whole run the sdk's guard
 * has judged, and nothing is counted.
 */
export class DeletionGuard {
  private programRuns = false;
  private deleted = 0;
  private waiting: Waiting[] = [];

  /** A declaration has been checked: an update or a preview is under way, not a destroy. */
  programSeen(): void {
    this.programRuns = true;
  }

  /** The same calls, with every real deletion admitted first. Users that are retained or disabled never come here. */
  over(calls: KindCalls, limits: DeletionLimits): KindCalls {
    return {
      ...calls,
      remove: async (ref, user) => {
        await this.admit(limits);
        await calls.remove(ref, user);
      },
    };
  }

  /** Deletions that arrive together, as those of a set do, are admitted together or not at all. */
  private admit(limits: DeletionLimits): Promise<void> {
    return new Promise((admit, refuse) => {
      this.waiting.push({ limits, admit, refuse });
      if (this.waiting.length === 1) setImmediate(() => this.decide());
    });
  }

  private decide(): void {
    const group = this.waiting;
    this.waiting = [];
    const refused = this.programRuns
      ? undefined
      : group.map(({ limits }) => this.objection(limits, group.length)).find((error) => error !== undefined);
    if (refused === undefined && !this.programRuns) this.deleted += group.length;
    for (const { admit, refuse } of group) {
      if (refused === undefined) admit();
      else refuse(refused);
    }
  }

  private objection({ maxDeletes, maxDeleteShare, allowed }: DeletionLimits, more: number): RollcallError | undefined {
    // A share of 1 says that everybody may go, so that no number stops a run.
    if (maxDeleteShare >= 1 || this.deleted + more <= Math.max(maxDeletes, allowed ?? 0)) return undefined;
    const limit =
      allowed === undefined ? `rollcall:maxDeletes is ${maxDeletes}` : `ROLLCALL_ALLOW_DELETES is ${allowed}`;
    return new RollcallError({
      code: "ERR_TOO_MANY_DELETES",
      summary: `Rollcall deletes no more users in this run: ${this.deleted} went before, ${more === 1 ? "1 more is" : `${more} more are`} asked for, no program says who is to stay, and ${limit}`,
      remedy:
        "If everybody left in the stack is to go, run it again with ROLLCALL_ALLOW_DELETES=<exactly their number>.",
    });
  }
}
