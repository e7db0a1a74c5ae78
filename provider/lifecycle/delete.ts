import { noted } from "./diary";
import { asRollcallError } from "../model/error";
import type { Fields, UserRef } from "../model/values";
import { type Context, learnHidden } from "./context";
import { refuseHolders } from "./holders";
import { declaredOf } from "./outputs";
import { refOf } from "./read";

/**
 * Ends the management of a user as its `onDelete` says: deletes the account, disables it, or leaves it alone. A user already
 * gone is a success, and so is an account that another resource of this run has taken over: it stays as it is.
 * @throws RollcallError for every other failure; the user then stays in state.
 */
export async function deleteUser(
  context: Context,
  id: string,
  properties: Readonly<Record<string, unknown>>,
): Promise<void> {
  const declared = declaredOf(context.kind, properties);
  const ref = refOf(context, id, declared);
  learnHidden(context, ref.key);
  if (context.claims.holds(id)) {
    const what = context.kind.token === "User" ? "account" : context.kind.noun;
    context.say(`${ref.key}: the ${what} stays, because another resource of this run has it`);
    return;
  }
  await end(context, ref, declared);
  context.diary.note({ ...noted(context.kind), key: ref.key, id, deed: "settled" });
}

async function end(context: Context, ref: UserRef, declared: Fields): Promise<void> {
  const onDelete = declared["onDelete"] ?? "delete";
  if (onDelete === "retain") return;
  try {
    if (onDelete === "disable" && "set" in context.kind.disable) {
      const { set } = context.kind.disable;
      const changed = new Set(Object.keys(set));
      const desired = { ...declared, ...set };
      for (const step of context.calls.steps) {
        if (step.fields.some((field) => changed.has(field)))
          await step.apply({ ref, desired, observed: undefined, changed });
      }
    } else {
      await refuseHolders(context, ref, declared);
      await context.calls.remove(ref, declared);
    }
  } catch (error) {
    const failure = asRollcallError(error).about(ref.key);
    if (failure.category !== "not-found") throw failure;
  } finally {
    context.calls.forget(ref);
  }
}
