import type { Credentials } from "../../model/credentials";
import { sourceProblem } from "./source";

/** What keys are made of is printable ASCII. Anything else breaks a header or a signature far from where it was written. */
const FOREIGN = /[^\x20-\x7e]/u;

const QUOTED = /^(["'`]).*\1$/su;

/**
 * Looks for what copying and quoting leave in keys. Neither the key nor a part of it is told.
 * @param title of the source, for people
 * @throws RollcallError ERR_CONFIG
 */
export function checkKeys(title: string, credentials: Credentials): void {
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
