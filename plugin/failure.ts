import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { PartialResource } from "../provider/pulumi/showable";
import { toStruct } from "./struct";

/** The engine finds a structured failure under this name (grpc: richer error model). */
const DETAILS = "grpc-status-details-bin";

/** A failure as the engine shows it: its text alone; with the state of a resource that exists but is not complete. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
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
