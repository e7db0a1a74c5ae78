import type * as pulumi from "@pulumi/pulumi";

/** Names that a resource had before, from its `aliases` option. Aliases still being computed by the program are left out. */
export function aliasNames(aliases: pulumi.CustomResourceOptions["aliases"]): readonly string[] {
  if (!Array.isArray(aliases)) return [];
  return aliases.flatMap((alias: unknown) => {
    if (typeof alias === "string") return [alias.slice(alias.lastIndexOf("::") + 2)];
    if (typeof alias === "object" && alias !== null && "name" in alias && typeof alias.name === "string") return [alias.name];
    return [];
  });
}
