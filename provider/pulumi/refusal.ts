/**
 * The input of the one resource by which the sdk ends a run that must not go on, where the program is a function of a process that
 * outlives it (the Automation API's inline programs). There an error that comes after the function has returned does not keep the engine
 * from deleting what has not been declared by then. The check of that resource always fails, and after a failed check the engine
 * deletes nothing.
 */
export const REFUSAL_INPUT = "__refusal";

/** Why the run must not go on; `undefined` in the inputs of any other resource. */
export function refusalIn({ [REFUSAL_INPUT]: reason }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof reason === "string" ? reason : undefined;
}
