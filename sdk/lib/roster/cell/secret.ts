import { GENERATE } from "../../../../provider/model/initial-password";
import { CLEARED } from "./cells";
import { errorWord } from "./error-words";
import { inspectText } from "./hygiene";
import { isUnfilledSecret } from "./pasted";
import { isPlaceholder } from "./placeholders";
import { isMask, isShownObject } from "./shown-objects";
import { isForced, isRounded } from "./written";

const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

/** The environment, injected: `process.env` in a program. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The value of a secret cell, or why there is none. The problem never shows the value. */
export type Secret = { readonly value: string; readonly inClear: boolean } | { readonly problem: string };

/** What no password is, and why; sentences without subject. */
const NO_SECRETS: readonly (readonly [is: (value: string) => boolean, problem: string])[] = [
  [(value) => errorWord(value) !== undefined, "is an error word of a spreadsheet or a formula. Type it again."],
  [
    isUnfilledSecret,
    "is the name of a password, which a program should have filled in. Write env:NAME for an environment variable.",
  ],
  [
    (value) => value === CLEARED || isPlaceholder(value) || isMask(value) || isShownObject(value),
    "is what programs write where there is nothing, or where a password is hidden. Write the password, env:NAME or (generate), or empty the cell.",
  ],
  [isRounded, "was turned into a rounded number by a spreadsheet. Format the column as text and type it again."],
  [(value) => inspectText(value) !== undefined, "holds an invisible character. Type it again."],
];

/** Reads a secret cell, and refuses what no password is. */
export function readSecret(raw: string, env: Env): Secret {
  if (isForced(raw))
    return {
      problem: 'stands in ="…", as programs write a text for a spreadsheet. Write the password alone, or env:NAME.',
    };
  const read = lookUp(raw, env);
  if ("problem" in read) return read;
  const found = NO_SECRETS.find(([is]) => is(read.value));
  return found === undefined ? read : { problem: found[1] };
}

/**
 * `env:NAME` stands for the environment variable NAME, so that the file holds no password. Anything else is the
 * secret itself, in clear.
 */
function lookUp(cell: string, env: Env): Secret {
  if (!cell.startsWith("env:")) {
    return cell === cell.trim()
      ? { value: cell, inClear: cell !== GENERATE }
      : { problem: "has spaces around it. Delete them." };
  }
  const name = REFERENCE.exec(cell.trim())?.[1];
  if (name === undefined)
    return {
      problem:
        "begins with env: but what follows is not the name of a variable. Write env:NAME with letters, digits and underscores.",
    };
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined || value === "") {
    return {
      problem: `comes from the environment variable ${name}, which is not set. Set it where Pulumi runs, or empty the cell.`,
    };
  }
  return { value, inClear: false };
}
