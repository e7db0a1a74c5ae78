import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import OpenApiUtil from "@alicloud/openapi-util";
import { RuntimeOptions } from "@alicloud/tea-util";

import type { RunningEmulator } from "../../../emulator";

/** What a call gave: the body of a 200, or the error the client raised. */
export interface CallResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where the parameters travel, as Alibaba's own clients place them per action. */
export interface CallParameters {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, unknown>>;
}

const VERSIONS = { eds: "2021-03-08", eiam: "2021-12-01", sts: "2015-04-01" } as const;

/** Keys to sign with, temporary ones with their token. */
export interface AlibabaKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Calls one action through Alibaba's own client core, unmodified. */
export function alibabaCaller(
  emulator: Pick<RunningEmulator, "endpoint" | "accessKeyId" | "accessKeySecret">,
  service: keyof typeof VERSIONS,
  keys: AlibabaKeys = emulator,
) {
  const { accessKeyId, accessKeySecret, securityToken } = keys;
  const temporary = securityToken === undefined ? {} : { securityToken };
  const config = new Config({ accessKeyId, accessKeySecret, ...temporary, endpoint: new URL(emulator.endpoint).host, protocol: "http" });
  const client = new OpenApi(config);
  return async (action: string, { query = {}, form }: CallParameters): Promise<CallResult> => {
    const params = new Params({
      action,
      version: VERSIONS[service],
      protocol: "HTTPS",
      pathname: "/",
      method: "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const request = new OpenApiRequest({ query: OpenApiUtil.query(query), ...(form === undefined ? {} : { body: form }) });
    try {
      const answer: unknown = await client.callApi(params, request, new RuntimeOptions({ readTimeout: 10_000, connectTimeout: 10_000 }));
      const { statusCode, headers, body } = answer as Omit<CallResult, "status"> & { statusCode: number };
      return { status: statusCode, headers, body };
    } catch (error) {
      const { statusCode, data } = error as { statusCode?: number; data?: Readonly<Record<string, unknown>> };
      if (statusCode === undefined || data === undefined) throw error;
      return { status: statusCode, headers: {}, body: data };
    }
  };
}
