import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginProcess } from "../../contract/plugin/plugin-world";
import { hermeticEnvironment } from "./environment";

/** An address at which no engine listens: lines for people go nowhere. */
const NO_ENGINE = "127.0.0.1:1";

/** The executable of the plugin in a process of its own, as the engine starts it. */
export class StartedPlugin {
  readonly calls: PluginProcess;
  private static readonly running = new Set<StartedPlugin>();

  private constructor(
    readonly child: ChildProcess,
    readonly client: ResourceProviderClient,
    private readonly exited: Promise<unknown>,
  ) {
    this.calls = new PluginProcess(client);
  }

  /** Starts it and waits for the port that it prints. */
  static async start(command: readonly string[], folder: string, env: NodeJS.ProcessEnv = {}): Promise<StartedPlugin> {
    const [file = "", ...args] = command;
    const child = spawn(file, [...args, NO_ENGINE], {
      cwd: folder,
      stdio: ["pipe", "pipe", "inherit"],
      // All of them have the same engine: those of one folder take part in one run.
      env: { ...hermeticEnvironment(), TMPDIR: folder, ...env },
    });
    const exited = once(child, "exit");
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    const client = new ResourceProviderClient(`127.0.0.1:${Number(port)}`, credentials.createInsecure());
    const started = new StartedPlugin(child, client, exited);
    StartedPlugin.running.add(started);
    return started;
  }

  /** The engine is gone. @returns exit code and signal of the process */
  async endOfStdin(): Promise<unknown> {
    this.child.stdin?.end();
    return this.ended();
  }

  /** Asks it to end. @returns exit code and signal of the process */
  async asked(signal: NodeJS.Signals): Promise<unknown> {
    this.child.kill(signal);
    return this.ended();
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended();
  }

  /** Ends whatever a test that failed has left. */
  static async killAll(): Promise<void> {
    for (const one of StartedPlugin.running) await one.kill();
  }

  private async ended(): Promise<unknown> {
    const ended = await this.exited;
    this.client.close();
    StartedPlugin.running.delete(this);
    return ended;
  }
}
