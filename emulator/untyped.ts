/** A JSON object, of whose members nobody has looked at the values yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value that a text holds as JSON; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is an object of JSON: no list, and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of a JSON object; `undefined` where there is none, or no object. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A text property of whatever was thrown. Errors of another realm (a vm context) are no `instanceof Error` here. */
export function errorText(error: unknown, property: "message" | "code"): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === "string" ? value : undefined;
}
