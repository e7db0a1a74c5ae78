import { isObject, type JsonObject, parseJson } from "../untyped";
import type { WireRequest } from "../wire";
import type { ParamErrors, RpcError } from "./errors";
import { sentPairs } from "./rpc-request";

interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

function newNode(): Node {
  return { children: new Map() };
}

/**
 * Parameters of an RPC call, flattened as `Users.1.EndUserId` on the wire. Every reader throws an {@link RpcError} in the
 * service's own codes.
 */
export class RpcParams {
  readonly #node: Node;

  private constructor(
    node: Node,
    private readonly errors: ParamErrors,
  ) {
    this.#node = node;
  }

  /** Merges query and form body, as the RPC gateway does: a parameter may stand in either. */
  static from(request: WireRequest, errors: ParamErrors): RpcParams {
    const root = newNode();
    for (const [name, value] of sentPairs(request)) {
      let node = root;
      for (const part of name.split(".")) {
        const child = node.children.get(part) ?? newNode();
        node.children.set(part, child);
        node = child;
      }
      node.value = value;
    }
    return new RpcParams(root, errors);
  }

  /** The service's refusal of a parameter that is out of its rules, for rules that only one action has. */
  invalid(name: string, rule: string): RpcError {
    return this.errors.invalid(name, rule);
  }

  /** The text of a parameter; `""` when it was sent empty, `undefined` when it was not sent. */
  text(name: string): string | undefined {
    return this.#node.children.get(name)?.value;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === "") throw this.errors.missing(name);
    return value;
  }

  /** `true` or `false` in any case: the vendor's Python SDK writes `True` and `False`, and the gateway takes both. */
  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === "") return undefined;
    if (value !== "true" && value !== "false") throw this.invalid(name, "it must be true or false.");
    return value === "true";
  }

  integer(name: string, minimum: number, maximum: number): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === "") return undefined;
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= minimum && number <= maximum))
      throw this.invalid(name, `it must be an integer from ${minimum} to ${maximum}.`);
    return number;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined || value === "") return undefined;
    const match = allowed.find((candidate) => candidate === value);
    if (match === undefined) throw this.invalid(name, `valid values are ${allowed.join(", ")}.`);
    return match;
  }

  /** A JSON-style parameter: one parameter holding the text of a JSON object. */
  jsonObject(name: string): JsonObject | undefined {
    const value = this.text(name);
    if (value === undefined || value === "") return undefined;
    const parsed = parseJson(value);
    if (!isObject(parsed)) throw this.invalid(name, "it must be the text of a JSON object.");
    return parsed;
  }

  /** A list of texts, `Name.1`, `Name.2`, … in the order of the indices; empty when not sent. */
  list(name: string): string[] {
    return this.#members(name).map(([index, node]) => {
      if (node.value === undefined) throw this.invalid(name, `member ${index} must be a text.`);
      return node.value;
    });
  }

  /** A list of texts that must have 1 to `maximum` members. */
  requiredList(name: string, maximum: number): string[] {
    const members = this.limitedList(name, maximum);
    if (members.length === 0) throw this.errors.missing(name);
    return members;
  }

  limitedList(name: string, maximum: number): string[] {
    const members = this.list(name);
    if (members.length > maximum) throw this.invalid(name, `it may have at most ${maximum} members.`);
    return members;
  }

  /** A list of objects, `Name.1.Field`, …; empty when not sent. */
  objects(name: string): RpcParams[] {
    return this.#members(name).map(([, node]) => new RpcParams(node, this.errors));
  }

  /** Texts a parameter holds, itself, as a list, or as `field` of a list of objects; never throws. */
  everyText(name: string, field = ""): string[] {
    const node = this.#node.children.get(name);
    const nodes = node === undefined ? [] : [node, ...node.children.values()];
    return nodes.flatMap((candidate) => candidate.value ?? candidate.children.get(field)?.value ?? []);
  }

  /** One object, `Name.Field`; `undefined` when not sent. */
  object(name: string): RpcParams | undefined {
    const node = this.#node.children.get(name);
    return node === undefined ? undefined : new RpcParams(node, this.errors);
  }

  #members(name: string): [number, Node][] {
    const node = this.#node.children.get(name);
    if (node === undefined) return [];
    const members = [...node.children].map(([index, child]): [number, Node] => [
      /^[1-9]\d{0,5}$/.test(index) ? Number(index) : Number.NaN,
      child,
    ]);
    if (members.some(([index]) => Number.isNaN(index)) || (members.length === 0 && node.value)) {
      throw this.invalid(name, "it must be a list, numbered from 1.");
    }
    return members.sort(([left], [right]) => left - right);
  }
}
