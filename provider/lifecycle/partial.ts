import type { RollcallError } from "../errors/error";
import type { Fields, UserRef } from "../user";

/**
 * The user exists, but a later call failed. The engine saves `outputs`, which leave out what was not applied, and the next
 * run repairs the rest.
 */
export class PartialUser extends Error {
  constructor(
    readonly ref: UserRef,
    readonly outputs: Fields,
    readonly failures: readonly RollcallError[],
  ) {
    super(failures.map((failure) => failure.message).join("\n"));
    this.name = "PartialUser";
    this.stack = `${this.name}: ${this.message}`;
  }
}
