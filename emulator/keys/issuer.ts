import { sameSignature } from "../signatures/canonical";
import type { Identity } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { mintIdToken, requestToken } from "./id-tokens";

/** How long GitHub's ID tokens live, in seconds; `lifetime=` asks for another one. */
const LIFETIME_S = 300;
/** What a token is for when nobody says: GitHub names the owner of the repository. */
const DEFAULT_AUDIENCE = "https://github.com/example";
const DEFAULT_SUBJECT = "repo:example/people:ref:refs/heads/main";

/**
 * An ID token as GitHub's runner gives it: `GET …?audience=…` with `Authorization: Bearer <request token>`, answered with
 * `{"value"}`. Also `subject=` and `lifetime=` (seconds, negative for one that has run out).
 */
export function idTokenAnswer({ headers, query }: WireRequest, identity: Identity, now: number): WireAnswer {
  const given = /^bearer (.+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? "";
  if (!sameSignature(requestToken(identity), given))
    return {
      status: 401,
      body: { message: "The request token is missing or wrong: send Authorization: Bearer <keys.oidc.requestToken>." },
    };
  const lifetime = Number(query.get("lifetime") ?? LIFETIME_S);
  if (!Number.isInteger(lifetime)) return { status: 400, body: { message: "lifetime must be whole seconds." } };
  const iat = Math.floor(now / 1000);
  const value = mintIdToken(identity, {
    iss: `http://${headers["host"] ?? "127.0.0.1"}/_rollcall/oidc`,
    sub: query.get("subject") ?? DEFAULT_SUBJECT,
    aud: audienceOf(query),
    iat,
    nbf: Math.min(iat, iat + lifetime),
    exp: iat + lifetime,
  });
  return { status: 200, body: { count: value.length, value } };
}

/** Several are a list, as GitLab writes it. */
function audienceOf(query: URLSearchParams): string | readonly string[] {
  const [first = DEFAULT_AUDIENCE, ...others] = query.getAll("audience");
  return others.length === 0 ? first : [first, ...others];
}
