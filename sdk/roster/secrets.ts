const REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

/** The environment, injected: `process.env` in a program. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The value of a secret cell, or why there is none. The problem never shows the value. */
export type Secret = { readonly value: string; readonly inClear: boolean } | { readonly problem: string };

/**
 * Reads a secret cell: `env:NAME` stands for the environment variable NAME, so that the file holds no password. Anything else is the
 * secret itself, in clear.
 */
export function readSecret(cell: string, env: Env): Secret {
  if (!cell.startsWith("env:")) {
    return cell === cell.trim() ? { value: cell, inClear: true } : { problem: "has spaces around it. Delete them." };
  }
  const name = REFERENCE.exec(cell.trim())?.[1];
  if (name === undefined) return { problem: "begins with env: but what follows is not the name of a variable. Write env:NAME with letters, digits and underscores." };
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (value === undefined || value === "") {
    return { problem: `comes from the environment variable ${name}, which is not set. Set it where Pulumi runs, or empty the cell.` };
  }
  return { value, inClear: false };
}
