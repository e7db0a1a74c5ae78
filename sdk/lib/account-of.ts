import type * as pulumi from "@pulumi/pulumi";
import { accountName } from "./managed-users";

/** The account that the resource or a component around it names. */
export function providerOf({ provider, parent }: pulumi.CustomResourceOptions): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider("pulumi-nodejs:dynamic:Resource");
}

/** Watches which account a resource has, by its own option or that of a component around it. */
export function accountOf(opts: pulumi.CustomResourceOptions): () => string | undefined {
  const own = providerOf(opts);
  let name = own === undefined ? "default" : undefined;
  own?.urn.apply((urn) => (name = accountName(urn)));
  return () => name;
}
