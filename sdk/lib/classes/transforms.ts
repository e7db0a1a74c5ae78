import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import type { Kind } from "../../../provider/model/kind";
import { type Bag, mapped, record } from "../../../provider/model/values";
import { judgedInput } from "../../../provider/pulumi/judged";
import { isPlain } from "./declaration";
import type { Declared } from "../gate/pending";
import { plain } from "./watch-values";

/** What looks at the resource whose constructor runs next. */
let waiting: pulumi.ResourceTransformation | undefined;

/**
 * Has `last` look at the inputs and options that the program's transformations leave of the next resource. What a transformation declares
 * counts like what the program wrote: it is checked, compared and kept secret.
 * @param last `undefined` once the resource is made
 */
export function lookLast(last: pulumi.ResourceTransformation | undefined): void {
  waiting = last;
}

/**
 * The transformations of a resource that is being constructed, Rollcall's behind the others. The engine's library assigns the list to the resource
 * and then calls them in order; they may construct other resources, and children of the resource inherit them.
 */
export function withLast(
  resource: pulumi.Resource,
  transformations: readonly pulumi.ResourceTransformation[],
): readonly pulumi.ResourceTransformation[] {
  const last = waiting;
  waiting = undefined;
  if (last === undefined) return transformations;
  return [...transformations, (made) => (made.resource === resource ? last(made) : undefined)];
}

/** The arguments of a declaration with what transformations changed, or `undefined` where they left all `inputs` as they were. */
export function transformedArgs(args: Bag, inputs: Bag, left: Bag): Bag | undefined {
  const names = [...new Set([...Object.keys(inputs), ...Object.keys(left)])];
  const changed = names.filter((name) => !name.startsWith("__") && inputs[name] !== left[name]);
  if (changed.length === 0) return undefined;
  const entries = changed.map((name) => [name, asWritten(args[name], inputs[name], left[name])] as const);
  return { ...args, ...Object.fromEntries(entries) };
}

/** Members of a set are written as texts: one that no transformation changed is declared as the program wrote it. */
function asWritten(written: unknown, input: unknown, left: unknown): unknown {
  if (!isPlain(written) || !isPlain(input) || !isPlain(left)) return left;
  return mapped(left, (value, name) => (value === input[name] ? written[name] : value));
}

/** Whether a resource of Rollcall has transforms of its own, which its children inherit. */
let haveSome = false;

/** Notes the transforms of a resource of Rollcall: the engine's library may send them after its inputs. */
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
    sent,
    known,
    secrets,
  }: Pick<Declared, "known" | "secrets"> & Readonly<Record<"inputs", Bag> & Partial<Record<"sent", Bag>>>,
  { ignoreChanges = [] }: pulumi.CustomResourceOptions,
): Promise<Readonly<Record<string, string>>> {
  // Resolves when the values of other resources are there, or a preview cannot know them.
  await pulumi.isSecret(pulumi.output(inputs));
  await new Promise(setImmediate);
  const values = known();
  const hidden = secrets().flatMap((path) => (path.length === 1 ? path : []));
  const always = Object.entries(kind.fields).flatMap(([field, { secret }]) => (secret === true ? [field] : []));
  const all = Object.entries({ ...inputs, ...sent });
  const told = await Promise.all(all.map(async ([name, value]) => [name, plain(await value) ?? values[name]] as const));
  return judgedInput(Object.fromEntries(told), [...ignoreChanges, ...hidden, ...always]);
}
