import type { Fields } from "../../provider/user";
import type { Movement } from "./movement";

/** Whether a declaration closes the account: EDS and EIAM by status, Workspace by a field of its own. */
export function isDisabled(fields: Fields): boolean {
  return fields["status"] === "disabled" || fields["disabled"] === true;
}

/** Whether somebody stays in the program, but can sign in no longer. */
export function losesAccess({ kind, before, after }: Movement): boolean {
  return kind === "changes" && isDisabled(after) && !isDisabled(before);
}

/** Whether an account that was closed is opened. */
export function regainsAccess({ before, after }: Movement): boolean {
  return isDisabled(before) && (after["status"] === "enabled" || after["disabled"] === false);
}
