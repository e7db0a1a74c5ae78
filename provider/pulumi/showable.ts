import { asRollcallError, RollcallError } from "../model/error";
import type { Fields } from "../model/values";
import type { Properties, Written } from "./contract";

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

/** What an operation wrote. @throws PartialResource when it is not complete */
export function whole({ id, outs, lacks }: Written): Omit<Written, "lacks"> {
  if (lacks === undefined) return { id, outs };
  throw new PartialResource(id, outs, lacks.summary, lacks.reasons);
}

/**
 * Turns every failure into one the engine shows well: what is partial keeps its state, nothing holds a secret, and nothing
 * carries a stack trace, because the host prints it.
 * @param clean takes the values of secrets out of a text
 */
export async function expected<T>(
  operation: () => Promise<T>,
  inputs: Properties = {},
  clean: (text: string) => string = (text) => text,
): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    const shown = showable(error, clean);
    throw shown instanceof PartialResource ? partialFailure(shown, inputs) : withoutStack(shown);
  }
}

/**
 * A failure as a host may show it, without the values of secrets.
 * @param clean takes the values of secrets out of a text
 */
export function showable(error: unknown, clean: (text: string) => string): RollcallError | PartialResource {
  if (!(error instanceof PartialResource)) return cleaned(asRollcallError(error), clean);
  const { id, outputs, summary, reasons } = error;
  return new PartialResource(id, outputs, cleaned(summary, clean), reasons.map(clean));
}

/** Without its cause, whose text nobody has cleaned. */
function cleaned(error: RollcallError, clean: (text: string) => string): RollcallError {
  const { user, cause: _cause, ...details } = error.details();
  return new RollcallError({
    ...details,
    summary: clean(details.summary),
    remedy: clean(details.remedy),
    ...(user !== undefined && { user: clean(user) }),
  });
}

/** The host prints an error and its stack one after the other, and a stack without a trace would only say the same again. */
function withoutStack(error: RollcallError): RollcallError {
  return Object.assign(error, { stack: "" });
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
