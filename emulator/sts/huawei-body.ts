import { parseJson } from "../untyped";
import { Refusal } from "../huawei/refusal";
import type { WireRequest } from "../wire";

/** A field out of its rules, in IAM's words. */
export function invalidField(name: string, rule: string): Refusal {
  return new Refusal(400, "IAM.0007", `Request parameter ${name} is invalid: ${rule}.`);
}

/** The JSON object of a request. */
export function readJson(request: WireRequest): unknown {
  const body = parseJson(request.body.toString("utf8"));
  if (body === undefined) throw new Refusal(400, "IAM.0011", "The request body is not JSON.");
  return body;
}

/** A text that may be absent. */
export function optionalText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalidField(name, "it must be a string");
  return value;
}

/** A text that must be there. */
export function requiredText(value: unknown, name: string): string {
  const text = optionalText(value, name);
  if (text === undefined) throw invalidField(name, "it is required");
  return text;
}

/** A lifetime in whole seconds. */
export function seconds(value: unknown, min: number, max: number, absent: number): number {
  const number = value === undefined || value === null ? absent : typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max)
    throw invalidField("duration_seconds", `it must be from ${min} to ${max}`);
  return number;
}
