import * as pulumi from "@pulumi/pulumi";
import { GUARD_TYPE } from "../provider/pulumi/names";
import type { ComponentRequest, Constructed } from "./component";
import { learnState } from "./last-state";

/** The component that lets a program without a roster have the exact deletion guard. */
class Guard extends pulumi.ComponentResource {
  constructor(name: string, managed: number, opts: pulumi.ComponentResourceOptions) {
    super(GUARD_TYPE, name, {}, opts);
    this.registerOutputs({ managed });
  }
}

export async function constructGuard({ name, opts, plugin }: ComponentRequest): Promise<Constructed> {
  const { users } = await learnState(plugin);
  return { component: new Guard(name, users.length, opts), outputs: { managed: users.length } };
}
