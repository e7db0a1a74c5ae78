import * as pulumi from "@pulumi/pulumi";
import { isRunner } from "./inline-run";

/**
 * Tells of every inline program of this process, with a promise of its end. One that declares nobody calls nothing of this package, which
 * was loaded before the run began, so that only the engine's library knows of it: by the root of its resources.
 */
export function onEveryRun(begin: (end: Promise<unknown>) => void): void {
  const { prototype } = pulumi.runtime.Stack;
  const initialize: unknown = Reflect.get(prototype, "initialize");
  if (isRunner() || typeof initialize !== "function") return;
  const watched = function (this: pulumi.runtime.Stack, args: { readonly init: () => Promise<unknown> }): unknown {
    const init = (): Promise<unknown> => {
      const end = (async () => args.init())();
      begin(end);
      return end;
    };
    return Reflect.apply(initialize, this, [{ ...args, init }]);
  };
  Object.assign(prototype, { initialize: watched });
}
