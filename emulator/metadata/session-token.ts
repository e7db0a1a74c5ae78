import { seal, unseal } from "../keys/sealed";
import type { Cloud } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";

/** Longest life of a metadata token on all three clouds, in seconds. */
const MAX_SECONDS = 21_600;

/** PUT …/api/token: a token for the requests that follow. 400 without a lifetime, or with one out of range. */
export function metadataToken(
  request: WireRequest,
  header: string,
  cloud: Cloud,
  { identity, now }: ServiceContext,
): WireAnswer {
  const asked = request.headers[header] ?? "";
  const seconds = /^\d{1,5}$/.test(asked) ? Number(asked) : 0;
  if (seconds < 1 || seconds > MAX_SECONDS)
    return { status: 400, body: `400 - Bad Request: ${header} must be from 1 to ${MAX_SECONDS}` };
  return { status: 200, body: seal(identity, `${cloud} metadata`, { expiresAt: now() + seconds * 1000 }) };
}

/** Whether a request may be answered: with a token that lives, or without one unless the machine demands it. */
export function isAdmitted(request: WireRequest, header: string, cloud: Cloud, context: ServiceContext): boolean {
  const state = metadataTokenState(request, header, cloud, context);
  return state === "good" || (state === "absent" && context.behaviour.metadataTokens !== true);
}

/** Whether a request carries a metadata token that lives: `absent` is how the first version of such services was asked. */
export function metadataTokenState(
  request: WireRequest,
  header: string,
  cloud: Cloud,
  { identity, now }: ServiceContext,
): "good" | "absent" | "bad" {
  const token = request.headers[header];
  if (token === undefined || token === "") return "absent";
  const { expiresAt } = unseal(identity, `${cloud} metadata`, token) ?? {};
  return typeof expiresAt === "number" && expiresAt > now() ? "good" : "bad";
}
