import type { Context } from "../../lifecycle/context";
import { placeOf } from "../../lifecycle/many/members";
import { asRollcallError, RollcallError } from "../../model/error";
import type { Fields } from "../../model/values";
import { heldByProgram, type Managed } from "../held-by-program";

/** What lets a plugin process know who is in a group because of the program. */
const HOW_TO_KNOW =
  "Rollcall knows who is in it because of this program only if the program declares a rollcall:index:Guard and this resource depends on it (option dependsOn).";

/**
 * Compares a group or unit. First names the people who follow to a new one: by state the program put them there. A person who is no
 * longer declared, or declared elsewhere, comes later in the run and loses nothing that the program means to keep.
 * @param managed the people of the stack's last state; absent when no component has asked for it
 */
export async function followed<T>(
  context: Context,
  id: string,
  after: Fields,
  managed: readonly Managed[] | undefined,
  compare: () => Promise<T>,
): Promise<T> {
  const { kind } = context;
  if (kind.token === "User") return compare();
  const held = heldByProgram(kind, id, managed ?? []);
  context.followers.set(placeOf(kind, after), new Set(held.map(({ key }) => key)));
  try {
    return await compare();
  } catch (error) {
    const failure = asRollcallError(error);
    if (failure.code !== "ERR_NOT_EMPTY" || managed !== undefined) throw error;
    const { remedy, ...details } = failure.details();
    throw new RollcallError({ ...details, remedy: `${remedy} ${HOW_TO_KNOW}` });
  }
}
