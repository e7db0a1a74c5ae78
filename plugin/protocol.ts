import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { messageOf } from "../provider/model/error";
import type { Bag, Fields, Json } from "../provider/model/values";
import { PartialResource } from "../provider/pulumi/showable";

/** Properties as the protocol carries them. */
export function toStruct(fields: Fields): Struct {
  return Struct.fromJavaScript(
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, mutable(value)])),
  );
}

/** Properties out of a message; nothing for a message that has none. */
export function fromStruct(struct: Struct | undefined): Bag {
  return struct?.toJavaScript() ?? {};
}

/** The library's types know no readonly values. */
function mutable(value: Json): JavaScriptValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(mutable);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mutable(member)]));
}

/** The engine finds a structured failure under this name (grpc: richer error model). */
const DETAILS = "grpc-status-details-bin";

/** A failure as the engine shows it: its text alone; with the state of a resource that exists but is not complete. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  const message = messageOf(error);
  const failure = { code: status.UNKNOWN, details: message };
  return error instanceof PartialResource ? { ...failure, metadata: partialState(error, message) } : failure;
}

/** What the plugin does not do; the engine then goes its usual way without it. */
export function unimplemented(what: string): Partial<ServiceError> {
  return { code: status.UNIMPLEMENTED, details: `Rollcall has no ${what}` };
}

function partialState({ id, outputs, reasons }: PartialResource, message: string): Metadata {
  const failed = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(toStruct(outputs))
    .setReasonsList([...reasons]);
  const any = new Any();
  any.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([any]);
  const metadata = new Metadata();
  metadata.add(DETAILS, Buffer.from(details.serializeBinary()));
  return metadata;
}
