import type { Answer, Failure, Secrets } from "../../model/service";
import { record } from "../../model/values";
import { filledText, type KeyExchange, type TemporaryKeys, unsigned } from "../../vendors/key-exchange";
import type { Seeker } from "./cloud";
import type { Structured } from "./configured";
import { exchangeKeys, send } from "./exchange";
import { homeOf, pathOf, readNeeded } from "./files";
import { type Source, sourceProblem } from "./source";
import type { World } from "./world";

/** Where OIDC tokens come from: asked again at each exchange, because a token lives for minutes and a file is rotated in place. */
export interface OidcTokens {
  /** For people: `the token file /var/run/token`. */
  readonly title: string;
  readonly traits: readonly unknown[];
  readonly known?: readonly string[];
  token(secrets: Pick<Secrets, "learn">): Promise<string>;
}

/** A token file, read again and trimmed each time. */
export function tokenFile(written: string, { settings, world }: Seeker): OidcTokens {
  const path = pathOf(written, homeOf(settings, world));
  const title = `the token file ${path}`;
  return {
    title,
    traits: ["file", path],
    async token(secrets) {
      const token = readNeeded(world, path, "the token file").trim();
      secrets.learn(token);
      return token;
    },
  };
}

/** A token given as it is. @param title names where, e.g. `rollcall:oidc.token` */
export function givenToken(token: string, title: string): OidcTokens {
  return {
    title,
    traits: ["token", token],
    known: [token.trim()],
    token() {
      return Promise.resolve(token.trim());
    },
  };
}

const URL_VARIABLE = "ACTIONS_ID_TOKEN_REQUEST_URL";
const BEARER_VARIABLE = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

/**
 * The runner of GitHub Actions, which signs a new token whenever it is asked; `undefined` elsewhere. A job has it with
 * `permissions: id-token: write`.
 * @param audience who is to accept the token; the runner's own default when absent
 */
function githubTokens(audience: string | undefined, { settings, world }: Seeker): OidcTokens | undefined {
  const url = settings.variable(URL_VARIABLE);
  const bearer = settings.variable(BEARER_VARIABLE);
  if (url === undefined || bearer === undefined) return undefined;
  const title = "the ID token of this GitHub Actions job";
  return {
    title,
    traits: ["github", url, audience],
    async token(secrets) {
      secrets.learn(bearer);
      const { value } = await send(request(url, bearer, audience, world), { world, source: title, secrets: [bearer] });
      secrets.learn(value);
      return value;
    },
  };
}

function request(url: string, bearer: string, audience: string | undefined, world: World): KeyExchange<string> {
  if (!URL.canParse(url))
    throw sourceProblem(`${URL_VARIABLE} is not a URL.`, "Leave this variable to the runner of GitHub Actions.");
  const asked = new URL(url);
  if (audience !== undefined) asked.searchParams.set("audience", audience);
  const headers = { authorization: `Bearer ${bearer}`, accept: "application/json" };
  const read = ({ body }: Answer) => filledText(record(body)["value"]);
  const request = { method: "GET", url: asked.href, headers };
  return unsigned("the request for an ID token", request, world.network, read, refusalOf);
}

function refusalOf({ status }: Answer): Failure | undefined {
  if (status < 300) return undefined;
  const category = status === 429 ? "throttled" : status >= 500 ? "transient" : "auth";
  const remedy = "Give the job the permission id-token: write.";
  return { category, cloudCode: "", message: `HTTP ${status}`, status, remedy };
}

/**
 * Where a configured OIDC block takes its tokens from: a file, a text, or the runner of GitHub Actions.
 * @param usual whom tokens are asked for unless the block says otherwise; the runner's own default when absent
 * @throws RollcallError ERR_CONFIG for both of file and text, or none of the three
 */
export function configuredTokens({ fields, label }: Structured, seeker: Seeker, usual?: string): OidcTokens {
  const { tokenFile: file, token, audience = usual } = fields;
  if (file !== undefined && token !== undefined)
    throw sourceProblem(`${label("tokenFile")} and ${label("token")} are both set.`, "Keep one of them.");
  if (file !== undefined) return tokenFile(file, seeker);
  if (token !== undefined) return givenToken(token, label("token"));
  const github = githubTokens(audience, seeker);
  if (github !== undefined) return github;
  throw sourceProblem(
    `neither ${label("tokenFile")} nor ${label("token")} is set, and this is no GitHub Actions job that may ask for an ID token.`,
    "Set one of them, or give the job the permission id-token: write.",
  );
}

/** Keys in exchange for a token. @param title whose keys they are, e.g. `role acs:ram::…`. @param traits what tells it from another, tokens apart */
export function tokenSource(
  title: string,
  traits: readonly unknown[],
  tokens: OidcTokens,
  exchange: (token: string) => KeyExchange<TemporaryKeys>,
  world: World,
): Source {
  const source = `${title}, taken on with ${tokens.title}`;
  return {
    title: source,
    traits: ["oidc", ...traits, tokens.traits],
    known: tokens.known ?? [],
    renewable: true,
    async load(secrets) {
      const token = await tokens.token(secrets);
      return exchangeKeys(exchange(token), { world, source, secrets: [token] });
    },
  };
}
