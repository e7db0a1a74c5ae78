import type * as pulumi from "@pulumi/pulumi";
import { isPlain } from "./declaration";

type Inputs = Readonly<Record<string, unknown>>;

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
 * The transformations of a resource that is being constructed, ours behind the others. The engine's library assigns the list to the resource
 * and then calls them in order; they may construct other resources, and children of the resource inherit them.
 */
export function withLast(
  resource: pulumi.Resource,
  transformations: readonly pulumi.ResourceTransformation[],
): readonly pulumi.ResourceTransformation[] {
  const last = waiting;
  waiting = undefined;
  if (last === undefined || transformations.length === 0) return transformations;
  return [...transformations, (made) => (made.resource === resource ? last(made) : undefined)];
}

/** The arguments of a declaration with what transformations changed, or `undefined` where they left all `inputs` as they were. */
export function transformedArgs(args: Inputs, inputs: Inputs, left: Inputs): Inputs | undefined {
  const names = [...new Set([...Object.keys(inputs), ...Object.keys(left)])];
  const changed = names.filter((name) => !name.startsWith("__") && inputs[name] !== left[name]);
  if (changed.length === 0) return undefined;
  const entries = changed.map((name) => [name, asWritten(args[name], inputs[name], left[name])] as const);
  return { ...args, ...Object.fromEntries(entries) };
}

/** Members of a set are written as texts: one that no transformation changed is declared as the program wrote it. */
function asWritten(written: unknown, input: unknown, left: unknown): unknown {
  if (!isPlain(written) || !isPlain(input) || !isPlain(left)) return left;
  return Object.fromEntries(
    Object.entries(left).map(([name, value]) => [name, value === input[name] ? written[name] : value]),
  );
}
