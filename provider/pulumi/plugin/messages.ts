import type { Fields } from "../../model/values";

/** A resource as the engine names it in every request. */
export interface Asked {
  readonly urn: string;
  readonly type: string;
}

/** Why an input is refused. */
export interface CheckFailure {
  /** Empty where the engine must not print the value beside it, or where the reason is about no one property. */
  readonly property: string;
  readonly reason: string;
}

/** What `Check` answers. */
export interface Checked {
  readonly inputs: Fields;
  readonly failures: readonly CheckFailure[];
}

/** How a property changes, in the words of the engine's protocol. */
export type ChangeKind = "ADD" | "ADD_REPLACE" | "DELETE" | "DELETE_REPLACE" | "UPDATE" | "UPDATE_REPLACE";

/** What `Diff` answers. */
export interface Diffed {
  readonly changes: "NONE" | "SOME" | "UNKNOWN";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** By the path of each property. */
  readonly detailed: ReadonlyMap<string, ChangeKind>;
}

/** What `Create` and `Read` answer; an empty id says that there is nobody. */
export interface ResourceState {
  readonly id: string;
  readonly properties: Fields;
  readonly inputs?: Fields;
}

/** Takes a line for the person who watches: at a resource, or about the whole run. */
export type Log = (urn: string | undefined, line: string) => void;
