import * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import type { DirectoryName } from "../provider/model/account";
import { checkCall } from "./lib/declaration";

/** Region and endpoint of each directory. An endpoint is a full URL; http only on loopback. */
type Places = { readonly [key in `${DirectoryName}Region` | `${DirectoryName}Endpoint`]?: pulumi.Input<string> };

/** What an account may set; each falls back to the stack's `rollcall:` configuration and then to the environment. */
export interface AccountArgs extends Places {
  /** `emulator` or `cloud`. */
  readonly target?: pulumi.Input<"emulator" | "cloud">;
  readonly accessKeyId?: pulumi.Input<string>;
  readonly accessKeySecret?: pulumi.Input<string>;
  /** Of temporary keys. */
  readonly securityToken?: pulumi.Input<string>;
  /** Huawei Cloud IAM token, instead of keys. */
  readonly authToken?: pulumi.Input<string>;
  /** Of every directory that has no region of its own here. */
  readonly region?: pulumi.Input<string>;
  /** EIAM instance. */
  readonly instanceId?: pulumi.Input<string>;
  /** Huawei Cloud project. */
  readonly projectId?: pulumi.Input<string>;
  /** Longest wait for one answer, in seconds. */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** Users in one EDS CreateUsers call: 100, or 20 for a site that still has the limits of the older pages. */
  readonly edsBatchSize?: pulumi.Input<20 | 100>;
  /** Data file of the embedded emulator. */
  readonly emulatorData?: pulumi.Input<string>;
}

const SECRET = ["accessKeySecret", "securityToken", "authToken"];
const CREDENTIALS = ["accessKeyId", ...SECRET];
const REGIONS = Object.keys(directories).map((name) => `${name}Region`);
const ENDPOINTS = Object.keys(directories).map((name) => `${name}Endpoint`);
const KEYS = [
  "target",
  ...CREDENTIALS,
  "region",
  ...REGIONS,
  ...ENDPOINTS,
  "instanceId",
  "projectId",
  "timeoutSeconds",
  "edsBatchSize",
  "emulatorData",
];

/**
 * One account, region or instance of a cloud, passed to users as `{ provider: account }`. Each account has a provider
 * process of its own; rotating its keys updates the account in place and touches no user.
 */
export class Account extends pulumi.ProviderResource {
  constructor(name: string, args: AccountArgs = {}, opts?: pulumi.ResourceOptions) {
    checkCall({
      what: "Account",
      name,
      args,
      opts,
      insteadOfImport: "an account is nothing but settings and is made by the run.",
    });
    const config = new pulumi.Config("rollcall");
    const given = givenBy(args);
    const properties: Record<string, pulumi.Input<string>> = {};
    for (const key of KEYS) {
      // A provider of its own does not see the stack's configuration, so what the program leaves open is copied from there.
      const value = given.has(key) ? given.get(key) : SECRET.includes(key) ? config.getSecret(key) : config.get(key);
      if (value === undefined) continue;
      const text = pulumi.output(value).apply((known) => String(known));
      properties[`rollcall:${key}`] = SECRET.includes(key) ? pulumi.secret(text) : text;
    }
    super("pulumi-nodejs", name, properties, opts);
  }
}

/**
 * What the program says, and what follows from it: its region is that of every directory it names no other for, and its
 * credentials are a whole, to which no session or token of the stack's own keys belongs.
 */
function givenBy(args: AccountArgs): ReadonlyMap<string, unknown> {
  const said = Object.entries(args).filter(([, value]) => value !== undefined);
  const credentials = said.some(([key]) => CREDENTIALS.includes(key)) ? CREDENTIALS : [];
  const regions = args.region === undefined ? [] : REGIONS;
  return new Map<string, unknown>([
    ...credentials.map((key) => [key, undefined] as const),
    ...regions.map((key) => [key, args.region] as const),
    ...said,
  ]);
}
