import type { Fields } from "./values";

/** A refusal before any call: the field, the documented rule, and the way out. */
export interface Violation {
  readonly field: string;
  readonly rule: string;
  readonly remedy: string;
  readonly source: string;
}

/** A documented rule over several fields. It is skipped while one of `fields` is unknown or already refused. */
export interface Rule {
  readonly fields: readonly string[];
  /** It counts the members of lists, which need not be known for that. */
  readonly counts?: true;
  /** Holds for creations alone, as for an initial password that may leave the program once the user exists. */
  readonly onlyNew?: true;
  check(user: Fields): Violation | undefined;
}

/** A documented rule on the way from the last applied declaration to the new one, e.g. a password no action can change. */
export interface ChangeRule {
  readonly fields: readonly string[];
  check(before: Fields, after: Fields): Violation | undefined;
}
