import type { WireRequest } from "../wire";
import { Parameters } from "./call";
import { Refusal } from "../volcengine/refusal";
import { findOperation } from "./operations";

/** Id and name of the user a request is about. */
export function addressed(request: WireRequest): readonly string[] {
  try {
    return new Parameters(request, findOperation(request)?.action ?? "").texts("UserId", "UserName");
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
