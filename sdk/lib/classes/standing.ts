import * as pulumi from "@pulumi/pulumi";
import { kept } from "../../../provider/model/kept";
import { program } from "../gate/program";
import { lacksId, urnOf } from "./left-out";

const answers = new WeakMap<object, Promise<boolean>>();

/**
 * Whether the stack's last state holds a user, group or unit under the id that it has now. Then a preview knows its id as an update does;
 * of one that is new, or is replaced in this run, it knows none.
 */
export function stands(resource: pulumi.Resource): Promise<boolean> {
  return kept(answers, resource, () => look(resource));
}

async function look(resource: pulumi.Resource): Promise<boolean> {
  if (!pulumi.CustomResource.isInstance(resource) || (await lacksId(resource))) return false;
  const former = await program().idInState(await urnOf(resource));
  return former !== undefined && former === (await idOf(resource));
}

function idOf({ id }: pulumi.CustomResource): Promise<string> {
  return new Promise((resolve) => id.apply(resolve));
}
