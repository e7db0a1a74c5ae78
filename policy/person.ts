import type { Directory } from "../provider/directory";
import type { Fields } from "../provider/user";

/** One person as the rules see it, wherever it was read from. */
export interface PolicyPerson {
  readonly directory: Directory;
  /** Natural key by which people know this account: the present one of an account that exists. */
  readonly key: string;
  /** What happens to the account. `let-go`: it leaves the program and stays, as it is or disabled. */
  readonly fate: "stays" | "deleted" | "replaced" | "let-go";
  /**
   * What will be declared; of somebody who leaves, what was. A value that cannot be seen, because it is unknown before the update
   * or secret, is `UNKNOWN`.
   */
  readonly declared: Fields;
  /** Whether the engine refuses to delete the resource. */
  readonly protect: boolean;
}

/** The account exists after the run. */
export function isStaying({ fate }: PolicyPerson): boolean {
  return fate === "stays" || fate === "replaced";
}
