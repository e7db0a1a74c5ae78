import { type Credentials, secretsOf } from "../../model/credentials";
import { type ErrorCode, RollcallError } from "../../model/error";
import type { Secrets } from "../../model/service";
import { checkKeys } from "./written-keys";

/** Keys at hand, and until when they count on this machine. */
export interface Held {
  readonly credentials: Credentials;
  /** By this machine's clock, in milliseconds since the epoch; absent where it is unknown or never. */
  readonly expiresAt?: number;
}

/** One place that keys come from. */
export interface Source {
  /** For people: `the variables ALIBABA_CLOUD_ACCESS_KEY_ID …`, `profile ci of /home/li/.aliyun/config.json`. Never holds a secret. */
  readonly title: string;
  /** What tells this source from another, secrets included; only a hash of it is kept. */
  readonly traits: readonly unknown[];
  /** Secrets that are known before anybody is asked, so that no text shows them from the first on. */
  readonly known?: readonly string[];
  /** Whether asking again can bring other keys. */
  readonly renewable: boolean;
  /** Secrets that are read or received on the way are told before anything is done with them. @throws RollcallError */
  load(secrets: Pick<Secrets, "learn">): Promise<Held>;
  /** Settings of directories that the source names beside the keys, by key: Huawei Cloud's name a project. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nobody named it: only asking it shows whether it has keys. */
  readonly isGuess?: true;
}

/**
 * Keys that stand as they are.
 * @throws RollcallError ERR_CONFIG when no cloud can have given them out, so that nothing is sent with them
 */
export function fixed(title: string, credentials: Credentials): Source {
  checkKeys(title, credentials);
  const known = secretsOf(credentials);
  return { title, traits: [credentials], known, renewable: false, load: () => Promise.resolve({ credentials }) };
}

/**
 * Why a source gives no keys. The search ends here: keys of another source would be somebody else's.
 * @param summary names the source and the file, never its content
 */
export function sourceProblem(summary: string, remedy: string, code: ErrorCode = "ERR_CONFIG"): RollcallError {
  return new RollcallError({ code, summary, remedy });
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], word = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${word} ${names.at(-1) ?? ""}`;
}
