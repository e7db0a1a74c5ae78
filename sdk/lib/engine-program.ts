import * as pulumi from "@pulumi/pulumi";

/** The file by which the engine runs programs. Elsewhere (tests with mocks, the Automation API) the host's folder is not this process's. */
const RUNNER = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]/;

/** Whether a process that Node was started in with this file is the engine's runner of programs. */
export function isRunner(main: string | undefined = require.main?.filename): boolean {
  return main !== undefined && RUNNER.test(main);
}

/**
 * The address of the engine that runs this program: the same for every copy of the engine library, and another one for every run of a
 * process that runs several. `undefined` in tests with mocks and outside a program.
 */
export function engineAddress(): string | undefined {
  const monitor: unknown = pulumi.runtime.getMonitor();
  if (typeof monitor !== "object" || monitor === null || !("getChannel" in monitor)) return undefined;
  const channel: unknown = typeof monitor.getChannel === "function" ? monitor.getChannel() : undefined;
  if (typeof channel !== "object" || channel === null || !("getTarget" in channel)) return undefined;
  return typeof channel.getTarget === "function" ? String(channel.getTarget()) : undefined;
}
