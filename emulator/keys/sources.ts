import type { Identity } from "../service";
import { accountsOf } from "./accounts";
import { requestToken } from "./id-tokens";
import { instanceRole, roles } from "./roles";

/** What a client needs to be given keys, for the start-up line. */
export interface KeySources {
  readonly alibaba: {
    readonly accountId: string;
    readonly roleArn: string;
    readonly oidcProviderArn: string;
    readonly instanceRole: string;
    /** Below the endpoint: a credentials URI. */
    readonly credentialsPath: string;
  };
  readonly huawei: {
    readonly domainId: string;
    readonly domainName: string;
    readonly agency: string;
    readonly agencyUrn: string;
    readonly idpId: string;
    readonly oidcProviderUrn: string;
    /** Below the endpoint: where a pod gets keys for its token. */
    readonly podCredentialsPath: string;
  };
  readonly volcengine: { readonly accountId: string; readonly roleTrn: string; readonly instanceRole: string };
  /** The issuer of ID tokens: `<endpoint><tokenPath>` and `requestToken` are what a GitHub runner calls ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN. */
  readonly oidc: { readonly tokenPath: string; readonly requestToken: string };
}

/** The accounts and roles of a world, and the places where its emulators give out keys. */
export function keySources(identity: Identity): KeySources {
  const { alibaba, huawei, volcengine } = accountsOf(identity);
  const role = roles[0].name;
  return {
    alibaba: {
      accountId: alibaba.accountId,
      roleArn: alibaba.roleArn(role),
      oidcProviderArn: alibaba.oidcProviderArn,
      instanceRole,
      credentialsPath: "/alibaba/credentials",
    },
    huawei: {
      domainId: huawei.domainId,
      domainName: huawei.domainName,
      agency: role,
      agencyUrn: huawei.agencyUrn(role),
      idpId: huawei.idpId,
      oidcProviderUrn: huawei.oidcProviderUrn,
      podCredentialsPath: "/huawei/pod-credentials",
    },
    volcengine: { accountId: volcengine.accountId, roleTrn: volcengine.roleTrn(role), instanceRole },
    oidc: { tokenPath: "/_rollcall/oidc/token?api-version=2.0", requestToken: requestToken(identity) },
  };
}
