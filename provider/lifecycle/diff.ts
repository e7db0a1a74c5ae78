import { agrees, equalValues } from "../model/compare";
import { cannotChange } from "../model/error";
import { type Fields, isUnknown, type UserRef } from "../model/values";
import { type Kind, thingOf } from "../model/kind";
import type { FieldSpec } from "../model/field";
import { checkDeclaration, collides, keptBy, replacedFields, sharedValues } from "./check";
import { describeViolation } from "./validate";
import { type Context, keyOf } from "./context";
import { refuseLosses } from "./delete";

/** What an update would do to a user. */
export interface UserDiff {
  /** Declared fields that change, and fields no longer declared. Empty: nothing to do. */
  readonly changed: readonly string[];
  /** Those of them that need a new account. */
  readonly replaces: readonly string[];
  /** The new account has the name of the old one, so that the old one must go first. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Compares two declarations of one user. A field that is no longer declared counts as changed (state forgets it) but nothing
 * is sent for it. A field newly declared that no action changes is compared with the cloud first: a person is not replaced
 * for a value the account already has.
 * @param sweep one of many to look at, so that listing the directory pays
 */
export async function diffUser(
  context: Context,
  ref: UserRef,
  before: Fields,
  after: Fields,
  sweep = false,
): Promise<UserDiff> {
  const changed = changedFields(before, after);
  if (changed.length === 0) return { changed, replaces: [], deleteBeforeReplace: false };
  const added = await newlyReplacing(context, ref, before, after, sweep);
  const replaces = [...replacedFields(context.kind, before, after), ...added];
  const onDelete = before["onDelete"] ?? "delete";
  const collision = replaces.length > 0 && collides(context.kind, before, after);
  const user = keyOf(context, before);
  // A replacement under the same name cannot come while the old account stays; state would only lose the old one.
  if (collision && onDelete !== "delete")
    throw cannotChange(
      `${replaces.join(" and ")} differs from the cloud and cannot be changed while onDelete is ${String(onDelete)}: a new account would be needed, and the old one would keep ${keptBy(context.kind, before, after)}.`,
      "Declare the value the cloud has, leave the field out, or set onDelete to delete first.",
      { user },
    );
  const deleteBeforeReplace =
    collision || (replaces.length > 0 && onDelete === "delete" && sharedValues(context.kind, before, after).length > 0);
  if (replaces.length > 0)
    await refuseLosses(context, ref, whereItStands(context.kind, before, after), after, deleteBeforeReplace);
  else if (changed.some((name) => context.kind.parentFields.includes(name) && !isUnknown(after[name])))
    await context.calls.refuseMove?.(ref, after);
  const refused = added.length > 0 ? checkDeclaration(context.kind, after, true, context.secretFields.of(after)) : [];
  // The old account would be deleted first, and then no new one could be made: only the look at the cloud shows a creation.
  if (refused.length > 0)
    throw cannotChange(
      `${added.join(" and ")} differs from the cloud, so that a new account is needed, and it could not be created: ${refused.map(describeViolation).join(" ")}`,
      `Declare the value of ${added.join(" and ")} that the cloud has, leave the field out, or complete the declaration.`,
      { user },
    );
  return { changed, replaces, deleteBeforeReplace };
}

/** The same as far as values tell it: what a refresh shows. Nothing is looked at, and nothing is refused. */
export function valueDiff(before: Fields, after: Fields): UserDiff {
  return { changed: changedFields(before, after), replaces: [], deleteBeforeReplace: false };
}

function changedFields(before: Fields, after: Fields): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => isUnknown(after[name]) || !equalValues(before[name], after[name]));
}

/** What is declared now, of an object that stands where it stood: what state does not say of that, the configuration does. */
function whereItStands({ parentFields }: Kind, before: Fields, after: Fields): Fields {
  const declared = Object.entries({ ...before, ...after }).filter(([field]) => !parentFields.includes(field));
  const place = parentFields.flatMap((field) => (before[field] === undefined ? [] : [[field, before[field]] as const]));
  return Object.fromEntries([...declared, ...place]);
}

/** One field of a resource that an update changes. */
export interface FieldChange {
  /** The field, in a set below `users` and the member's name. */
  readonly path: readonly string[];
  readonly kind: "add" | "delete" | "update";
  /** The change needs a new account. */
  readonly replaces: boolean;
}

/** A user's changes field by field. */
export function fieldChanges(diff: UserDiff, before: Fields, after: Fields): readonly FieldChange[] {
  return diff.changed.map((field) => ({
    path: [field],
    kind: !(field in before) ? "add" : field in after ? "update" : "delete",
    replaces: diff.replaces.includes(field),
  }));
}

/** Why a replacement is needed, and what it loses or leaves behind, one line for the preview. */
export function describeReplacement(context: Context, before: Fields, diff: UserDiff): string {
  const reasons = diff.replaces.map((name) => {
    const change = context.kind.fields[name]?.change;
    return change?.kind === "replaces" ? `${name} changes and ${change.because}` : name;
  });
  const onDelete = String(before["onDelete"] ?? "delete");
  if (onDelete !== "delete")
    return `${keyOf(context, before)} stays${onDelete === "disable" ? ", disabled" : ""} (onDelete: ${JSON.stringify(onDelete)}), and a new ${thingOf(context.kind)} is created beside it: ${reasons.join("; ")}.`;
  const first = context.kind.fields[diff.replaces[0] ?? ""]?.change;
  const loses =
    first?.kind === "replaces"
      ? ` The ${context.kind.token === "User" ? "person" : context.kind.noun} loses ${first.loses}.`
      : "";
  return `${keyOf(context, before)} will be deleted and created again: ${reasons.join("; ")}.${loses}`;
}

/** Fields that no action changes and that are declared for the first time: only the cloud can tell whether they differ. */
export function newlyDeclared(kind: Kind, before: Fields, after: Fields): readonly (readonly [string, FieldSpec])[] {
  return Object.entries(kind.fields).filter(
    ([name, spec]) => spec.change.kind === "replaces" && name in after && !(name in before),
  );
}

async function newlyReplacing(
  context: Context,
  ref: UserRef,
  before: Fields,
  after: Fields,
  sweep: boolean,
): Promise<readonly string[]> {
  const added = newlyDeclared(context.kind, before, after);
  if (added.length === 0) return [];
  const observed = await context.calls.read(ref, new Set(Object.keys(after)), { sweep, user: before });
  if (observed === undefined) return [];
  return added
    .filter(([name, spec]) => isUnknown(after[name]) || !agrees(spec, after[name], observed.fields[name]))
    .map(([name]) => name);
}
