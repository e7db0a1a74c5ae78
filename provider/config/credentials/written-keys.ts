import type { Credentials } from "../../model/credentials";

/** What keys are made of is printable ASCII. Anything else breaks a header or a signature far from where it was written. */
const FOREIGN = /[^\x20-\x7e]/u;

const QUOTED = /^(["'`]).*\1$/su;

/** Why keys are none, and what helps. */
export interface KeyProblem {
  readonly summary: string;
  readonly remedy: string;
}

/**
 * Looks for what copying and quoting leave in keys. Neither the key nor a part of it is told.
 * @param title of the source, for people
 */
export function keyProblem(title: string, credentials: Credentials): KeyProblem | undefined {
  for (const [name, value] of partsOf(credentials)) {
    const what = name === undefined ? title : `the ${name} of ${title}`;
    if (QUOTED.test(value))
      return {
        summary: `${what} stands in quotes, which would count as part of it.`,
        remedy: "Write it without quotes; nothing takes them off there.",
      };
    const foreign = FOREIGN.exec(value);
    if (foreign === null) continue;
    const code = (foreign[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return {
      summary: `${what} holds a character that no key has: U+${code} after ${foreign.index === 1 ? "1 character" : `${foreign.index} characters`}.`,
      remedy: "Copy it again from where it was made.",
    };
  }
  return undefined;
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
