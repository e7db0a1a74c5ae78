import * as pulumi from "@pulumi/pulumi";

/**
 * A resource name in Unicode normal form C, with the forms under which the same letters may stand in the stack's state as
 * aliases: a program whose text was decomposed or composed by an editor names the same resource as before.
 */
export function composedName(
  name: string,
  opts: pulumi.CustomResourceOptions,
): { readonly name: string; readonly opts: pulumi.CustomResourceOptions } {
  const composed = name.normalize("NFC");
  const others = [...new Set([name, name.normalize("NFD")])].filter((form) => form !== composed);
  return {
    name: composed,
    opts: others.length === 0 ? opts : pulumi.mergeOptions(opts, { aliases: others.map((form) => ({ name: form })) }),
  };
}
