import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import type { Kind } from "../../provider/model/kind";
import { record } from "../../provider/model/values";
import { judgedInput } from "../../provider/pulumi/judged";
import type { Declared } from "./pending";
import { plain } from "./watch-values";

/** A resource of ours has transforms of its own, and its children inherit them. */
let haveSome = false;

/** Notes the transforms of a resource of ours: the engine's library may send them after its inputs. */
export function noteTransforms({ transforms = [] }: pulumi.CustomResourceOptions): void {
  haveSome ||= transforms.length > 0;
}

/**
 * Whether resource transforms may change a declaration after it has been judged. The engine calls them through a server that its library
 * starts for the first of them, or of the hooks.
 */
export function mayTransform(): boolean {
  return haveSome || callbacks() !== undefined;
}

/** A library that keeps no such server calls no transforms. */
function callbacks(): unknown {
  const { getStore } = record(state);
  return typeof getStore === "function" ? record(getStore())["callbacks"] : undefined;
}

/** What the provider is told of a declaration as it was judged. */
export async function judged(
  kind: Kind,
  {
    inputs,
    known,
    secrets,
  }: Pick<Declared, "known" | "secrets"> & { readonly inputs: Readonly<Record<string, unknown>> },
  { ignoreChanges = [] }: pulumi.CustomResourceOptions,
): Promise<Readonly<Record<string, string>>> {
  // Resolves when the values of other resources are there, or a preview cannot know them.
  await pulumi.isSecret(pulumi.output(inputs));
  await new Promise(setImmediate);
  const values = known();
  const hidden = secrets().flatMap((path) => (path.length === 1 ? path : []));
  const always = Object.entries(kind.fields).flatMap(([field, { secret }]) => (secret === true ? [field] : []));
  const told = Object.entries(inputs).map(([name, value]) => [name, plain(value) ?? values[name]] as const);
  return judgedInput(Object.fromEntries(told), [...ignoreChanges, ...hidden, ...always]);
}
