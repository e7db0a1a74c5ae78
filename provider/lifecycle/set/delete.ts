import { RollcallError } from "../../errors/error";
import type { Context } from "../context";
import { commonRemedy, describeFailures } from "./failures";
import { deleteMember } from "./one-member";
import type { SetState } from "./state";

/**
 * Ends the management of a whole set, each member as its own `onDelete` says.
 * @throws RollcallError naming everybody whose account could not be ended; the set stays in state, and a repeat passes over
 *   those already gone.
 */
export async function deleteSet(context: Context, state: SetState): Promise<void> {
  const everybody = [...state.members.values(), ...state.leaving];
  const failures = (await Promise.all(everybody.map((member) => deleteMember(context, member)))).flatMap((outcome) => outcome.failures);
  const [first] = failures;
  if (first === undefined) return;
  throw new RollcallError({
    code: first.code,
    summary: `${failures.length} of ${everybody.length} users of the set could not be deleted:\n${describeFailures(failures).map((line) => `  ${line}\n`).join("")}`,
    remedy: commonRemedy(failures, "Correct the cause and run again: users already gone count as deleted."),
    ...(first.category !== undefined && { category: first.category }),
  });
}
