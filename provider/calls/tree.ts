import { type ErrorCode, RollcallError } from "../model/error";
import type { Fields, Observed, UserRef } from "../model/values";

/** Levels of a tree that are climbed at most: more than any directory is documented to have. */
const DEEPEST = 64;

/** How one service keeps its tree. */
export interface Tree {
  /** One unit, for texts. */
  readonly noun: string;
  /** The field with the id of the unit above. */
  readonly field: string;
  /** The unit above all others, where reads may not show it. */
  readonly root?: string;
  /** A fresh look-up by id. */
  byId(id: string): Promise<Observed | undefined>;
}

/**
 * Refuses to move a unit below itself, below one of those below it, or to where nothing is. No service documents its own refusal.
 * @throws RollcallError ERR_CANNOT_CHANGE before anything is sent
 */
export async function refuseMove(tree: Tree, unit: UserRef, desired: Fields): Promise<void> {
  const { field, root } = tree;
  const parent = desired[field];
  for (let level = 0, at: unknown = parent; typeof at === "string" && at !== root && level < DEEPEST; level++) {
    if (at === unit.id)
      throw refused(unit, "it cannot be moved below itself", "Name a parent that does not stand below it.");
    const above: Observed | undefined = await tree.byId(at);
    if (above === undefined && at === parent) throw noParent(tree, unit.key, at, "ERR_CANNOT_CHANGE");
    at = above?.fields[field];
  }
}

/**
 * Says so where a creation was refused because its parent does not exist: services tell that by codes that may mean anything.
 * @returns the error to throw instead; `undefined` when the parent is there or none is declared
 */
export async function missingParent(tree: Tree, key: string, declared: Fields): Promise<RollcallError | undefined> {
  const parent = declared[tree.field];
  if (typeof parent !== "string" || parent === tree.root || (await tree.byId(parent)) !== undefined) return undefined;
  return noParent(tree, key, parent, "ERR_INVALID_USER");
}

function noParent({ noun, field }: Tree, key: string, id: string, code: ErrorCode): RollcallError {
  const summary = `${field}: there is no ${noun} ${JSON.stringify(id)}`;
  const remedy = `Correct ${field}: it takes the id of another ${noun} of the same directory and instance.`;
  return new RollcallError({ code, category: "invalid", summary, remedy, user: key });
}

function refused(unit: UserRef, summary: string, remedy: string): RollcallError {
  return new RollcallError({ code: "ERR_CANNOT_CHANGE", category: "invalid", summary, remedy, user: unit.key });
}
