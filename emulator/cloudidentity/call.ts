import { isObject, type JsonObject, parseJson } from "../untyped";
import type { ServiceContext } from "../service";
import type { WireRequest } from "../wire";
import { businessError, invalidParam, missingParam } from "./errors";
import { anyText, keepsTo, sensitiveWord, type TextRule } from "./rules";

/** One authenticated request, as the actions see it. */
export interface Call {
  readonly context: ServiceContext;
  readonly parameters: Parameters;
}

/** What an action does; it returns the envelope's `Result`. */
export type Action = (call: Call) => Readonly<Record<string, unknown>>;

/**
 * Parameters of one action, from the query and the JSON body alike (the body wins). A JSON null counts as absent. Every
 * reader throws the service's own refusal.
 */
export class Parameters {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(
    request: WireRequest,
    readonly action: string,
  ) {
    this.#values = new Map<string, unknown>([...request.query, ...Object.entries(readBody(request))]);
  }

  /** A text; absent is `undefined`, which is not the same as empty. */
  text(name: string, rule: TextRule): string | undefined {
    const value = this.#values.get(name) ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== "string" || !keepsTo(value, rule)) throw invalidParam(name, value);
    if (value.includes(sensitiveWord))
      throw businessError("ParamIncludeSensitiveWord", `The parameter ${name} Include sensitive Word`);
    return value;
  }

  /** Those of the named parameters that are texts, without any rule. */
  texts(...names: readonly string[]): string[] {
    return names.map((name) => this.#values.get(name)).filter((value): value is string => typeof value === "string");
  }

  /** A text that must be there and not be empty. */
  required(name: string, rule: TextRule = anyText): string {
    const value = this.#values.get(name) ?? "";
    if (value === "") throw missingParam(name, this.action);
    return this.text(name, rule) ?? "";
  }

  /** `true` or `false`, as JSON or as text. */
  requiredFlag(name: string): boolean {
    const value = this.#values.get(name) ?? "";
    if (value === "") throw missingParam(name, this.action);
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    throw invalidParam(name, value);
  }

  /** One of a few words; case matters. */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.#values.get(name) ?? "";
    if (value === "") return undefined;
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw invalidParam(name, value);
    return word;
  }

  /** PageNumber (from 1, default 1) and PageSize (1-100); no page gives the default size, the emulator takes 10. */
  page(): { readonly PageNumber: number; readonly PageSize: number } {
    return { PageNumber: this.#integer("PageNumber", 1_000_000) ?? 1, PageSize: this.#integer("PageSize", 100) ?? 10 };
  }

  #integer(name: string, max: number): number | undefined {
    const value = this.#values.get(name) ?? undefined;
    if (value === undefined) return undefined;
    const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number) || number < 1 || number > max)
      throw invalidParam(name, value);
    return number;
  }
}

function readBody(request: WireRequest): JsonObject {
  if (request.body.length === 0) return {};
  const body = parseJson(request.body.toString("utf8"));
  // Without the value: a body that is no JSON may hold a password, and no page says that the service repeats it.
  if (!isObject(body)) throw invalidParam("Body", "");
  return body;
}
