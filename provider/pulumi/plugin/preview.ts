import type { Kind } from "../../model/kind";
import { type Fields, UNKNOWN } from "../../model/values";
import type { Served } from "./served";

/** What a preview can tell of a resource that is not there yet: all that is declared, and what of the rest is certain. */
export function createdPreview({ kind, many }: Served, inputs: Fields): Fields {
  const computed = Object.keys(kind.computed ?? {}).map((name) => [name, UNKNOWN] as const);
  if (many) return { ...inputs, ...(idIsKey(kind) ? {} : { ids: UNKNOWN }) };
  const id = idIsKey(kind) ? (inputs[kind.naturalKey] ?? UNKNOWN) : UNKNOWN;
  return { ...inputs, ...Object.fromEntries(computed), [kind.idOutput]: id };
}

/** The same of one that would be updated: who it is and what the directory computes stays. */
export function updatedPreview({ kind, many }: Served, olds: Fields, inputs: Fields): Fields {
  const kept = many ? ["ids", "adopted"] : [kind.idOutput, "adopted"];
  const names = [...kept, ...Object.keys(kind.computed ?? {})];
  return {
    ...Object.fromEntries(names.flatMap((name) => (olds[name] === undefined ? [] : [[name, olds[name]]]))),
    ...inputs,
    // Members who join get ids of their own.
    ...(many && !idIsKey(kind) && { ids: UNKNOWN }),
  };
}

function idIsKey({ naturalKey, idOutput }: Kind): boolean {
  return naturalKey === idOutput;
}
