import type { DeletionLimits } from "../config/limits";
import type { Kind } from "../model/kind";
import type { KindCalls } from "../model/kind-calls";
import type { RollcallError } from "../model/error";
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

/** Lets deletions of accounts pass, or refuses them: those that arrive together, as those of a set do, together or not at all. */
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
