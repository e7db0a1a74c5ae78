import type { Bag } from "../../../provider/model/values";
import * as pulumi from "@pulumi/pulumi";
import type { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct, type Value } from "google-protobuf/google/protobuf/struct_pb";
import { isEnvelope } from "../../../provider/pulumi/sealed";

/**
 * The resources that the stack's last state holds: `{ type, outputs }` of each by its URN, secrets opened. The engine answers
 * with the whole state. `pulumi.runtime.invoke` would write all of that into the log of `pulumi up --debug`, with the secrets of
 * other providers in clear, and send it to the engine as a message of the log even where nobody looks: seconds, for a hundred
 * thousand people. So this calls the monitor itself.
 * @param stack `organization/project/name`
 * @param isWanted tells by its URN whether a resource is read at all
 * @throws the engine's error when it cannot tell
 */
export async function stackResources(stack: string, isWanted: (urn: string) => boolean): Promise<Bag> {
  const answer = await invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: stack });
  const resources: [string, unknown][] = [];
  const all = answer.getReturn()?.getFieldsMap().get("outputs")?.getStructValue()?.getFieldsMap();
  all?.forEach((resource: Value, urn: string) => {
    if (isWanted(urn)) resources.push([urn, opened(resource.toJavaScript())]);
  });
  return Object.fromEntries(resources);
}

function invoke(token: string, inputs: Readonly<Record<string, string>>): Promise<InvokeResponse> {
  const request = new ResourceInvokeRequest();
  request.setTok(token);
  request.setArgs(Struct.fromJavaScript(inputs));
  return new Promise((resolve, reject) => {
    const monitor = pulumi.runtime.getMonitor();
    if (monitor === undefined) return reject(new Error("no engine runs this program"));
    monitor.invoke(request, (error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

/** A value without the envelopes of its secrets, at any depth. */
function opened(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isEnvelope(value)) return opened(value.value);
  if (Array.isArray(value)) return value.map(opened);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, opened(member)]));
}
