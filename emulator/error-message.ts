/** A text property of whatever was thrown. Errors of another realm (a vm context) are no `instanceof Error` here. */
export function errorText(error: unknown, property: "message" | "code"): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === "string" ? value : undefined;
}
