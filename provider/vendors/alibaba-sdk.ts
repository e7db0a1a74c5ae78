import type { Bag } from "../model/values";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import OpenApiUtil from "@alicloud/openapi-util";
import { RuntimeOptions } from "@alicloud/tea-util";
import type { Answer } from "../model/service";
import type { Credentials } from "../model/credentials";
import { sha256Hex } from "./signing";
import { readAnswer } from "./http";

/** One Alibaba Cloud RPC request. Lists and objects of its parameters are flattened (`Users.1.EndUserId`), absent ones left out, `""` is sent. */
export interface AlibabaRequest {
  readonly version: string;
  readonly action: string;
  readonly query?: Bag;
  /** Sent as a form. Empty counts as absent. */
  readonly body?: Bag;
}

const SCHEME = "ACS3-HMAC-SHA256";

type Gateway = Parameters<OpenApi["setGatewayClient"]>[0];
type Exchange = Parameters<Gateway["modifyRequest"]>[0];
type Keys = Extract<Credentials, { readonly kind: "keys" }>;

/** What a signature depends on besides the request. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A text never used before. */
  readonly nonce: () => string;
}

const systemMoment: Moment = { now: () => Date.now(), nonce: () => randomUUID().replaceAll("-", "") };

/**
 * The vendor's client for one account. It is used through its gateway interface, because its plain `callApi` loses the headers
 * of every error (and with them Retry-After), and loses the status, too, when an answer is not JSON.
 */
export class AlibabaSdk {
  private readonly client: OpenApi;

  constructor(endpoint: string, keys: Keys, moment: Moment = systemMoment) {
    const { host, protocol } = new URL(endpoint);
    // The protocol must stand in Config: the one in Params is ignored for custom endpoints.
    this.client = new OpenApi(
      new Config({
        accessKeyId: keys.accessKeyId,
        accessKeySecret: keys.accessKeySecret,
        ...(keys.securityToken !== undefined && { securityToken: keys.securityToken }),
        endpoint: host,
        protocol: protocol.slice(0, -1),
      }),
    );
    this.client.setGatewayClient(gateway(keys, moment));
  }

  /** One signed attempt. Rejects with the client's own error when no answer came. */
  async send(request: AlibabaRequest, timeoutMs: number): Promise<Answer> {
    const params = new Params({
      action: request.action,
      version: request.version,
      protocol: "HTTPS",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const body = flatten(request.body);
    const wire = new OpenApiRequest({ query: flatten(request.query), ...(Object.keys(body).length > 0 && { body }) });
    // The effective time-out is the smaller of the two, 3 s unless both are set.
    const runtime = new RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });
    const { body: answer } = await this.client.execute(params, wire, runtime);
    return answer;
  }
}

function gateway(keys: Keys, moment: Moment): Gateway {
  return {
    async modifyConfiguration() {},
    async modifyRequest(exchange) {
      sign(exchange, keys, moment);
    },
    async modifyResponse({ response }) {
      const texts = Object.entries(response.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
      const headers = Object.fromEntries(texts);
      response.deserializedBody = readAnswer(response.statusCode ?? 0, headers, await readText(response.body));
    },
  };
}

function sign({ request, configuration }: Exchange, keys: Keys, { now, nonce }: Moment): void {
  const form = request.body === undefined ? "" : OpenApiUtil.toForm(request.body);
  const payload = sha256Hex(form);
  const headers: Record<string, string> = {
    host: configuration.endpoint ?? "",
    "x-acs-version": request.version,
    "x-acs-action": request.action,
    "x-acs-date": new Date(now()).toISOString().replace(/\.\d{3}/, ""),
    "x-acs-signature-nonce": nonce(),
    "x-acs-content-sha256": payload,
    "user-agent": request.userAgent,
    accept: "application/json",
    ...(keys.securityToken !== undefined && { "x-acs-security-token": keys.securityToken }),
    ...(form !== "" && {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(form)),
    }),
  };
  const { protocol, method, pathname, query = {} } = request;
  const signed = { protocol, port: 0, method, pathname, query, headers, body: Readable.from([]) };
  const { accessKeyId, accessKeySecret } = keys;
  headers["Authorization"] = OpenApiUtil.getAuthorization(signed, SCHEME, payload, accessKeyId, accessKeySecret);
  request.headers = headers;
  if (form !== "") request.stream = Readable.from([Buffer.from(form)]);
}

/** Lists and objects by the RPC convention; the client would send raw nested lists wrongly. */
function flatten(parameters: Bag = {}): Record<string, string> {
  return OpenApiUtil.query({ ...parameters });
}

async function readText(body: Readable | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
