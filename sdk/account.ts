import type { Bag } from "../provider/model/values";
import * as pulumi from "@pulumi/pulumi";
import type { DirectoryName } from "../provider/directories";
import type { VendorSettings } from "../provider/model/account";
import { accountProperties, unknownIn } from "./lib/classes/account-settings";
import { checkCall } from "./lib/classes/declaration";
import { placesOf } from "./lib/run/declared-user";
import { program } from "./lib/gate/program";
import { MARK } from "./lib/run/declared-places";
import { keepSettings } from "./lib/run/settings";
import { runError } from "./lib/run/run-error";
import { watchSettings } from "./lib/run/same-account";

/** Region and endpoint of each directory. An endpoint is a full URL; http only on loopback. */
type Places = { readonly [key in `${DirectoryName}Region` | `${DirectoryName}Endpoint`]?: pulumi.Input<string> };

/** Settings that single directories have beside those of all. */
type Own = { readonly [key in keyof VendorSettings]?: pulumi.Input<VendorSettings[key]> };

/** How keys are found, for one cloud or for whichever the account is used with (docs/credentials.md). */
export interface KeySettings {
  readonly accessKeyId?: pulumi.Input<string>;
  readonly accessKeySecret?: pulumi.Input<string>;
  /** Of temporary keys. */
  readonly securityToken?: pulumi.Input<string>;
  /** Huawei Cloud IAM token, instead of keys. */
  readonly authToken?: pulumi.Input<string>;
  /** A profile in the file of the cloud's own command line, instead of keys. */
  readonly profile?: pulumi.Input<string>;
  /** The role of the instance on which this runs, or the name of one of its roles, instead of keys. */
  readonly instanceRole?: pulumi.Input<boolean | string>;
  /** A URI that hands out keys, instead of keys (Alibaba Cloud). */
  readonly credentialsUri?: pulumi.Input<string>;
  /** Keys for an OIDC token, instead of keys. */
  readonly oidc?: pulumi.Input<OidcSettings>;
  /** A role to take on with the keys that are found. */
  readonly assumeRole?: pulumi.Input<RoleSettings>;
  /** The account that the keys must be of; nothing is sent with others. */
  readonly expectedAccountId?: pulumi.Input<string>;
  readonly stsEndpoint?: pulumi.Input<string>;
  /** Huawei Cloud. */
  readonly iamEndpoint?: pulumi.Input<string>;
  readonly metadataEndpoint?: pulumi.Input<string>;
  /** `false`: the instance's metadata is not asked where nobody names keys. */
  readonly metadata?: pulumi.Input<boolean>;
}

/** A session; what a cloud does not have is refused. */
interface SessionSettings {
  readonly sessionName?: pulumi.Input<string>;
  readonly durationSeconds?: pulumi.Input<number>;
  /** JSON, or the object itself. */
  readonly policy?: pulumi.Input<string | Bag>;
}

/** Alibaba Cloud has `providerArn` and `roleArn`, Huawei Cloud `idpId`, `agency` and `domain`, Volcengine `roleTrn`. */
export interface OidcSettings extends SessionSettings {
  readonly providerArn?: pulumi.Input<string>;
  readonly roleArn?: pulumi.Input<string>;
  readonly idpId?: pulumi.Input<string>;
  readonly agency?: pulumi.Input<string>;
  readonly domain?: pulumi.Input<string>;
  readonly roleTrn?: pulumi.Input<string>;
  /** Read again at each exchange. */
  readonly tokenFile?: pulumi.Input<string>;
  readonly token?: pulumi.Input<string>;
  /** On GitHub Actions, where neither file nor token is given: whom the job's ID token is for. */
  readonly audience?: pulumi.Input<string>;
}

/** Alibaba Cloud has `roleArn` and `externalId`, Huawei Cloud `agency` and `domain` (id or name), Volcengine `roleTrn`. */
export interface RoleSettings extends SessionSettings {
  readonly roleArn?: pulumi.Input<string>;
  readonly externalId?: pulumi.Input<string>;
  readonly agency?: pulumi.Input<string>;
  readonly domain?: pulumi.Input<string>;
  readonly roleTrn?: pulumi.Input<string>;
}

/** What an account may set; each falls back to the stack's `rollcall:` configuration and then to the environment. */
export interface AccountArgs extends Places, Own, KeySettings {
  /** `emulator` or `cloud`. */
  readonly target?: pulumi.Input<"emulator" | "cloud">;
  /** Keys of one cloud, for an account that is used with several; each goes before the plain settings. */
  readonly alibaba?: KeySettings;
  readonly huawei?: KeySettings;
  readonly volcengine?: KeySettings;
  /** Of every directory that has no region of its own here. */
  readonly region?: pulumi.Input<string>;
  /** Longest wait for one answer, in seconds. */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** Data file of the embedded emulator. */
  readonly emulatorData?: pulumi.Input<string>;
}

/**
 * One account, region or instance of a cloud, passed to users as `{ provider: account }`. Each account has a provider
 * process of its own; rotating its keys updates the account in place and touches no user.
 */
export class Account extends pulumi.ProviderResource {
  /** @throws pulumi.RunError for a field that no account has, at any depth */
  constructor(name: string, args: AccountArgs = {}, opts?: pulumi.ResourceOptions) {
    program().attempt(() => checkAccount(name, args, opts));
    const properties = accountProperties(args, new pulumi.Config("rollcall"));
    const names = [name, ...placesOf(opts ?? {}).aliases];
    program().accounts.note(names, properties);
    super("pulumi-nodejs", name, { ...whenItMayGo(names, properties), [MARK]: markOf(names, properties) }, opts);
    keepSettings(this, properties);
    watchSettings(this, properties);
  }
}

function checkAccount(name: unknown, args: object, opts: unknown): void {
  checkCall({
    what: "Account",
    name,
    args,
    opts,
    insteadOfImport: "an account is nothing but settings and is made by the run.",
  });
  const unknown = unknownIn(args);
  if (unknown !== undefined) throw runError(`Account ${JSON.stringify(name)}: ${unknown}`);
}

type Given = Readonly<Record<string, pulumi.Input<string>>>;

/** The properties, of which one waits for the program's leave. */
function whenItMayGo(names: readonly string[], properties: Given): pulumi.Inputs {
  const [first] = Object.entries(properties);
  if (first === undefined) return properties;
  const [key, value] = first;
  const leave = program().accounts.mayGo(names);
  return { ...properties, [key]: pulumi.output(value).apply((known) => leave.then(() => known)) };
}

/** What the provider is told of an account that has moved; nothing of another. The settings themselves may be secret. */
function markOf(names: readonly string[], properties: Given): pulumi.Input<string | undefined> {
  return pulumi
    .unsecret(pulumi.all(properties))
    .apply(() => program().accounts.hasMoved(names))
    .apply((moved) => (moved ? "true" : undefined));
}
