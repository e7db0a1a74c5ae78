import type { Kind } from "../../provider/model/kind";
import type { Fields } from "../../provider/model/values";

/** What an update would do to one person, group or unit in one directory. */
export interface Movement {
  readonly move: "joins" | "leaves" | "replaced" | "changes" | "unchanged";
  readonly kind: Kind;
  /** Name of the resource after the update, and before it where an alias renamed it. */
  readonly resource: string;
  readonly formerResource: string;
  /** The directory's id of what the resource stands for, where it exists already. */
  readonly id?: string;
  /** Name among the members of a set; absent for a resource of its own. */
  readonly member?: string;
  /** What is declared before and after; empty on the side where the person is not managed. */
  readonly before: Fields;
  readonly after: Fields;
  /** Fields that the engine says differ: the only sign of a secret that changes. */
  readonly touched: ReadonlySet<string>;
  /** Fields for which a new account is needed; empty when the program or the command line asked for it. */
  readonly replacedBy: readonly string[];
  /** The last day, `yyyy-MM-dd`, of somebody who leaves because it is over. */
  readonly lastDay?: string;
  /** Groups that others gave this person and that the update would end. */
  readonly endedMemberships?: readonly string[];
  /** URNs of groups and units that the update makes and unknown fields depend on, by field. */
  readonly awaited?: ReadonlyMap<string, readonly string[]>;
  /** The engine refuses to delete the resource. */
  readonly protect: boolean;
  /** The engine forgets the resource without deleting the account. */
  readonly retain: boolean;
  /** Taken under management with `import`, without a call. */
  readonly imported: boolean;
}
