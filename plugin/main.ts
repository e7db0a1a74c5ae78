import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { messageOf } from "../provider/model/error";
import { directories } from "../provider/directories";
import { claimWith } from "../provider/lifecycle/claims";
import { exportedState } from "../provider/pulumi/exported-state";
import { Plugin } from "../provider/pulumi/plugin/plugin";
import { RunFolder } from "../provider/pulumi/plugin/run-folder";
import { SharedClaims } from "../provider/pulumi/plugin/shared-claims";
import { engineAddress } from "./engine-address";
import { EngineLog } from "./engine-log";
import { packageVersion, writtenSchema } from "./written-schema";
import { providerService, UnderWay } from "./service";

/** Longest wait for calls in flight when the engine is gone, in milliseconds: what they did is noted in the diary. */
const LAST_CALLS_MS = 30_000;

/**
 * What asks a process to end. Whoever stops a container, a service or a job of CI may tell all its processes, and the engine then waits
 * for the answers to what is in flight.
 */
const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How long an answer may take to leave the process, in milliseconds. */
const SENT_MS = 50;

/**
 * Starts the plugin as the engine does: the engine's address is an argument, the port goes to stdout, and the end of stdin is the
 * only sign that a killed engine leaves. For a person, who gives no address, it says what it is.
 */
async function main(): Promise<void> {
  const version = packageVersion();
  const address = engineAddress(process.argv.slice(2));
  if (address === undefined) {
    process.stdout.write(
      `pulumi-resource-rollcall ${version}: a resource plugin of Pulumi, which the engine starts by itself.\n`,
    );
    return;
  }
  const log = new EngineLog();
  log.connect(address);
  const run = new RunFolder(address);
  process.on("exit", () => run.close());
  claimWith((account) => new SharedClaims(account, run));
  const plugin = new Plugin({
    directories,
    environment: process.env,
    exported: exportedState,
    log: (urn, line) => log.say(urn, line),
  });
  const underWay = new UnderWay();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(
    ResourceProviderService,
    providerService({
      plugin,
      log,
      version,
      underWay,
      schema: async () => writtenSchema(),
      construct: async (request) => {
        const told = plugin.quiet.begin();
        return (await import("./construct")).construct(request, address, plugin, told);
      },
    }),
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  process.stdout.write(`${port}\n`);
  endWithEngine(underWay, plugin);
}

/**
 * Ends as soon as the calls under way are answered. The engine and its language hosts say by SIGINT that they are done, and wait five
 * seconds before they kill; an engine that was killed says nothing, and closes stdin. A run is interrupted by a call.
 */
function endWithEngine(underWay: UnderWay, plugin: Plugin): void {
  const end = (): void => {
    plugin.cancel();
    // Not the server's own shutdown, which waits for the engine to close the connection as well.
    void underWay.idle().then(() => setTimeout(() => process.exit(0), SENT_MS));
    setTimeout(() => process.exit(0), LAST_CALLS_MS).unref();
  };
  for (const signal of ENDING) process.on(signal, end);
  process.stdin.on("end", end);
  process.stdin.on("error", () => process.exit(0));
  process.stdin.resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
