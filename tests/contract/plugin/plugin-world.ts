import { credentials, type Metadata, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startEmulator, type RunningEmulator } from "../../../emulator";
import { EngineLog } from "../../../plugin/engine-log";
import { providerService, UnderWay } from "../../../plugin/service";
import { fromStruct, toStruct } from "../../../plugin/protocol";
import { writtenSchema } from "../../../plugin/written-schema";
import { directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { Claims } from "../../../provider/lifecycle/claims";
import { openRun } from "../../../provider/pulumi/session";
import { Plugin } from "../../../provider/pulumi/plugin/plugin";
import { SkippingClock } from "../directories/harness/skipping-clock";

/** The provider resource that a process serves. */
export const ACCOUNT = { urn: "urn:pulumi:test::people::pulumi:providers:rollcall::default", id: "a-1" };

type Answer = Readonly<Record<string, unknown>>;
type Callback<A> = (error: ServiceError | null, answer: A) => void;

/** A resource as a test names it. */
export interface Resource {
  /** Its type without the package: `eds:User`. */
  readonly type: string;
  readonly name: string;
}

/** Provider processes of the plugin, one for each run, and the engine at their other end, over real gRPC and one emulator. */
export class PluginWorld {
  /** Processes wait for nothing that takes the machine's time. */
  readonly clock = new SkippingClock();
  /** What the engine writes of the stack with `--show-secrets`. */
  exported: unknown;
  readonly lines: { readonly urn: string; readonly message: string }[] = [];
  private readonly closing: (() => void)[] = [];

  private constructor(
    readonly emulator: RunningEmulator,
    private readonly engine: string,
  ) {}

  static async start(): Promise<PluginWorld> {
    const server = new Server();
    const emulator = await startEmulator({ seed: 1 });
    const port = await bind(server);
    const world = new PluginWorld(emulator, `127.0.0.1:${port}`);
    server.addService(EngineService, {
      log: ({ request }: { request: LogRequest }, answer: Callback<Empty>) => {
        world.lines.push({ urn: request.getUrn(), message: request.getMessage() });
        answer(null, new Empty());
      },
    });
    world.closing.push(() => server.forceShutdown());
    return world;
  }

  /**
   * A process as the engine starts one for a run.
   * @param claims those that one process holds are nothing to the next
   */
  async process(settings: Fields = {}, environment: Readonly<Record<string, string>> = {}, claims = new Claims()): Promise<LocalProcess> {
    const log = new EngineLog();
    const open: typeof openRun = async (kind, sources, say, guard, isCancelled) => ({
      ...(await openRun(kind, sources, say, guard, isCancelled, this.clock)),
      claims,
    });
    const exported = (_stack: string, shows = false): unknown => (shows ? this.exported : encrypted(this.exported));
    const plugin = new Plugin({ directories, environment, open, exported, log: (urn, line) => log.say(urn, line) });
    const server = new Server();
    server.addService(
      ResourceProviderService,
      providerService({
        underWay: new UnderWay(),
        plugin,
        log,
        version: "1.2.3",
        schema: async () => writtenSchema(),
        construct: () => Promise.reject(new Error("no engine, no components")),
      }),
    );
    const client = new ResourceProviderClient(`127.0.0.1:${await bind(server)}`, credentials.createInsecure());
    this.closing.push(() => {
      client.close();
      log.close();
      server.forceShutdown();
    });
    const process = new LocalProcess(client, plugin);
    await process.handshake(this.engine);
    await process.configure({ ...this.settings(), ...settings });
    return process;
  }

  settings(): Fields {
    const { endpoint, accessKeyId, accessKeySecret, eiam, workspace } = this.emulator;
    return {
      target: "emulator",
      ...Object.fromEntries(Object.keys(directories).map((name) => [`${name}Endpoint`, endpoint])),
      accessKeyId,
      accessKeySecret,
      instanceId: eiam.instanceId,
      projectId: workspace.projectId,
      diary: "off",
    };
  }

  async control(method: string, path: string, body?: string): Promise<unknown> {
    const response = await fetch(`${this.emulator.endpoint}/_rollcall/${path}`, { method, ...(body !== undefined && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Stored users of a directory by natural key, in wire names. */
  async stored(directory: string): Promise<readonly Answer[]> {
    const all = (await this.control("GET", "users")) as Readonly<Record<string, readonly Answer[]>>;
    return all[directory] ?? [];
  }

  async calls(): Promise<Readonly<Record<string, number>>> {
    return (await this.control("GET", "calls")) as Readonly<Record<string, number>>;
  }

  async close(): Promise<void> {
    for (const close of this.closing) close();
    await this.emulator.close();
  }
}

/** The same without that option. */
function encrypted(state: unknown): unknown {
  const text = JSON.stringify(state, (name, value: unknown) => (name === "plaintext" ? "v1:0:0" : value));
  return text === undefined ? undefined : JSON.parse(text.replaceAll('"plaintext":"v1:0:0"', '"ciphertext":"v1:0:0"'));
}

function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => (error === null ? resolve(port) : reject(error))),
  );
}

/** What a call of the engine came to when it failed. */
export interface Failure {
  readonly text: string;
  readonly metadata: Metadata;
}

/** The engine's calls to one process. */
export class PluginProcess {
  constructor(readonly client: ResourceProviderClient) {}

  handshake(engine: string): Promise<messages.ProviderHandshakeResponse> {
    return ask((done) => this.client.handshake(new messages.ProviderHandshakeRequest().setEngineAddress(engine), done));
  }

  configure(settings: Fields): Promise<messages.ConfigureResponse> {
    const request = new messages.ConfigureRequest().setUrn(ACCOUNT.urn).setId(ACCOUNT.id).setArgs(toStruct(settings));
    return ask((done) => this.client.configure(request, done));
  }

  async checkConfig(settings: Fields, olds: Fields = {}) {
    const request = new messages.CheckRequest().setOlds(toStruct(olds)).setNews(toStruct(settings));
    return checked(await ask((done) => this.client.checkConfig(request, done)));
  }

  async diffConfig(olds: Fields, news: Fields): Promise<readonly string[]> {
    const request = new messages.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
    return (await ask<messages.DiffResponse>((done) => this.client.diffConfig(request, done))).getReplacesList();
  }

  async check(resource: Resource, news: Fields, olds: Fields = {}) {
    const request = new messages.CheckRequest().setUrn(urnOf(resource)).setOlds(toStruct(olds)).setNews(toStruct(news));
    return checked(await ask((done) => this.client.check(request, done)));
  }

  async diff(resource: Resource, id: string, olds: Fields, news: Fields, ignored: readonly string[] = []) {
    const request = new messages.DiffRequest()
      .setUrn(urnOf(resource))
      .setId(id)
      .setOlds(toStruct(olds))
      .setNews(toStruct(news))
      .setIgnorechangesList([...ignored]);
    const answer = await ask<messages.DiffResponse>((done) => this.client.diff(request, done));
    const kinds = Object.entries(messages.PropertyDiff.Kind);
    const detailed: Record<string, unknown> = {};
    answer.getDetaileddiffMap().forEach((diff, path) => (detailed[path] = kinds.find(([, value]) => value === diff.getKind())?.[0]));
    return {
      detailed,
      changes: Object.entries(messages.DiffResponse.DiffChanges).find(([, value]) => value === answer.getChanges())?.[0],
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
    };
  }

  async create(resource: Resource, properties: Fields, preview = false) {
    const request = new messages.CreateRequest().setUrn(urnOf(resource)).setProperties(toStruct(properties)).setPreview(preview);
    const answer = await ask<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), properties: fromStruct(answer.getProperties()) as Fields };
  }

  async read(resource: Resource, id: string, properties?: Fields, inputs?: Fields) {
    const request = new messages.ReadRequest().setUrn(urnOf(resource)).setId(id);
    if (properties !== undefined) request.setProperties(toStruct(properties));
    if (inputs !== undefined) request.setInputs(toStruct(inputs));
    const answer = await ask<messages.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: answer.getId(),
      properties: fromStruct(answer.getProperties()) as Fields,
      inputs: fromStruct(answer.getInputs()) as Fields,
    };
  }

  async update(resource: Resource, id: string, olds: Fields, news: Fields, preview = false): Promise<Fields> {
    const request = new messages.UpdateRequest()
      .setUrn(urnOf(resource))
      .setId(id)
      .setOlds(toStruct(olds))
      .setNews(toStruct(news))
      .setPreview(preview);
    return fromStruct((await ask<messages.UpdateResponse>((done) => this.client.update(request, done))).getProperties()) as Fields;
  }

  async delete(resource: Resource, id: string, properties: Fields): Promise<void> {
    const request = new messages.DeleteRequest().setUrn(urnOf(resource)).setId(id).setProperties(toStruct(properties));
    await ask<Empty>((done) => this.client.delete(request, done));
  }

  async cancel(): Promise<void> {
    await ask<Empty>((done) => this.client.cancel(new Empty(), done));
  }
}

/** The same to one whose other end stands in the test's own process. */
export class LocalProcess extends PluginProcess {
  constructor(
    client: ResourceProviderClient,
    readonly plugin: Plugin,
  ) {
    super(client);
  }
}

/** The URN of a resource at the top of the stack. */
export function urnOf({ type, name }: Resource): string {
  return `urn:pulumi:test::people::rollcall:${type}::${name}`;
}

function ask<A>(send: (done: Callback<A>) => unknown): Promise<A> {
  return new Promise((resolve, reject) =>
    send((error, answer) =>
      error === null ? resolve(answer) : reject(Object.assign(new Error(error.details), { metadata: error.metadata })),
    ),
  );
}

function checked(answer: messages.CheckResponse) {
  return {
    inputs: fromStruct(answer.getInputs()) as Fields,
    failures: answer.getFailuresList().map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
  };
}

/** A world of its own for each test of the enclosing block. */
export function freshPluginWorld(): () => PluginWorld {
  let world: PluginWorld | undefined;
  beforeEach(async () => (world = await PluginWorld.start()));
  afterEach(() => world?.close());
  return () => {
    if (world === undefined) throw new Error("there is a world only inside a test");
    return world;
  };
}
