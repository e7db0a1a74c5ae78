import type { Directory } from "../../../provider/model/kind";
import { dynamicSetProvider, type DynamicProvider } from "../../../provider/pulumi/dynamic";
import { readSet } from "../../../provider/pulumi/set-form";
import type { World } from "../directories/harness/world";

/** Properties of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

/** A provider of sets as the host runs it, for the emulator of a world. */
export async function setProvider(directory: Directory, world: World): Promise<DynamicProvider> {
  const provider = dynamicSetProvider(directory.kinds.User, () => world.context());
  await provider.configure({ config: { get: () => undefined } });
  return provider;
}

/** Outputs as the engine gives them back: secrets in clear. */
export function unsealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unsealed);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value && "value" in value) return value.value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unsealed(member)]));
}

/** The same as properties. */
export function outputs(outs: unknown): Properties {
  const plain = unsealed(outs);
  return typeof plain === "object" && plain !== null ? { ...plain } : {};
}

/** The same with an object of all fields for each member. */
export function tree(outs: unknown): Properties {
  return readSet(outputs(outs));
}

/** People by name, `count` of them, from a function of name and index. */
export function people(count: number, person: (name: string, index: number) => Properties): Readonly<Record<string, Properties>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`user_${index}`, person(`user_${index}`, index)]));
}
