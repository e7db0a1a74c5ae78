import type * as pulumi from "@pulumi/pulumi";
import { text } from "../../../provider/model/values";
import { accountName } from "./managed-users";

/** The account that the resource or a component around it names. */
export function providerOf({ provider, parent }: pulumi.CustomResourceOptions): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider("pulumi-nodejs:dynamic:Resource");
}

/**
 * Watches which account a resource has, by its own option or that of a component around it. An account whose settings come from resources
 * of the program is registered after them, and they only after the judgement, so that its URN is known too late.
 */
export function accountOf(opts: pulumi.CustomResourceOptions): () => string | undefined {
  const own = providerOf(opts);
  let name = own === undefined ? "default" : text(Reflect.get(own, "__name"));
  own?.urn.apply((urn) => (name = accountName(urn)));
  return () => name;
}
