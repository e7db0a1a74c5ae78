import type { Answer, Classify } from "../model/service";
import { categoryOfStatus } from "../model/category";
import { exchangeText, type HttpRequest, type Network, readAnswer, type TextAnswer, timedOut } from "./http";
import type { KeyExchange, TemporaryKeys } from "./key-exchange";

/** How a cloud's metadata service is asked; the steps share one time limit. */
export interface MetadataService {
  /** Full URL without a trailing slash. */
  readonly endpoint: string;
  /** For texts: `Alibaba Cloud`. */
  readonly cloud: string;
  readonly token: {
    readonly path: string;
    readonly lifetimeHeader: string;
    readonly header: string;
    /** Whether the service may be asked without a token where it gives none. */
    readonly optional: boolean;
  };
  /** Lists the roles of the instance, where their keys stand below names. */
  readonly roles?: { readonly path: string; read(text: string): readonly string[] };
  /** Path of the keys. */
  keys(role: string): string;
  read(answer: Answer): TemporaryKeys | undefined;
}

/** How long a metadata token is asked for, in seconds (the most that the services give). */
const TOKEN_S = "21600";
/** Names of roles of all three clouds; anything else came from somebody else's service. */
const ROLE = /^[\w+=,.@-]{1,64}$/;

/** Keys of the role of the instance on which this runs. @param role its name; absent: the first that the service names */
export function instanceKeys(
  service: MetadataService,
  role: string | undefined,
  network: Network,
): KeyExchange<TemporaryKeys> {
  const { host } = new URL(service.endpoint);
  return {
    operation: "the request for the instance's keys",
    host,
    async send(timeoutMs) {
      const until = performance.now() + timeoutMs;
      const ask = (request: Omit<HttpRequest, "url">, path: string): Promise<TextAnswer> => {
        const left = Math.ceil(until - performance.now());
        if (left <= 0) throw timedOut(host, timeoutMs);
        return exchangeText(network, { ...request, url: `${service.endpoint}${path}` }, left);
      };
      const headers = await authorized(service, ask);
      if ("status" in headers) return answerOf(headers);
      const name = role ?? (await firstRole(service, (path) => ask({ method: "GET", headers: headers.with }, path)));
      if (typeof name !== "string") return name;
      return answerOf(await ask({ method: "GET", headers: headers.with }, service.keys(name)));
    },
    classify: classifyFor(service.cloud),
    read: service.read,
  };
}

/** The text of a refusal is left out: on every cloud it is a page for people. */
function answerOf({ status, headers, text }: TextAnswer): Answer {
  return readAnswer(status, headers, status < 300 ? text : "");
}

type Ask = (request: Omit<HttpRequest, "url">, path: string) => Promise<TextAnswer>;

async function authorized(
  { token }: MetadataService,
  ask: Ask,
): Promise<{ readonly with: Readonly<Record<string, string>> } | TextAnswer> {
  const answer = await ask({ method: "PUT", headers: { [token.lifetimeHeader]: TOKEN_S } }, token.path);
  const given = answer.text.trim();
  // A token of several lines, or markup, is no token: it would break the header or go to somebody else's service.
  if (answer.status === 200 && /^[\x21-\x7e]+$/.test(given) && !given.startsWith("<"))
    return { with: { [token.header]: given } };
  if (answer.status === 200) return { ...answer, status: 404, text: "" };
  return token.optional ? { with: {} } : answer;
}

async function firstRole(
  { roles }: MetadataService,
  get: (path: string) => Promise<TextAnswer>,
): Promise<string | Answer> {
  if (roles === undefined) return "";
  const answer = await get(roles.path);
  const [name] = answer.status === 200 ? roles.read(answer.text) : [];
  if (name !== undefined && ROLE.test(name)) return name;
  return readAnswer(answer.status === 200 ? 404 : answer.status, answer.headers, "");
}

function classifyFor(cloud: string): Classify {
  return ({ status }) => {
    if (status < 300) return undefined;
    const isMissing = status === 404 || status === 405 || status === 400;
    return {
      category: isMissing ? "routing" : categoryOfStatus(status),
      cloudCode: "",
      message: isMissing
        ? `the instance has no role, or this is not the metadata service of ${cloud}`
        : `HTTP ${status}`,
      status,
      remedy: `Give the instance a role, name another source of keys, or set rollcall:metadata to false where this machine is no instance of ${cloud}.`,
    };
  };
}
