import type { Context } from "../../lifecycle/context";
import { importUser } from "../../lifecycle/import";
import { declaredOf } from "../../lifecycle/outputs";
import type { Fields } from "../../model/values";
import type { ResourceState } from "./messages";
import type { Served } from "./served";

/** A resource as the cloud has it; `undefined` when there is nobody. Where state declares nothing of a user, it is an import. */
export async function readResource(
  { many, operations }: Served,
  context: Context,
  id: string,
  state: Fields,
): Promise<ResourceState | undefined> {
  if (!many && Object.keys(declaredOf(context.kind, state)).length === 0) {
    const found = await importUser(context, id);
    return found === undefined ? undefined : { id: found.ref.id, properties: found.outputs, inputs: found.inputs };
  }
  const { id: found, props = {}, inputs = {} } = await operations.read(context, id, state);
  return found === undefined ? undefined : { id: found, properties: props, inputs };
}
