import { withoutUndefined } from "../../lifecycle/outputs";
import { kept } from "../../model/kept";
import { type Fields, type Json, record } from "../../model/values";
import { isEnvelope, sealedValue } from "../sealed";
import { type SecretPath, SECRETS_INPUT } from "../program-inputs";

/** Properties as they are, and where the engine says that they are secret. */
export interface Opened {
  readonly values: Fields;
  readonly secret: readonly SecretPath[];
}

/** Takes values out of the envelopes in which the engine sends secrets, at any depth, and remembers where they were. */
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

/** The same without what state of the dynamic host holds besides, for that host alone. */
export function openOwn(properties: unknown): Opened {
  const { values, secret } = open(properties);
  const { __provider: _text, [SECRETS_INPUT]: _paths, ...rest } = values;
  return { values: rest, secret };
}

/**
 * Puts the values at these places into envelopes. What no longer stands at its place takes whatever holds it along: a value
 * that has become part of a text makes the text secret.
 */
export function seal(values: Fields, secret: readonly SecretPath[]): Fields {
  return sealMembers(values, treeOf(secret));
}

/** Places as a tree, so that thousands of them are looked up at once. */
interface Places {
  ends: boolean;
  readonly below: Map<string, Places>;
}

function treeOf(paths: readonly SecretPath[]): Places {
  const root: Places = { ends: false, below: new Map() };
  for (const path of paths) {
    let place = root;
    for (const step of path) place = kept(place.below, step, () => ({ ends: false, below: new Map() }));
    place.ends = true;
  }
  return root;
}

function sealMembers(values: Fields, { below }: Places): Fields {
  if (below.size === 0) return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sealAt(value, below.get(name))]));
}

function sealAt(value: Json, place: Places | undefined): Json {
  if (place === undefined || isEnvelope(value)) return value;
  if (place.ends || typeof value !== "object" || value === null) return sealedValue(value);
  if (Array.isArray(value)) return value.map((item, index) => sealAt(item, place.below.get(String(index))));
  return sealMembers(withoutUndefined(record(value)), place);
}

/** A path as the engine writes it: `users.tom.email`, `users["a.b"].groupIdList[0]`. */
export function pathText(path: readonly string[]): string {
  return path
    .map((step, index) =>
      /^[A-Za-z_$][\w$]*$/.test(step) ? `${index === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`,
    )
    .join("");
}
