import type { Directory } from "../../model/directory";
import { UNKNOWN } from "../../model/unknown";
import type { Fields } from "../../model/values";
import type { Served } from "./served";

/** What a preview can tell of a resource that is not there yet: all that is declared, and what of the rest is certain. */
export function createdPreview({ directory, kind }: Served, inputs: Fields): Fields {
  const computed = Object.keys(directory.computed ?? {}).map((name) => [name, UNKNOWN] as const);
  if (kind === "UserSet") return { ...inputs, ...(idIsKey(directory) ? {} : { ids: UNKNOWN }) };
  const id = idIsKey(directory) ? (inputs[directory.naturalKey] ?? UNKNOWN) : UNKNOWN;
  return { ...inputs, ...Object.fromEntries(computed), [directory.idOutput]: id };
}

/** The same of one that would be updated: who it is and what the directory computes stays. */
export function updatedPreview({ directory, kind }: Served, olds: Fields, inputs: Fields): Fields {
  const kept = kind === "UserSet" ? ["ids", "adopted"] : [directory.idOutput, "adopted"];
  const names = [...kept, ...Object.keys(directory.computed ?? {})];
  return {
    ...Object.fromEntries(names.flatMap((name) => (olds[name] === undefined ? [] : [[name, olds[name]]]))),
    ...inputs,
    // Members who join get ids of their own.
    ...(kind === "UserSet" && !idIsKey(directory) && { ids: UNKNOWN }),
  };
}

function idIsKey({ naturalKey, idOutput }: Directory): boolean {
  return naturalKey === idOutput;
}
