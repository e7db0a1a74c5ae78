import type { DeletionLimits } from "../config/limits";
import { RollcallError } from "../model/error";
import type { Kind } from "../model/kind";
import type { KindCalls } from "../model/kind-calls";
import type { Fields } from "../model/values";

/** An account that is about to be deleted. */
export interface Leaver {
  readonly kind: Kind;
  /** What state says of the person. */
  readonly user: Fields;
  readonly limits: DeletionLimits;
}

interface Waiting extends Leaver {
  admit(): void;
  refuse(error: RollcallError): void;
}

/** Lets deletions of accounts pass, or refuses them. Those that arrive together, as from a set, pass together or not at all. */
export abstract class Admission {
  private waiting: Waiting[] = [];

  /** The same calls, with every real deletion of an account admitted first; groups and units are none. Users that are retained or disabled never come here. */
  over(kind: Kind, calls: KindCalls, limits: DeletionLimits): KindCalls {
    if (kind.token !== "User") return calls;
    return {
      ...calls,
      remove: async (ref, user) => {
        await this.admission({ kind, user, limits });
        await calls.remove(ref, user);
      },
    };
  }

  /** Why none of these may go; they count as gone when it answers `undefined`. */
  protected abstract judge(group: readonly Leaver[]): RollcallError | undefined;

  private admission(leaver: Leaver): Promise<void> {
    return new Promise((admit, refuse) => {
      this.waiting.push({ ...leaver, admit, refuse });
      if (this.waiting.length === 1) setImmediate(() => this.decide());
    });
  }

  private decide(): void {
    const group = this.waiting;
    this.waiting = [];
    const refused = this.judge(group);
    for (const { admit, refuse } of group) {
      if (refused === undefined) admit();
      else refuse(refused);
    }
  }
}

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

  /** Whether a program runs, so that its sdk speaks. */
  get hasProgram(): boolean {
    return this.programRuns;
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
