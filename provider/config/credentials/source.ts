import { type Credentials, secretsOf } from "../../model/credentials";
import { type ErrorCode, RollcallError } from "../../model/error";
import type { Secrets } from "../../model/service";

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

/** A source that texts name first by the place in a file that leads to it. */
export function within(place: string, source: Source): Source {
  return { ...source, title: `${place} (${source.title})` };
}

/**
 * Why a source gives no keys. The search ends here: keys of another source would be somebody else's.
 * @param summary names the source and the file, never its content
 */
export function sourceProblem(summary: string, remedy: string, code: ErrorCode = "ERR_CONFIG"): RollcallError {
  return new RollcallError({ code, summary, remedy });
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** What keys are made of is printable ASCII. Anything else breaks a header or a signature far from where it was written. */
const FOREIGN = /[^\x20-\x7e]/u;

const QUOTED = /^(["'`]).*\1$/su;

/**
 * Looks for what copying and quoting leave in keys. Neither the key nor a part of it is told.
 * @param title of the source, for people
 * @throws RollcallError ERR_CONFIG
 */
function checkKeys(title: string, credentials: Credentials): void {
  for (const [name, value] of partsOf(credentials)) {
    const what = name === undefined ? title : `the ${name} of ${title}`;
    if (QUOTED.test(value))
      throw sourceProblem(
        `${what} stands in quotes, which would count as part of it.`,
        "Write it without quotes; nothing takes them off there.",
      );
    const foreign = FOREIGN.exec(value);
    if (foreign === null) continue;
    const code = (foreign[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    throw sourceProblem(
      `${what} holds a character that no key has: U+${code} after ${foreign.index === 1 ? "1 character" : `${foreign.index} characters`}.`,
      "Copy it again from where it was made.",
    );
  }
}

/** A token has a title of its own. */
function partsOf(credentials: Credentials): readonly (readonly [string | undefined, string])[] {
  if (credentials.kind === "token") return [[undefined, credentials.token]];
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return [
    ["access key id", accessKeyId],
    ["access key secret", accessKeySecret],
    ...(securityToken === undefined ? [] : [["session token", securityToken] as const]),
  ];
}
