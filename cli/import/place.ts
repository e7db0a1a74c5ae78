import type { Context } from "../../provider/lifecycle/context";
import type { Kind } from "../../provider/model/kind";
import type { Observed } from "../../provider/model/values";
import { placeFields } from "../stack/open-account";

/** An instance that the configuration names, as EIAM's, need not stand in every line. */
export function withoutConfiguredPlace({ calls }: Context, kind: Kind, object: Observed): Observed {
  const places = placeFields(kind);
  const rest = Object.fromEntries(Object.entries(object.fields).filter(([field]) => !places.includes(field)));
  return calls.missing?.(rest) === undefined ? { ...object, fields: rest } : object;
}
