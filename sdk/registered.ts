import type * as pulumi from "@pulumi/pulumi";

/** Resolves when the engine has answered a resource's registration: in an update it has created or changed it by then. */
export function registered(resource: pulumi.Resource): Promise<void> {
  return new Promise((resolve) => void resource.urn.apply(() => resolve()));
}
