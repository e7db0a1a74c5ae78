import type { Change } from "../model/kind-calls";
import { asRollcallError, type RollcallError } from "../model/error";
import type { Context } from "./context";

/** What came of bringing a change to the cloud. */
export interface Synced {
  /** Fields whose step failed and which therefore still have their old value, as far as is known. */
  readonly failed: ReadonlySet<string>;
  readonly failures: readonly RollcallError[];
}

/** Runs every step that covers a changed field, in order. One failing step does not keep the others from their fields; a further step for its own field is left out. */
export async function sync(context: Context, change: Change): Promise<Synced> {
  const failed = new Set<string>();
  const failures: RollcallError[] = [];
  for (const step of context.calls.steps) {
    const fields = step.fields.filter((field) => change.changed.has(field) && !failed.has(field));
    if (fields.length === 0) continue;
    if (step.gathers === true) await context.rally?.arrive();
    context.calls.forget(change.ref);
    try {
      await step.apply(change);
    } catch (error) {
      for (const field of fields) failed.add(field);
      failures.push(asRollcallError(error).about(change.ref.key));
    }
    context.calls.forget(change.ref);
  }
  return { failed, failures };
}
