import { RollcallError } from "../model/error";
import type { UserRef } from "../model/values";

/** Levels of a tree that are climbed at most: more than any directory is documented to have. */
const DEEPEST = 64;

/**
 * Refuses to move a unit below itself or below one of those below it. No service documents its own refusal.
 * @param parentOf the unit above a unit; `undefined` above the root
 * @throws RollcallError ERR_CANNOT_CHANGE before anything is sent
 */
export async function refuseBelowItself(
  unit: UserRef,
  parent: string,
  parentOf: (id: string) => Promise<string | undefined>,
): Promise<void> {
  let at: string | undefined = parent;
  for (let level = 0; at !== undefined && level < DEEPEST; level++) {
    if (at === unit.id) {
      throw new RollcallError({
        code: "ERR_CANNOT_CHANGE",
        category: "invalid",
        summary: "it cannot be moved below itself",
        remedy: "Name a parent that does not stand below it.",
        user: unit.key,
      });
    }
    at = await parentOf(at);
  }
}
