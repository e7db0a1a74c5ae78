import { record } from "../../../model/values";
import type { Answer } from "../../../model/service";
import { assertSafeUrl } from "../../../vendors/endpoint";
import { KEYS_WANTED, keysIn, type TemporaryKeys, unsigned } from "../../../vendors/key-exchange";
import type { Seeker } from "../cloud";
import { pairSet } from "../environment-keys";
import { exchangeKeys } from "../exchange";
import { tokenFile } from "../oidc-token";
import type { Source } from "../source";

const URI = "HC_CONTAINER_CREDENTIALS_FULL_URI";
const FILE = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";
/** Where the agent of a CCE node listens; link-local, so that nothing leaves the node. */
const AGENT = /^http:\/\/169\.254\.\d+\.\d+(:\d+)?(\/|$)/;

/** The identity of a CCE pod: its token file is exchanged at the agent of the node. */
export function podIdentity(seeker: Seeker): Source | undefined {
  const { settings, world } = seeker;
  const set = pairSet(URI, FILE, settings);
  if (set === undefined) return undefined;
  const [uri, file] = set;
  if (!AGENT.test(uri)) assertSafeUrl(uri, URI);
  const tokens = tokenFile(file, seeker);
  const { host } = new URL(uri);
  const title = `the pod identity of ${URI} (${host})`;
  return {
    title,
    traits: ["pod", uri, tokens.traits],
    renewable: true,
    async load(secrets) {
      const token = await tokens.token(secrets);
      const headers = { authorization: token, "content-type": "application/json", accept: "application/json" };
      const request = { method: "POST", url: uri, headers, body: "{}" };
      const asking = unsigned(KEYS_WANTED, request, world.network, keysOfAgent);
      return exchangeKeys(asking, { world, source: title, secrets: [token] });
    },
  };
}

function keysOfAgent({ body }: Answer): TemporaryKeys | undefined {
  const found = record(record(body)["credential"] ?? body);
  const names = { id: "accessKeyId", secret: "secretAccessKey", session: "securityToken" };
  return keysIn(found, names, found["expiration"]);
}
