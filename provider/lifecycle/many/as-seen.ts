import { agrees } from "../../model/compare";
import { isReadable } from "../../model/field";
import { only } from "../../model/values";
import type { Context } from "../context";
import { refOf } from "../read";
import type { Member } from "./members";
import type { Managed } from "./state";

/**
 * A member with what its account has now of the fields that are declared. A run that was killed may have given the account an address or
 * number of which state knows nothing, and for which somebody else of the set waits. Where the account cannot be seen, state counts.
 */
export async function asSeen(context: Context, before: Managed, { fields }: Member): Promise<Managed> {
  const ref = refOf(context, before.id, before.fields);
  const wanted = new Set(Object.keys(fields));
  const observed = await context.calls
    .read(ref, wanted, { sweep: false, user: before.fields, former: [] })
    .catch(() => undefined);
  if (observed === undefined) return before;
  const seen = only(observed.fields, (value, field) => {
    const spec = context.kind.fields[field];
    return wanted.has(field) && spec !== undefined && isReadable(spec) && !agrees(spec, before.fields[field], value);
  });
  return { ...before, fields: { ...before.fields, ...seen } };
}
