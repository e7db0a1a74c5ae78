import type { RollcallError } from "../../errors/error";
import type { SetState } from "./state";

/** Some people of a set could not be brought where they belong. What was done for the others is in `state`; the next run repairs the rest. */
export class PartialSet extends Error {
  constructor(
    readonly id: string,
    readonly state: SetState,
    readonly failures: readonly RollcallError[],
  ) {
    super(failures.map((failure) => failure.message).join("\n"));
    this.name = "PartialSet";
    this.stack = `${this.name}: ${this.message}`;
  }
}
