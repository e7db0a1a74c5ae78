import type { Kind } from "../model/kind";
import type { Bag, Fields, Json, UserRef } from "../model/values";

/**
 * What state keeps of a user: the declared fields, so that a refresh can rebuild the inputs without adding any, the id under
 * the directory's own name, what the directory computes, and whether the account was taken over.
 */
export function toOutputs(kind: Kind, ref: UserRef, declared: Fields, computed: Bag, adopted: boolean): Fields {
  return withoutUndefined({ ...declared, ...computed, [kind.idOutput]: ref.id, ...(adopted && { adopted: true }) });
}

/** The declared fields among a resource's inputs or outputs. */
export function declaredOf(kind: Kind, properties: Bag): Fields {
  // What is declared alone stays the same object, so that members of a large set compare by reference.
  if (Object.keys(properties).every((name) => Object.hasOwn(kind.fields, name))) return withoutUndefined(properties);
  return withoutUndefined(
    Object.fromEntries(Object.entries(properties).filter(([name]) => Object.hasOwn(kind.fields, name))),
  );
}

/** Whether state says that the account was taken over rather than created. */
export function wasAdopted(properties: Bag): boolean {
  return properties["adopted"] === true;
}

/**
 * Properties without `undefined` at any depth and with nothing but JSON: one `undefined` among the outputs makes the engine's
 * host fail after the user exists. What is clean is not copied.
 */
export function withoutUndefined(properties: Bag): Fields {
  if (isClean(properties)) return properties;
  const clean: [string, Json][] = [];
  for (const [name, value] of Object.entries(properties)) {
    const json = toJson(value);
    if (json !== undefined) clean.push([name, json]);
  }
  return Object.fromEntries(clean);
}

function isClean(properties: Bag): properties is Fields {
  return Object.values(properties).every(isJson);
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.values(value).every(isJson);
}

function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  // An item that is no value (Python's NaN) keeps its place and is refused: a list without it says something else.
  if (Array.isArray(value)) return value.flatMap((member) => (member === undefined ? [] : [toJson(member) ?? null]));
  return typeof value === "object" ? withoutUndefined(Object.fromEntries(Object.entries(value))) : undefined;
}
