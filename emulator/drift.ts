/** What may be set behind the provider's back: for each wire name, how the value lands in the record. */
export type DriftFields<T> = Readonly<Record<string, (value: unknown) => Partial<T>>>;

/** A drift or control request that makes no sense; the control API answers it with 400. */
export class ControlError extends Error {}

/** Applies `set` to a record. Throws {@link ControlError} for a name that is not a field. */
export function applyDrift<T extends object>(
  record: T,
  set: Readonly<Record<string, unknown>>,
  fields: DriftFields<T>,
): T {
  return Object.entries(set).reduce((changed, [name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined)
      throw new ControlError(`unknown field "${name}"; known fields: ${Object.keys(fields).join(", ")}`);
    return { ...changed, ...field(value) };
  }, record);
}

/** A text, or nothing for null and "". */
export function optionalText(name: string, value: unknown): string | undefined {
  if (value === null || value === "") return undefined;
  return text(name, value);
}

export function text(name: string, value: unknown): string {
  if (typeof value !== "string") throw new ControlError(`${name} must be a text`);
  return value;
}

export function flag(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") throw new ControlError(`${name} must be true or false`);
  return value;
}

export function texts(name: string, value: unknown): string[] {
  if (!Array.isArray(value)) throw new ControlError(`${name} must be a list of texts`);
  return value.map((member) => text(name, member));
}

export function integer(name: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new ControlError(`${name} must be an integer`);
  return value;
}
