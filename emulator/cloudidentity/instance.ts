import type { ServiceContext } from "../service";
import type { Action } from "./call";
import { businessError } from "./errors";
import { demoInstance, region } from "./furnish";
import { instanceTable, type StoredInstance } from "./records";
import { instanceView } from "./views";

/** GetServiceStatus: works whether the service is enabled or not. */
export const getServiceStatus: Action = ({ context }) => ({
  Instances: Array.from(instanceTable(context.tables).values(), (instance) => instanceView(instance, region)),
  PrerequisiteCheckResult: true,
});

/** EnableService: 409 when it is enabled already. */
export const enableService: Action = ({ context }) => {
  const instance = theInstance(context);
  if (instance.Status === "Enabled") throw businessError("ServiceAlreadyEnabled", "The service is already enabled");
  setStatus(instance, "Enabled", context);
  return {};
};

/** DisableService: from then on nearly every action answers ServiceStatusException; the users stay stored. */
export const disableService: Action = ({ context }) => {
  setStatus(theInstance(context), "Disabled", context);
  return {};
};

/** Refuses `action` unless the service is enabled. */
export function requireEnabled(action: string, context: ServiceContext): void {
  const { Status } = theInstance(context);
  if (Status !== "Enabled")
    throw businessError("ServiceStatusException", `Can not perform action[${action}] when service is ${Status}`);
}

function setStatus(instance: StoredInstance, Status: StoredInstance["Status"], context: ServiceContext): void {
  instanceTable(context.tables).put(instance.InstanceId, { ...instance, Status });
}

function theInstance(context: ServiceContext): StoredInstance {
  return (
    instanceTable(context.tables).get(demoInstance.InstanceId) ?? {
      ...demoInstance,
      Status: "Disabled",
      createdAt: context.now(),
    }
  );
}
