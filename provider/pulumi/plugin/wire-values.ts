import { withoutUndefined } from "../../lifecycle/outputs";
import { type Fields, type Json, record } from "../../model/values";
import { isEnvelope, sealedValue } from "../sealed";
import type { SecretPath } from "../secret-paths";

/** Properties as they are, and where the engine says that they are secret. */
export interface Opened {
  readonly values: Fields;
  readonly secret: readonly SecretPath[];
}

/** Takes the values out of the envelopes in which the engine sends secrets, at any depth, and remembers where they were. */
export function open(properties: unknown): Opened {
  const secret: SecretPath[] = [];
  const walk = (value: unknown, path: SecretPath): unknown => {
    if (isEnvelope(value)) {
      secret.push(path);
      return walk(value.value, path);
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, [...path, name])]));
  };
  return { values: withoutUndefined(record(walk(properties, []))), secret };
}

/**
 * Puts the values at these places into envelopes. What no longer stands at its place takes whatever holds it along: a value
 * that has become part of a text makes the text secret.
 */
export function seal(values: Fields, secret: readonly SecretPath[]): Fields {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sealAt(value, below(secret, name))]));
}

function sealAt(value: Json, paths: readonly SecretPath[]): Json {
  if (paths.length === 0 || isEnvelope(value)) return value;
  if (typeof value !== "object" || value === null || paths.some((path) => path.length === 0)) return sealedValue(value);
  if (Array.isArray(value)) return value.map((item, index) => sealAt(item, below(paths, String(index))));
  return seal(withoutUndefined(record(value)), paths);
}

function below(paths: readonly SecretPath[], name: string): readonly SecretPath[] {
  return paths.flatMap(([first, ...rest]) => (first === name ? [rest] : []));
}
