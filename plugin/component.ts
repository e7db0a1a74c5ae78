import type * as pulumi from "@pulumi/pulumi";
import type { Opened } from "../provider/pulumi/plugin/wire-values";
import type { Plugin } from "../provider/pulumi/plugin/plugin";

/** A component that has been registered. */
export interface Constructed {
  readonly component: pulumi.ComponentResource;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What a component is made from. */
export interface ComponentRequest {
  readonly name: string;
  /** Inputs, opened; what is unknown in a preview stands as the engine's sentinel. */
  readonly inputs: Opened;
  readonly opts: pulumi.ComponentResourceOptions;
  /** URN that the component will have. */
  readonly urn: string;
  readonly plugin: Plugin;
}
