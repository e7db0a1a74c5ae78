import type { Secrets } from "./service";

/** The clouds whose keys Rollcall understands. Two directories of one cloud share its keys. */
export type CloudName = "alibaba" | "huawei" | "volcengine";

/** Keys of one cloud as a request is signed with them; exactly one form is present. */
export type Credentials =
  | {
      readonly kind: "keys";
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string;
    }
  | { readonly kind: "token"; readonly token: string };

/** Who calls a cloud: one source of keys, kept for the whole run. It never turns into somebody else. */
export interface Identity {
  /** For people: where the keys come from, e.g. `profile ci of /home/li/.aliyun/config.json`. Never holds a key. */
  readonly source: string;
  /** Equal for the same keys and the same role alone, so that others share neither calls nor keys. Never holds a secret. */
  readonly name: string;
  /**
   * Keys that are valid now. One exchange serves however many ask at once, and comes ahead of the expiry.
   * @throws RollcallError when the source cannot give any; it names the source and never its content
   */
  keys(): Promise<Credentials>;
  /**
   * The cloud refused these keys. Whether `keys()` now brings others, worth one more attempt.
   * @throws RollcallError like `keys`
   */
  renew(refused: Credentials): Promise<boolean>;
  /** When the keys at hand run out, in milliseconds since the epoch; `undefined` where that is unknown or never. */
  expiresAt(): number | undefined;
  /** Tells every secret that is read or received, from the first on and in future, to what keeps texts clean of them. */
  tell(secrets: Pick<Secrets, "learn">): void;
}

/** What a call may be signed with: keys as they are, or somebody who brings them. */
export type Signer = Credentials | Identity;

/** The keys of a signer that are valid now. */
export function keysOf(signer: Signer): Promise<Credentials> {
  return "kind" in signer ? Promise.resolve(signer) : signer.keys();
}

/** A signer as an identity. */
export function identityOf(signer: Signer): Identity {
  return "kind" in signer ? standing(signer, "the given keys") : signer;
}

/** Keys that stay as they are, as an identity. @param source see {@link Identity.source} */
export function standing(credentials: Credentials, source: string): Identity {
  return {
    source,
    name: credentials.kind === "keys" ? credentials.accessKeyId : "token",
    keys: () => Promise.resolve(credentials),
    renew: () => Promise.resolve(false),
    expiresAt: () => undefined,
    tell: (secrets) => secretsOf(credentials).forEach((value) => secrets.learn(value)),
  };
}

/** The parts of keys that no text may show. The id of a key is public. */
export function secretsOf(credentials: Credentials): readonly string[] {
  if (credentials.kind === "token") return [credentials.token];
  return [credentials.accessKeySecret, ...(credentials.securityToken === undefined ? [] : [credentials.securityToken])];
}
