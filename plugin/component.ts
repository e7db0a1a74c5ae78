import type { Bag } from "../provider/model/values";
import * as pulumi from "@pulumi/pulumi";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import type { Opened } from "../provider/pulumi/plugin/wire-values";

/** A component that has been registered. */
export interface Constructed {
  readonly component: pulumi.ComponentResource;
  readonly outputs: Bag;
}

/** What a component is made from. */
export interface ComponentRequest {
  readonly name: string;
  /** Inputs, opened; what is unknown in a preview stands as the engine's sentinel. */
  readonly inputs: Opened;
  readonly opts: pulumi.ComponentResourceOptions;
  /** The reference of the account that the program gives it; empty for the stack's own. */
  readonly account: string;
  /** URN that the component will have. */
  readonly urn: string;
  readonly plugin: Plugin;
  /** To be called as soon as the plugin knows of everybody whom the component is going to declare. */
  told(): void;
}

/** The options that a program gave a component, as the SDK takes them. */
export function componentOptions(request: ConstructRequest): pulumi.ComponentResourceOptions {
  const parent = request.getParent();
  const protect = request.getProtect();
  const retainOnDelete = request.getRetainondelete();
  const dependencies = [...request.getDependenciesList()];
  request.getInputdependenciesMap().forEach((found) => dependencies.push(...found.getUrnsList()));
  return {
    aliases: request.getAliasesList().map(alias),
    dependsOn: [...new Set(dependencies)].map((urn) => new pulumi.DependencyResource(urn)),
    providers: Object.fromEntries(
      request
        .getProvidersMap()
        .getEntryList()
        .map(([name, reference]) => [name, new pulumi.DependencyProviderResource(reference)]),
    ),
    ...(parent !== "" && { parent: new pulumi.DependencyResource(parent) }),
    ...(protect !== undefined && { protect }),
    ...(retainOnDelete !== undefined && { retainOnDelete }),
  };
}

function alias(given: Alias): pulumi.URN | pulumi.Alias {
  const spec = given.getSpec();
  if (spec === undefined) return given.getUrn();
  return {
    ...(spec.getName() !== "" && { name: spec.getName() }),
    ...(spec.getType() !== "" && { type: spec.getType() }),
    ...(spec.getStack() !== "" && { stack: spec.getStack() }),
    ...(spec.getProject() !== "" && { project: spec.getProject() }),
    ...(spec.hasParenturn() && { parent: spec.getParenturn() }),
    ...(spec.hasNoparent() && spec.getNoparent() && { parent: pulumi.rootStackResource }),
  };
}
