import type { KindName } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";

/** A resource for {@link exportedState}. */
export interface Exported {
  readonly directory: string;
  readonly name: string;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** `UserSet` for a set. Default: a single user. */
  readonly kind?: KindName | "UserSet";
  /** Name of the account's resource. Default: the stack's own. */
  readonly account?: string;
  readonly external?: true;
  readonly delete?: true;
}

/** How `pulumi stack export` writes an encrypted value. */
export const ENCRYPTED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc:def" };

/** The same with `--show-secrets`. */
export function decrypted(value: unknown): Fields {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}

/** The text of `pulumi stack export` for these resources; `accounts` holds each account's inputs by name, `pending` who was being made. */
export function exportedState(
  resources: readonly Exported[],
  accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
  pending: readonly Exported[] = [],
): string {
  const providers = Object.entries({ default: {}, ...accounts }).map(([name, inputs]) => ({
    urn: providerUrn(name),
    custom: true,
    id: `id-${name}`,
    type: "pulumi:providers:pulumi-nodejs",
    inputs,
    outputs: inputs,
  }));
  const written = ({ directory, name, id, outputs, kind = "User", account = "default", ...flags }: Exported) => {
    const type = `pulumi-nodejs:dynamic/rollcall/${directory}:${kind}`;
    return {
      urn: `urn:pulumi:dev::acme::${type}::${name}`,
      custom: true,
      id,
      type,
      inputs: outputs,
      outputs,
      provider: `${providerUrn(account)}::id-${account}`,
      ...flags,
    };
  };
  const pendingOperations = pending.map((resource) => ({
    resource: { ...written(resource), id: undefined, outputs: undefined },
    type: "creating",
  }));
  return JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        { urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev", custom: false, type: "pulumi:pulumi:Stack" },
        ...providers,
        ...resources.map(written),
      ],
      ...(pending.length > 0 && { pending_operations: pendingOperations }),
    },
  });
}

function providerUrn(name: string): string {
  return `urn:pulumi:dev::acme::pulumi:providers:pulumi-nodejs::${name}`;
}
