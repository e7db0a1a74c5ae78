import * as pulumi from "@pulumi/pulumi";
import { readUrn } from "../../../provider/pulumi/names";

/**
 * The resources from which an output has its value; none where it has no value, as after a failure. The engine's library keeps that to
 * itself; where it does not tell, the answer is none.
 */
export async function sourcesOf(output: object): Promise<readonly pulumi.Resource[]> {
  if (!(await isKnown(output))) return [];
  const ask: unknown = Reflect.get(output, "allResources");
  const found: unknown = typeof ask === "function" ? await Reflect.apply(ask, output, []) : undefined;
  return found instanceof Set ? [...found].filter((one) => pulumi.Resource.isInstance(one)) : [];
}

/**
 * Why a declaration must not go in an update: a value of it comes from a new resource that the run leaves out (`--target`). The engine gives no
 * value then, and a unit, group or password would be missing without a word; it refuses that itself in a preview alone.
 */
export async function leftOut(sources: () => Promise<readonly pulumi.Resource[]>): Promise<string | undefined> {
  if (pulumi.runtime.isDryRun()) return undefined;
  for (const source of new Set(await sources())) {
    if (!pulumi.CustomResource.isInstance(source) || !(await lacksId(source))) continue;
    const { types, name } = readUrn(await urnOf(source));
    const type = types.at(-1)?.replace(/^pulumi-nodejs:dynamic\/rollcall\//, "") ?? "a resource";
    return `it depends on ${type} ${JSON.stringify(name)}, which is new and left out of this run (--target or --exclude), so that the value is missing. Target that one as well, or run without the option.`;
  }
  return undefined;
}

/** Resources inside a component of another language stand for a dependency alone: only their URN is told, and the engine waits for them. */
export async function lacksId(resource: pulumi.CustomResource): Promise<boolean> {
  const id: unknown = Reflect.get(resource, "id");
  return pulumi.Output.isInstance(id) && !(await isKnown(id));
}

/** Whether an output has a value, or will have one; a preview knows that not of everything. */
export function isKnown(output: object): Promise<boolean> {
  const known: unknown = Reflect.get(output, "isKnown");
  return known instanceof Promise ? known.then((is) => is !== false) : Promise.resolve(true);
}

export function urnOf({ urn }: pulumi.Resource): Promise<string> {
  return new Promise((resolve) => urn.apply(resolve));
}
