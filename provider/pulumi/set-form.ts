import { RollcallError } from "../model/error";
import { composed } from "../model/compare";
import { withoutUndefined } from "../lifecycle/outputs";
import type { Kind } from "../model/kind";
import { type Bag, type Fields, type Json, record, records, UNKNOWN } from "../model/values";
import type { Properties } from "./contract";
import { readMember, writeMember } from "./member-text";
import { isEnvelope } from "./sealed";

/**
 * How a set crosses the engine, in inputs and outputs: `users` holds one text for each member, and beside it stand what must
 * not be in a text: `secrets`, by member and field, each value a secret of its own, and `linked`, values that depend on
 * other resources, so that a preview shows what it knows of everybody. What a set declares for all members, and what only
 * outputs have, stand as they are. States that were written before hold an object for each member, and secrets in it.
 */
export const SECRETS = "secrets";
export const LINKED = "linked";
export const FORM = "__form";

/** Changes with every change of the form that an older Rollcall would misread. */
export const VERSION = 1;

/** Where a value of a member stands. */
export type Place = "text" | typeof SECRETS | typeof LINKED;

/** Tells where a value of a member stands. */
export type PlaceOf = (member: string, field: string, value: Json) => Place;

/** Members damaged that are named before the rest is counted. */
const NAMED = 5;

/**
 * A set with an object of all fields for each member, whatever form its inputs or outputs have. Values that are hidden as a
 * whole or not known yet stay what they are.
 * @param what names the set in an error
 * @throws RollcallError ERR_STATE naming the members whose texts are damaged, or the version that this Rollcall cannot read.
 */
export function readSet(properties: Properties, what = "the set"): Properties {
  const read = known.get(properties) ?? parsedSet(properties, what);
  known.set(properties, read);
  return read;
}

/** An operation reads the same inputs in several steps. */
const known = new WeakMap<Properties, Properties>();

function parsedSet(properties: Properties, what: string): Properties {
  const { users, [SECRETS]: secrets, [LINKED]: linked, [FORM]: version, ...rest } = properties;
  if (version !== undefined && version !== VERSION) throw otherVersion(what, version);
  if (typeof users !== "object" || users === null || Array.isArray(users) || isEnvelope(users))
    return users === undefined ? rest : { ...rest, users };
  const damaged: string[] = [];
  const [hidden, later] = [record(secrets), record(linked)];
  const names = new Set<string>();
  const members = Object.entries(users).map(([name, value]): [string, unknown] => {
    if (names.size === names.add(name.normalize("NFC")).size)
      damaged.push(`users.${name} is there twice, in two Unicode forms of one name`);
    if (typeof value !== "string" || value === UNKNOWN) return [name, value];
    const read = readMember(value);
    if ("damage" in read) damaged.push(`users.${name} ${read.damage}`);
    const own = "fields" in read ? read.fields : {};
    const beside = hidden[name] !== undefined || later[name] !== undefined;
    return [name, beside ? { ...own, ...record(later[name]), ...record(hidden[name]) } : own];
  });
  if (damaged.length > 0) throw unreadable(what, damaged);
  return { ...rest, users: Object.fromEntries(members) };
}

/**
 * A set of state, of which must be known whose account each member is: another id would find nobody, and a deletion would pass for done.
 * @param outputs with an object of all fields for each member
 * @throws RollcallError ERR_STATE naming the members that lack an id
 */
export function requireIds({ idOutput, naturalKey }: Kind, outputs: Properties, what = "the set"): void {
  const ids = record(outputs["ids"]);
  const isId = (id: unknown): boolean => typeof id === "string" && id !== "";
  const lacking =
    idOutput === naturalKey || isEnvelope(outputs["users"])
      ? []
      : Object.keys(record(outputs["users"])).flatMap((name) =>
          isId(ids[name]) ? [] : [`users.${name} has no id in ids`],
        );
  const left = records(outputs["leaving"]).flatMap(({ id }) => (isId(id) ? [] : ["an account in leaving has no id"]));
  if (lacking.length + left.length > 0) throw unreadable(what, [...lacking, ...left]);
}

/** The values of members that stand beside their texts, by place, as far as they are shown. */
export function besideTexts(properties: Properties, place: Exclude<Place, "text">): (member: string) => Bag {
  const members = record(properties[place]);
  return (member) => record(Object.hasOwn(members, member) ? members[member] : undefined);
}

/**
 * A set's inputs or outputs in the form that {@link readSet} reads.
 * @param properties with an object of all fields for each member
 * @param texts of members as they are written already
 * @param mark marks a secret for the engine; as it is by default, where the engine does so itself
 */
export function writeSet(
  { users, ...rest }: Fields,
  placeOf: PlaceOf,
  mark: (value: Json) => Json = (value) => value,
  texts: ReadonlyMap<string, string> = new Map(),
): Fields {
  const secrets: [string, Fields][] = [];
  const linked: [string, Fields][] = [];
  const written = Object.entries(record(users)).map(([name, own]): [string, string] => {
    const fields = withoutUndefined(record(own));
    const isWhole = Object.keys(fields).every((field) => placeOf(name, field, fields[field] ?? null) === "text");
    if (isWhole) return [name, texts.get(name) ?? writeMember(fields)];
    const places = Object.entries(fields).map(([field, value]) => [placeOf(name, field, value), field, value] as const);
    const at = (wanted: Place): readonly (readonly [string, Json])[] =>
      Object.entries(composedFields(places.flatMap(([place, ...field]) => (place === wanted ? [field] : []))));
    const hidden = at(SECRETS).map(([field, value]): [string, Json] => [field, mark(value)]);
    const later = at(LINKED);
    if (hidden.length > 0) secrets.push([name, Object.fromEntries(hidden)]);
    if (later.length > 0) linked.push([name, Object.fromEntries(later)]);
    return [name, texts.get(name) ?? writeMember(Object.fromEntries(at("text")))];
  });
  return {
    ...rest,
    [FORM]: VERSION,
    users: Object.fromEntries(written),
    ...(secrets.length > 0 && { [SECRETS]: Object.fromEntries(secrets) }),
    ...(linked.length > 0 && { [LINKED]: Object.fromEntries(linked) }),
  };
}

function composedFields(fields: readonly (readonly [string, Json])[]): Fields {
  return withoutUndefined(record(composed(Object.fromEntries(fields))));
}

function unreadable(what: string, damaged: readonly string[]): RollcallError {
  const more = damaged.length > NAMED ? `; and ${damaged.length - NAMED} more` : "";
  return new RollcallError({
    code: "ERR_STATE",
    summary: `${what} cannot be read: ${damaged.slice(0, NAMED).join("; ")}${more}. Nothing was changed`,
    remedy:
      "Restore the stack's state as it was before the damage: pulumi stack import --file with an earlier pulumi stack export, or an earlier checkpoint of the backend.",
  });
}

function otherVersion(what: string, version: unknown): RollcallError {
  const written = typeof version === "number" ? `form ${version}` : "a form without a number";
  return new RollcallError({
    code: "ERR_STATE",
    summary: `${what} was written in ${written}, and this version of Rollcall reads form ${VERSION}. Nothing was changed`,
    remedy: "Install the version of Rollcall that last ran pulumi up on this stack, or a newer one.",
  });
}
