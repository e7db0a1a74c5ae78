import type { Identity } from "../service";
import { derived } from "./sealed";

/** Name of the identity provider that each cloud's account trusts: the emulator's own issuer of ID tokens. */
const PROVIDER = "emulator";

/** Whose the keys of this world are: one account on each cloud, named as that cloud names things. */
export interface CloudAccounts {
  readonly alibaba: {
    readonly accountId: string;
    readonly userId: string;
    readonly userArn: string;
    readonly oidcProviderArn: string;
    roleArn(role: string): string;
  };
  readonly huawei: {
    readonly domainId: string;
    readonly domainName: string;
    readonly userId: string;
    readonly idpId: string;
    readonly oidcProviderUrn: string;
    agencyUrn(agency: string): string;
  };
  readonly volcengine: { readonly accountId: string; readonly userId: string; roleTrn(role: string): string };
}

/** The accounts of a world. They follow from its keys, so that two worlds are two accounts and a data file needs no line for them. */
export function accountsOf(identity: Identity): CloudAccounts {
  const digits = (purpose: string, first: string, length: number): string =>
    first +
    (derived(identity, purpose).readBigUInt64BE() % 10n ** BigInt(length - first.length))
      .toString()
      .padStart(length - first.length, "0");
  const hex = (purpose: string): string => derived(identity, purpose).toString("hex").slice(0, 32);
  const alibaba = digits("alibaba account", "1", 16);
  const domainId = hex("huawei domain");
  const volcengine = digits("volcengine account", "21", 10);
  return {
    alibaba: {
      accountId: alibaba,
      userId: digits("alibaba user", "2", 18),
      userArn: `acs:ram::${alibaba}:user/rollcall`,
      oidcProviderArn: `acs:ram::${alibaba}:oidc-provider/${PROVIDER}`,
      roleArn: (role) => `acs:ram::${alibaba}:role/${role}`,
    },
    huawei: {
      domainId,
      domainName: `emulator-${domainId.slice(0, 8)}`,
      userId: hex("huawei user"),
      idpId: PROVIDER,
      oidcProviderUrn: `iam::${domainId}:oidcProvider:${PROVIDER}`,
      agencyUrn: (agency) => `iam::${domainId}:agency:${agency}`,
    },
    volcengine: {
      accountId: volcengine,
      userId: digits("volcengine user", "3", 8),
      roleTrn: (role) => `trn:iam::${volcengine}:role/${role}`,
    },
  };
}
