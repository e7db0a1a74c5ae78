import { kindId } from "../model/kind";
import type { Change } from "../model/kind-calls";
import { asRollcallError, RollcallError } from "../model/error";
import { type Context, keyOf } from "./context";

/** What came of bringing a change to the cloud. */
export interface Synced {
  /** Fields whose step failed and which therefore still have their old value, as far as is known. */
  readonly failed: ReadonlySet<string>;
  readonly failures: readonly RollcallError[];
}

/** Runs every step that covers a changed field, in order. One failing step does not keep the others from their fields; a further step for its own field is left out. */
export async function sync(context: Context, change: Change): Promise<Synced> {
  requireSteps(context, change.changed);
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
      failures.push(orNameTaken(context, change, fields, asRollcallError(error).about(change.ref.key)));
    }
    context.calls.forget(change.ref);
  }
  return { failed, failures };
}

/** A rename that met another account of the new name: what helps at a creation (taking that account over) does not help here. */
function orNameTaken(
  context: Context,
  { desired }: Change,
  fields: readonly string[],
  failure: RollcallError,
): RollcallError {
  const { naturalKey } = context.kind;
  if (failure.category !== "already-exists" || !fields.includes(naturalKey)) return failure;
  const name = keyOf(context, desired);
  return new RollcallError({
    ...failure.details(),
    summary: `cannot be renamed to ${name}: ${failure.summary}`,
    remedy: `Another account has the name ${name}: delete or rename it and run again (rollcall drift tells whether a killed run left it), or choose another ${naturalKey}. But if somebody of the program gives that name up in this run, only run again, or let this resource wait for that one (dependsOn).`,
  });
}

/**
 * A field whose row names an action must be sent by a step, or a change of it would be lost in silence.
 * @throws Error naming the field, before anything is sent: a defect of the kind's own
 */
function requireSteps({ kind, calls }: Context, changed: ReadonlySet<string>): void {
  for (const field of changed) {
    const change = kind.fields[field]?.change;
    const isSent = change?.kind === "in-place" || (change?.kind === "write-only" && change.by !== undefined);
    if (isSent && !calls.steps.some(({ fields }) => fields.includes(field)))
      throw new Error(`${kindId(kind)} has no step that sends ${field}`);
  }
}
