import * as pulumi from "@pulumi/pulumi";
import { COMPONENT_TYPES, GUARD_TYPE, readUrn, ROSTER_TYPE, writeUrn } from "../provider/pulumi/names";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { configError, asRollcallError } from "../provider/model/error";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import { open } from "../provider/pulumi/plugin/wire-values";
import { componentRun } from "../sdk/lib/gate/program";
import { tellUnheardOptions } from "../sdk/lib/classes/unheard-options";
import { componentOptions, type ComponentRequest, type Constructed } from "./component";
import { constructGuard } from "./guard";
import { constructRoster } from "./roster";
import { inProgram } from "./sdk-internals";
import { fromStruct, toStruct } from "./protocol";

const COMPONENTS: Readonly<Record<string, (request: ComponentRequest) => Promise<Constructed>>> = {
  [ROSTER_TYPE]: constructRoster,
  [GUARD_TYPE]: constructGuard,
};

/**
 * Registers a component and everybody in it with the engine that asks.
 * @param engine its address
 * @param told called when the plugin knows of everybody in it
 */
export async function construct(
  request: ConstructRequest,
  engine: string,
  plugin: Plugin,
  told: () => void,
): Promise<ConstructResponse> {
  const make = COMPONENTS[request.getType()];
  if (make === undefined)
    throw configError(
      `${request.getType()} is not a component of Rollcall`,
      `Components: ${COMPONENT_TYPES.join(", ")}. Users, groups, units and sets are resources, which are registered without remote.`,
    );
  return failingWithItsChildren(() =>
    inProgram(
      {
        organization: request.getOrganization(),
        project: request.getProject(),
        stack: request.getStack(),
        parallel: request.getParallel(),
        isPreview: request.getDryrun(),
        engine,
        monitor: request.getMonitorendpoint(),
        config: Object.fromEntries(request.getConfigMap().toObject()),
        secretKeys: request.getConfigsecretkeysList(),
      },
      async () => {
        componentRun();
        const inputs = open(fromStruct(request.getInputs()));
        const { component, outputs } = await make({
          name: request.getName(),
          inputs,
          opts: componentOptions(request),
          account: request.getProvidersMap().get("rollcall") ?? "",
          urn: componentUrn(request),
          plugin,
          told,
        }).finally(told);
        tellUnheardOptions(request.getIgnorechangesList(), component);
        const [state] = await pulumi.runtime.serializeResourceProperties(`construct ${request.getName()}`, outputs);
        return new ConstructResponse().setUrn(await urnOf(component)).setState(toStruct(open(state).values));
      },
    ),
  );
}

/** The engine's own rule (pulumi, `urn:pulumi:stack::project::parents$type::name`): the stack itself is no parent. */
function componentUrn(request: ConstructRequest): string {
  const parents = readUrn(request.getParent()).types.filter((type) => type !== "" && type !== "pulumi:pulumi:Stack");
  const types = [...parents, request.getType()];
  return writeUrn({ stack: request.getStack(), project: request.getProject(), types, name: request.getName() });
}

function urnOf(resource: pulumi.Resource): Promise<string> {
  return new Promise((resolve) => resource.urn.apply(resolve));
}

/** Components under construction: a child that the engine refuses fails in a promise that nobody but the SDK holds. */
const underway = new Set<(error: unknown) => void>();
process.on("unhandledRejection", (error) => {
  for (const fail of underway) fail(asRollcallError(error));
});

async function failingWithItsChildren<T>(operation: () => Promise<T>): Promise<T> {
  let fail: (error: unknown) => void = () => undefined;
  const refused = new Promise<never>((_resolve, reject) => (fail = reject));
  underway.add(fail);
  try {
    return await Promise.race([operation(), refused]);
  } finally {
    underway.delete(fail);
  }
}
