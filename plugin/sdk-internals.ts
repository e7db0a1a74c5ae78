import * as config from "@pulumi/pulumi/runtime/config";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";
import { configError, type RollcallError } from "../provider/model/error";
import { record } from "../provider/model/values";

/** The deployment for which a component is asked for. */
export interface Deployment {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly parallel: number;
  readonly isPreview: boolean;
  /** Addresses of the engine and of its monitor of resources. */
  readonly engine: string;
  readonly monitor: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/**
 * Runs code of the SDK as if in a program of that deployment. The SDK itself does this for components only in ways that leave
 * no room for resources of a provider's own, so this uses three functions that it keeps to itself.
 */
export async function inProgram<T>(deployment: Deployment, run: () => Promise<T>): Promise<T> {
  const { organization, project, stack, parallel, isPreview, engine, monitor } = deployment;
  const inside = async (): Promise<T> => {
    settings.resetOptions(project, stack, parallel, engine, monitor, isPreview, organization);
    await internal(settings, "awaitFeatureSupport")();
    config.setAllConfig({ ...deployment.config }, [...deployment.secretKeys]);
    const result = await run();
    await internal(settings, "waitForRPCs")();
    return result;
  };
  let result: Promise<T> | undefined;
  await internal(state, "withLocalStorage")(() => (result = inside()));
  if (result === undefined) throw foreign("withLocalStorage");
  return result;
}

function internal(module: unknown, name: string): (...args: unknown[]) => unknown {
  const found = record(module)[name];
  if (typeof found !== "function") throw foreign(name);
  return (...args) => Reflect.apply(found, undefined, args);
}

function foreign(name: string): RollcallError {
  return configError(
    `this version of @pulumi/pulumi cannot serve components: it has no ${name}`,
    "Install the version of @pulumi/pulumi that this version of Rollcall names, or declare users without Roster and Guard.",
  );
}
