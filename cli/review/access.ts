import { enabling } from "../../provider/lifecycle/access";
import type { Fields } from "../../provider/model/values";
import type { Text } from "../report/text";
import type { Movement } from "./movement";

/** Whether a declaration closes the account: EDS and EIAM by status, Workspace by a field of its own. */
export function isDisabled(fields: Fields): boolean {
  return fields["status"] === "disabled" || fields["disabled"] === true;
}

/** Whether somebody stays in the program, but can sign in no longer. */
export function losesAccess({ move, before, after }: Movement): boolean {
  return move === "changes" && isDisabled(after) && !isDisabled(before);
}

/** Whether an account that was closed is opened: by the field for it, or because its person is declared again. */
export function regainsAccess(movement: Movement): boolean {
  const { before, after } = movement;
  return isDisabled(before) && (returns(movement) || after["status"] === "enabled" || after["disabled"] === false);
}

/** Whether the provider enables a disabled account of itself: `onDelete: "disable"` is how its people leave, so who is declared is back. */
export function returns({ kind, before, after }: Pick<Movement, "kind" | "before" | "after">): boolean {
  return (
    isDisabled(before) &&
    after["onDelete"] === "disable" &&
    Object.keys(enabling(kind)).every((field) => !(field in after))
  );
}

/** What becomes of a field that shut the account of somebody who returns; `undefined` for every other field and person. */
export function returnText(movement: Pick<Movement, "kind" | "before" | "after">, field: string): Text | undefined {
  const {
    kind: { disable },
    after,
  } = movement;
  if (!("set" in disable) || !(field in disable.set) || !returns(movement)) return undefined;
  // Whether a declared lock time has come is for the run to see.
  return [
    disable.isDue?.(after, Number.POSITIVE_INFINITY) === true
      ? "(returns: enabled, unless its lock time has come)"
      : "(returns: enabled)",
  ];
}
