import { enabling, isDisabled } from "../../provider/lifecycle/access";
import type { Text } from "../report/text";
import type { Movement } from "./movement";

/** Whether somebody stays in the program, but can sign in no longer. */
export function losesAccess({ kind, move, before, after }: Movement): boolean {
  return move === "changes" && isDisabled(kind, after) && !isDisabled(kind, before);
}

/** Whether an account that was closed is opened: by the field for it, or because its person is declared again. */
export function regainsAccess(movement: Movement): boolean {
  const { kind, before, after } = movement;
  const isOpened = Object.entries(enabling(kind)).some(([field, value]) => after[field] === value);
  return isDisabled(kind, before) && (returns(movement) || isOpened);
}

/** Whether the provider enables a disabled account of itself: `onDelete: "disable"` is how its people leave, so who is declared is back. */
export function returns({ kind, before, after }: Pick<Movement, "kind" | "before" | "after">): boolean {
  return (
    isDisabled(kind, before) &&
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
