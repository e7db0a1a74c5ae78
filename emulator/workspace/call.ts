import { isObject, parseJson } from "../untyped";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { badFormat } from "../huawei/refusal";
import { invalid } from "./errors";
import type { Fields } from "./rules";

/** One authenticated request, as the operations see it. */
export interface Call {
  readonly context: ServiceContext;
  /** Values of the `{…}` parts of the path template. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
}

/** What an operation answers; headers are the service's to add. */
export type Operation = (call: Call) => WireAnswer;

/** JSON object of a request with a body, `{}` for one without. */
export function readBody(request: WireRequest): Fields {
  if (request.body.length === 0) return {};
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? ""))
    throw badFormat("Content-Type must be application/json");
  const body = parseJson(request.body.toString("utf8"));
  if (body === undefined) throw invalid("the body is not JSON");
  return asFields(body, "the body");
}

/** Narrows a JSON value to an object. */
export function asFields(value: unknown, what: string): Fields {
  if (!isObject(value)) throw invalid(`${what} must be a JSON object`);
  return value;
}
