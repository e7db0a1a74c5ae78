import { enabling, isDisabled } from "../../provider/lifecycle/access";
import type { Kind } from "../../provider/model/kind";
import { type Fields, isUnknown } from "../../provider/model/values";
import { holdsSecret, keyText } from "../report/field-values";
import { listed, type Text } from "../report/text";

/** What an update would do to one person, group or unit in one directory. */
export interface Movement {
  readonly move: "joins" | "leaves" | "replaced" | "changes" | "unchanged";
  readonly kind: Kind;
  /** Name of the resource after the update, and before it where an alias renamed it. */
  readonly resource: string;
  readonly formerResource: string;
  /** The directory's id of what the resource stands for, where it exists already. */
  readonly id?: string;
  /** Name among the members of a set; absent for a resource of its own. */
  readonly member?: string;
  /** What is declared before and after; empty on the side where the person is not managed. */
  readonly before: Fields;
  readonly after: Fields;
  /** Fields that the engine says differ: the only sign of a secret that changes. */
  readonly touched: ReadonlySet<string>;
  /** Fields for which a new account is needed; empty when the program or the command line asked for it. */
  readonly replacedBy: readonly string[];
  /** The last day, `yyyy-MM-dd`, of somebody who leaves because it is over. */
  readonly lastDay?: string;
  /** Groups that others gave this person and that the update would end. */
  readonly endedMemberships?: readonly string[];
  /** URNs of groups and units that the update makes and unknown fields depend on, by field. */
  readonly awaited?: ReadonlyMap<string, readonly string[]>;
  /** The engine refuses to delete the resource. */
  readonly protect: boolean;
  /** The engine forgets the resource without deleting the account. */
  readonly retain: boolean;
  /** Taken under management with `import`, without a call. */
  readonly imported: boolean;
  /** An earlier run has put another in its place and could not delete it. */
  readonly leftOver?: boolean;
}

/** The natural key of a person before or after; `undefined` when it is not managed then, not known yet, or a secret. */
export function keyIn({ kind, member, resource }: Movement, fields: Fields): string | undefined {
  if (Object.keys(fields).length === 0) return undefined;
  const key = fields[kind.naturalKey];
  if (isUnknown(key) || holdsSecret(key)) return undefined;
  return typeof key === "string" ? key : (member ?? resource);
}

/** The key people know somebody by: the present one for those who are managed, else the new one, else the resource's name. */
export function keyOf(movement: Movement): string {
  return keyIn(movement, movement.before) ?? keyIn(movement, movement.after) ?? movement.member ?? movement.resource;
}

/** Whether what exists already is taken over. */
export function takesOver({ imported, after }: Movement): boolean {
  return imported || after["onExisting"] === "adopt";
}

/** What happens to the account of somebody who leaves or is replaced, or to a group or unit. */
export function fateOf({ before, retain }: Movement): "delete" | "disable" | "retain" {
  const onDelete = before["onDelete"];
  if (retain || onDelete === "retain") return "retain";
  return onDelete === "disable" ? "disable" : "delete";
}

/** Whether an account, a group or a unit ends, for good or for a new one. Where `onDelete` keeps it, the new one stands beside it. */
export function endsAccount(movement: Movement): boolean {
  return (movement.move === "leaves" || movement.move === "replaced") && fateOf(movement) === "delete";
}

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

/** Whether the provider enables a disabled account without being told: with `onDelete: "disable"` people leave by being disabled, so a declared one is back. */
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

/** `1 person`, `3 people`: the subject of a sentence that holds for one and for many (`would`, `will`). */
export function people(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}

/** Keys in a row, and how many more there are. */
export function names(movements: readonly Movement[]): Text {
  return listed(movements.map((movement) => keyText(movement.kind, keyOf(movement))));
}
