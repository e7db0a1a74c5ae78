import * as pulumi from "@pulumi/pulumi";
import { isPluginType, parentTypesOf, readUrn } from "../../../provider/pulumi/names";

/** Where the engine finds a resource of a program again: by what its URN says of it. */
export interface Places {
  /** Names that the resource had before, from its `aliases` option. Aliases still being computed by the program are left out. */
  readonly aliases: readonly string[];
  /** The types of the resources around it, as a URN has them, now and by its aliases; `undefined` when that cannot be told. */
  parents(): readonly string[] | undefined;
}

/** Watches the options of a resource until its places are asked for. */
export function placesOf({ aliases, parent }: pulumi.CustomResourceOptions): Places {
  const given: readonly unknown[] = Array.isArray(aliases) ? aliases : [];
  const own = parentTypes(parent);
  return {
    aliases: given.flatMap(aliasName),
    parents() {
      const current = own();
      // A parent's aliases count for its children too, and only the engine knows what comes of them.
      const former = inheritsAliases(parent) ? [undefined] : given.map((alias) => aliasParents(alias, current));
      const all = [current, ...former];
      return all.some((types) => types === undefined) ? undefined : all.flatMap((types) => types ?? []);
    },
  };
}

/** Whether an alias names a resource of the plugin, so that Pulumi takes both for one, or may do so: some are told later. */
export function mayNamePlugin({ aliases = [] }: pulumi.CustomResourceOptions): boolean {
  const given: unknown = aliases;
  if (!Array.isArray(given)) return true;
  return given.some((alias: unknown) => {
    if (typeof alias === "string") return isPluginType(readUrn(alias).types.at(-1) ?? "");
    if (typeof alias !== "object" || alias === null || pulumi.Output.isInstance(alias) || alias instanceof Promise)
      return true;
    return "type" in alias && (typeof alias.type !== "string" || isPluginType(alias.type));
  });
}

const STACK = "pulumi:pulumi:Stack";

/** Watches a parent's URN; what the function returns knows it as soon as the engine has told it. */
function parentTypes(parent: pulumi.Resource | undefined): () => string | undefined {
  if (parent === undefined) return () => "";
  let known: string | undefined;
  parent.urn.apply((urn) => (known = typesIn(urn)));
  return () => known;
}

/** What a child's URN says of a parent with this URN. */
function typesIn(parentUrn: string): string {
  const types = readUrn(parentUrn).types.join("$");
  return types === STACK ? "" : types;
}

function aliasName(alias: unknown): readonly string[] {
  if (typeof alias === "string") return [readUrn(alias).name];
  if (typeof alias === "object" && alias !== null && "name" in alias && typeof alias.name === "string")
    return [alias.name];
  return [];
}

function aliasParents(alias: unknown, current: string | undefined): string | undefined {
  if (typeof alias === "string") return parentTypesOf(alias);
  if (typeof alias !== "object" || alias === null || alias instanceof Promise) return undefined;
  if ("parent" in alias)
    return alias.parent === undefined ? "" : typeof alias.parent === "string" ? typesIn(alias.parent) : undefined;
  return "name" in alias ? current : undefined;
}

function inheritsAliases(parent: pulumi.Resource | undefined): boolean {
  return (
    parent !== undefined && "__aliases" in parent && Array.isArray(parent.__aliases) && parent.__aliases.length > 0
  );
}
