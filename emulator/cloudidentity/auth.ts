import type { Identity } from "../service";
import { verifyVolcengine } from "../signatures/volcengine";
import type { WireRequest } from "../wire";
import { gatewayError } from "./errors";

/** Refuses a request whose signature is missing, stale or wrong, in the gateway's own words (Volcengine "common errors"). */
export function authenticate(request: WireRequest, identity: Identity, now: number): void {
  const { accessKeyId, accessKeySecret } = identity;
  const fault = verifyVolcengine(request, { accessKeyId, accessKeySecret, service: "cloudidentity" }, now);
  if (fault) throw gatewayError(fault.code, `The request was refused: ${fault.detail}`);
}
