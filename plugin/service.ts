import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Bag } from "../provider/model/values";
import type { Asked, Checked, Diffed } from "../provider/pulumi/plugin/messages";
import type { Plugin } from "../provider/pulumi/plugin/plugin";
import { readUrn } from "../provider/pulumi/names";
import type { EngineLog } from "./engine-log";
import { fromStruct, toServiceError, toStruct, unimplemented } from "./protocol";

/** What a process of the plugin answers with. */
export interface ServiceParts {
  readonly plugin: Plugin;
  readonly log: EngineLog;
  readonly version: string;
  readonly underWay: UnderWay;
  /** The schema as JSON text. */
  schema(): Promise<string>;
  /** Serves components; loaded when one is asked for, because it costs as much as all the rest. */
  construct(request: messages.ConstructRequest): Promise<messages.ConstructResponse>;
}

/** Calls that are not answered yet, and that the end of the process waits for. */
export class UnderWay {
  private count = 0;
  private waiting: (() => void)[] = [];

  /** Counts a call until the returned function is called. */
  begin(): () => void {
    this.count++;
    return () => {
      this.count--;
      if (this.count > 0) return;
      for (const tell of this.waiting.splice(0)) tell();
    };
  }

  /** Resolves when none is left. */
  idle(): Promise<void> {
    return this.count === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The engine's provider protocol (pulumi, `proto/pulumi/provider.proto`) over a {@link Plugin}. */
export function providerService({
  plugin,
  log,
  version,
  underWay,
  schema,
  construct,
}: ServiceParts): UntypedServiceImplementation {
  const answer = answering(log, underWay);
  const service: IResourceProviderServer = {
    handshake: answer(async (request: messages.ProviderHandshakeRequest) => {
      log.connect(request.getEngineAddress());
      return new messages.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(false)
        .setAcceptOutputs(false);
    }),
    attach: answer(async (request) => {
      log.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answer(async () => new PluginInfo().setVersion(version)),
    getSchema: answer(async () => new messages.GetSchemaResponse().setSchema(await schema())),
    checkConfig: answer(async (request) => checkResponse(plugin.checkConfig(...bothOf(request)))),
    diffConfig: answer(async (request) => {
      plugin.diffConfig(fromStruct(request.getOldInputs() ?? request.getOlds()), fromStruct(request.getNews()));
      return new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_UNKNOWN);
    }),
    configure: answer(async (request) => {
      const [urn, id] = [request.getUrn(), request.getId()];
      plugin.configure(fromStruct(request.getArgs()), urn && id && `${urn}::${id}`);
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    check: answer(async (request) => checkResponse(await plugin.check(asked(request), ...bothOf(request)))),
    diff: answer(async (request) => {
      const ignored = request.getIgnorechangesList();
      return diffResponse(await plugin.diff(asked(request), request.getId(), ...bothOf(request), ignored));
    }),
    create: answer(async (request) => {
      const made = await plugin.create(asked(request), fromStruct(request.getProperties()), request.getPreview());
      return new messages.CreateResponse().setId(made.id).setProperties(toStruct(made.properties));
    }),
    read: answer(async (request) => {
      const [properties, inputs] = [fromStruct(request.getProperties()), fromStruct(request.getInputs())];
      const found = await plugin.read(asked(request), request.getId(), properties, inputs);
      const response = new messages.ReadResponse().setId(found.id);
      if (found.id === "") return response;
      return response.setProperties(toStruct(found.properties)).setInputs(toStruct(found.inputs ?? {}));
    }),
    update: answer(async (request) => {
      const isPreview = request.getPreview();
      const outputs = await plugin.update(asked(request), request.getId(), ...bothOf(request), isPreview);
      return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: answer(async (request) => {
      await plugin.delete(asked(request), request.getId(), fromStruct(request.getProperties()));
      return new Empty();
    }),
    // Waits for the engine, which may end without an answer; what its children send are calls of their own.
    construct: answering(log, new UnderWay())(construct),
    cancel: answer(async () => {
      plugin.cancel();
      return new Empty();
    }),
    parameterize: without("parameters"),
    invoke: without("functions"),
    call: without("methods"),
    getMapping: without("mapping from other tools"),
    getMappings: without("mappings from other tools"),
    list: (call) => void call.emit("error", unimplemented("listing of resources")),
  };
  return service;
}

/** The protocol's Go-like type names of the request are younger than the URN, which tells the same. */
function asked(request: { getUrn(): string }): Asked {
  const urn = request.getUrn();
  return { urn, type: readUrn(urn).types.at(-1) ?? "" };
}

/** What state has, and what the program declares. */
function bothOf(request: { getOlds(): Struct | undefined; getNews(): Struct | undefined }): [Bag, Bag] {
  return [fromStruct(request.getOlds()), fromStruct(request.getNews())];
}

function answering(log: EngineLog, underWay: UnderWay) {
  return <Q, A>(operation: (request: Q) => Promise<A>): handleUnaryCall<Q, A> =>
    ({ request }, callback) => {
      const answered = underWay.begin();
      operation(request)
        .then(
          (response) => log.flushed().then(() => callback(null, response)),
          (error: unknown) => log.flushed().then(() => callback(toServiceError(error), null)),
        )
        .finally(answered);
    };
}

function without<Q, A>(what: string): handleUnaryCall<Q, A> {
  return (_call, callback) => callback(unimplemented(what), null);
}

function checkResponse({ inputs, failures }: Checked): messages.CheckResponse {
  return new messages.CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(
      failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason)),
    );
}

function diffResponse({ changes, replaces, deleteBeforeReplace, detailed }: Diffed): messages.DiffResponse {
  const response = new messages.DiffResponse()
    .setChanges(messages.DiffResponse.DiffChanges[`DIFF_${changes}`])
    .setReplacesList([...replaces])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(changes === "SOME");
  for (const [path, kind] of detailed)
    response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(messages.PropertyDiff.Kind[kind]));
  return response;
}
