import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "../../../emulator";
import { type DirectoryName, directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { createUser } from "../../../provider/lifecycle/create";
import type { Context } from "../../../provider/lifecycle/context";
import { openSession } from "../../../provider/pulumi/session";

/** Values as a stack's configuration has them; structured ones as objects. */
export type StackSettings = Readonly<Record<string, string | object>>;

/** A user of each directory, by a name. */
const USERS: Readonly<Record<string, (name: string, emulator: RunningEmulator) => Fields>> = {
  eds: (name) => ({ endUserId: name, email: `${name}@example.com` }),
  eiam: (name, { eiam }) => ({ username: name, displayName: name, primaryOrganizationalUnitId: eiam.rootOrganizationalUnitId }),
  workspace: (name) => ({ userName: name, userEmail: `${name}@example.com`, activeType: "USER_ACTIVATE" }),
  cloudidentity: (name) => ({ userName: name }),
};

/** A stack over an emulator that gives out keys, and a home folder for the files of the vendors' tools. */
export class KeyStack {
  readonly home = mkdtempSync(join(tmpdir(), "rollcall-keys-"));
  /** Lines that were said to the person who watches. */
  readonly said: string[] = [];
  private constructor(readonly emulator: RunningEmulator) {}

  static async start(options: EmulatorOptions = {}): Promise<KeyStack> {
    return new KeyStack(await startEmulator({ seed: 3, ...options }));
  }

  async stop(): Promise<void> {
    await this.emulator.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Writes a file below the home folder and answers its path. */
  file(path: string, content: string | object): string {
    const whole = join(this.home, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, typeof content === "string" ? content : JSON.stringify(content));
    return whole;
  }

  /** A session as the provider process opens it. Without `settings` nobody names keys. */
  open(directory: DirectoryName, settings: StackSettings = {}, environment: Readonly<Record<string, string>> = {}): Promise<Context> {
    const { endpoint, eiam, workspace } = this.emulator;
    const config: StackSettings = {
      target: "emulator",
      [`${directory}Endpoint`]: endpoint,
      instanceId: eiam.instanceId,
      projectId: workspace.projectId,
      ...settings,
    };
    const read = (name: string): string | undefined => {
      const value = config[name.replace(/^rollcall:/, "")];
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    };
    const sources = { config: read, environment: { HOME: this.home, ...environment } };
    return openSession(directories[directory].kinds.User, sources, (line) => this.said.push(line));
  }

  /** Makes a user by the whole lifecycle. */
  create(context: Context, name: string): Promise<unknown> {
    return createUser(context, USERS[context.kind.directory.name]?.(name, this.emulator) ?? {});
  }

  /** Calls so far, by service and operation. */
  async calls(): Promise<Readonly<Record<string, number>>> {
    return (await (await fetch(`${this.emulator.endpoint}/_rollcall/calls`)).json()) as Readonly<Record<string, number>>;
  }

  async faults(...rules: readonly string[]): Promise<void> {
    await fetch(`${this.emulator.endpoint}/_rollcall/faults`, { method: "POST", body: rules.join("\n") });
  }

  /** How many users a directory has. */
  async count(directory: DirectoryName): Promise<number> {
    const users = (await (await fetch(`${this.emulator.endpoint}/_rollcall/users`)).json()) as Readonly<Record<string, readonly unknown[]>>;
    return users[directory]?.length ?? 0;
  }

  /** The job of a GitHub runner. */
  runner(): Readonly<Record<string, string>> {
    const { tokenPath, requestToken } = this.emulator.keys.oidc;
    return { ACTIONS_ID_TOKEN_REQUEST_URL: `${this.emulator.endpoint}${tokenPath}`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
  }

  /** An ID token of the emulator's issuer. */
  async idToken(more: Readonly<Record<string, string>> = {}): Promise<string> {
    const { tokenPath, requestToken } = this.emulator.keys.oidc;
    const url = `${this.emulator.endpoint}${tokenPath}&${new URLSearchParams({ audience: "rollcall", ...more }).toString()}`;
    const answer = await fetch(url, { headers: { authorization: `bearer ${requestToken}` } });
    return ((await answer.json()) as { value: string }).value;
  }

  /** The long-lived keys of the account. */
  get keys(): { readonly accessKeyId: string; readonly accessKeySecret: string } {
    const { accessKeyId, accessKeySecret } = this.emulator;
    return { accessKeyId, accessKeySecret };
  }

  /** The role that every account has, as each cloud names it. */
  role(directory: DirectoryName): Readonly<Record<string, string>> {
    const { alibaba, huawei, volcengine } = this.emulator.keys;
    if (directory === "workspace") return { agency: huawei.agency, domain: huawei.domainName };
    return directory === "cloudidentity" ? { roleTrn: volcengine.roleTrn } : { roleArn: alibaba.roleArn };
  }

  /** The same with the identity provider that the account trusts. */
  oidc(directory: DirectoryName): Readonly<Record<string, string>> {
    const { alibaba, huawei } = this.emulator.keys;
    if (directory === "workspace") return { idpId: huawei.idpId };
    if (directory === "cloudidentity") return this.role(directory);
    return { ...this.role(directory), providerArn: alibaba.oidcProviderArn };
  }

  /** The account of the keys on the directory's cloud. */
  accountId(directory: DirectoryName): string {
    const { alibaba, huawei, volcengine } = this.emulator.keys;
    if (directory === "workspace") return huawei.domainId;
    return directory === "cloudidentity" ? volcengine.accountId : alibaba.accountId;
  }
}
