import { asRollcallError, RollcallError } from "../errors/error";
import { PartialUser } from "../lifecycle/partial";
import type { Fields } from "../user";
import type { Properties } from "./contract";

/** A resource that exists but is not complete: what state keeps of it and why. */
export class PartialResource extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Fields,
    readonly summary: RollcallError,
    readonly reasons: readonly string[],
  ) {
    super(summary.message);
  }
}

/**
 * Turns every failure into one the engine shows well: what is partial keeps its state, and nothing carries a stack trace,
 * because the host prints it.
 */
export async function expected<T>(operation: () => Promise<T>, inputs: Properties = {}): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof PartialResource) throw partialFailure(error, inputs);
    if (error instanceof PartialUser) throw partialFailure(partialUser(error), inputs);
    throw withoutStack(asRollcallError(error));
  }
}

/** The host prints an error and its stack one after the other, and a stack without a trace would only say the same again. */
function withoutStack(error: RollcallError): RollcallError {
  return Object.assign(error, { stack: "" });
}

function partialUser({ ref, outputs, failures }: PartialUser): PartialResource {
  const summary = new RollcallError({
    code: "ERR_PARTIAL",
    summary: "the user exists, but not everything could be applied",
    remedy: "Correct the cause and run again: the next run repairs the rest.",
    user: ref.key,
  });
  return new PartialResource(ref.id, outputs, summary, failures.map(({ message }) => message));
}

/** The shape by which the host recognises a resource that exists but is not complete. */
function partialFailure({ id, outputs, summary, reasons }: PartialResource, inputs: Properties): Error {
  return Object.assign(summary, { id, properties: withProvider(outputs, inputs), reasons });
}

/** The host adds this text to every answer but a partial one, and without it finds no provider for the next operation. */
function withProvider(fields: Fields, properties: Properties): Fields {
  const text = properties["__provider"];
  return typeof text === "string" ? { ...fields, __provider: text } : fields;
}
