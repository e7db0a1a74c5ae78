import { composed, foldedKey } from "../../model/compare";
import { type Bag, type Fields, record, UNKNOWN } from "../../model/values";
import { type Kind, kindId, parentOf } from "../../model/kind";
import { declaredOf } from "../outputs";

/** One person of a set. */
export interface Member {
  /** The member's stable name in the set. */
  readonly name: string;
  /** What the member itself declares. */
  readonly own: Fields;
  /** All that holds for the member: what it declares, what the set declares for everybody, and its name as natural key. */
  readonly fields: Fields;
}

/** Many people declared together. */
export interface UserSet {
  /** Fields for every member that does not declare them itself. */
  readonly shared: Fields;
  readonly members: ReadonlyMap<string, Member>;
}

/**
 * The people that a set's inputs or outputs name. Fields that the directory does not know are left out, and so is whatever a
 * preview cannot know yet; the check has reported the former.
 */
export function setOf(kind: Kind, properties: Bag): UserSet {
  const shared = declaredOf(kind, properties);
  return newSet(
    kind,
    shared,
    Object.entries(record(properties["users"])).map(([name, own]) => [name, declaredOf(kind, record(own))]),
  );
}

/** A set of what is declared for everybody and of what each member declares. */
export function newSet(kind: Kind, shared: Fields, members: Iterable<readonly [string, Fields]>): UserSet {
  const common = JSON.stringify(shared);
  const named = [...members].map(
    ([name, own]) => [name, { name, own, fields: fieldsOf(kind, shared, common, name, own) }] as const,
  );
  return { shared, members: new Map(named) };
}

/** All that holds for members, by what they declare: texts of the same words are one object, and so is what follows from it. */
const whole = new WeakMap<
  Fields,
  { readonly kind: Kind; readonly common: string; readonly name: string; readonly fields: Fields }
>();

function fieldsOf(kind: Kind, shared: Fields, common: string, name: string, own: Fields): Fields {
  const known = whole.get(own);
  if (known?.kind === kind && known.common === common && known.name === name) return known.fields;
  const fields = { ...inherited(kind, shared, name), ...own };
  whole.set(own, { kind, common, name, fields });
  return fields;
}

/** What a member of this name need not declare itself. */
export function inherited(kind: Kind, shared: Fields, name: string): Fields {
  return { ...shared, [kind.naturalKey]: name };
}

/** Where a user lives: its natural key and its parents. Two users of one place are one account, whatever the Unicode form of its name. */
export function placeOf(kind: Kind, fields: Fields): string {
  const parents = kind.parentFields.map((field) => parentOf(kind, fields, field));
  return JSON.stringify([fields[kind.naturalKey] ?? null, ...parents].map((value) => composed(value)));
}

/** The same among objects of every kind. */
export function kindPlaceOf(kind: Kind, fields: Fields): string {
  return `${kindId(kind)} ${placeOf(kind, fields)}`;
}

/** A place for any spelling of the key; see {@link foldedKey}. */
export function foldedPlaceOf(kind: Kind, fields: Fields): string {
  const { [kind.naturalKey]: key } = fields;
  return placeOf(kind, typeof key === "string" ? { ...fields, [kind.naturalKey]: foldedKey(key) } : fields);
}

/** Whether a preview cannot tell yet who is in the set, or what all of a member is. */
export function isOpen(properties: Bag): boolean {
  const { users } = properties;
  return users === UNKNOWN || Object.values(record(users)).includes(UNKNOWN);
}
