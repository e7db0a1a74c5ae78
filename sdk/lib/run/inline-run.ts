import * as pulumi from "@pulumi/pulumi";
import { AsyncResource } from "node:async_hooks";
import { messageOf } from "../../../provider/model/error";
import { directories } from "../../../provider/directories";
import { providerText, REFUSAL_TYPE } from "../../../provider/pulumi/names";
import { REFUSAL_INPUT } from "../../../provider/pulumi/program-inputs";

/** The file that runs programs for the engine. Elsewhere (tests with mocks, the Automation API) the host's folder is not this process's. */
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

/** What a refusal adds where people are counted before the end of the program is known. */
export const INLINE =
  "  The program runs inside another process, where whoever is declared more than two seconds after all others counts as missing.";

/**
 * A run whose program is a function of a process that outlives it: an inline program of the Automation API. Nothing tells its end, and
 * an error that comes after the function has returned (a line that is refused, a look-up that fails) lets the engine delete everybody who
 * has not been declared by then. So the run is held open until somebody says that it may go on, and one that must not ends by a resource
 * whose check fails.
 */
export class InlineRun {
  /** The run of this program, if it is one. */
  static current(): InlineRun | undefined {
    return engineAddress() === undefined || isRunner() ? undefined : new InlineRun();
  }

  private readonly release: () => void = pulumi.runtime.rpcKeepAlive();
  private stopped = false;
  /** In the run's own asynchronous context, which the engine library uses to tell several runs of a process apart. */
  readonly stop: (reason: string) => void = AsyncResource.bind((reason: string) => this.refuse(reason));
  private readonly fail = (error: unknown): void => this.stop(messageOf(error));

  private constructor() {
    // Of several runs of a process at once nobody can say whose failure it is, and each is held until then.
    process.on("unhandledRejection", this.fail);
  }

  /** From now on the run may end. */
  goOn(): void {
    if (this.stopped) return;
    process.off("unhandledRejection", this.fail);
    this.release();
  }

  private refuse(reason: string): void {
    if (this.stopped) return;
    this.stopped = true;
    process.off("unhandledRejection", this.fail);
    // Never let go: the engine ends the run.
    void pulumi.runtime.rpcKeepAlive();
    new Refusal(REFUSAL_TYPE, "rollcall", {
      [REFUSAL_INPUT]: reason,
      __provider: providerText(directories.eds.kinds.User),
    });
  }
}

class Refusal extends pulumi.CustomResource {}
