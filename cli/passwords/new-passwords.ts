import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { byName } from "../../provider/model/kept";
import { parsedJson } from "../../provider/model/values";
import { projectFolder } from "../../provider/config/project-folder";
import { configError, messageOf } from "../../provider/model/error";
import { readGiven } from "../terminal/read-given";
import type { ManagedObject, StackState } from "../stack/stack-state";

/** A password that Rollcall made, and whose it is. */
export interface NewPassword {
  readonly directory: string;
  /** Resource, and the name in its set: `staff[alice]`. */
  readonly place: string;
  readonly id: string;
  /** What the person signs in with. */
  readonly user: string;
  /** Where the person can be reached, as far as the program says so in clear. */
  readonly email: string;
  readonly password: string;
}

/**
 * The passwords that a state keeps, secrets decrypted.
 * @throws RollcallError ERR_CONFIG when sets are sealed as a whole, so that nobody can say who is missing
 */
export function newPasswords({ people, opaqueSets }: StackState): readonly NewPassword[] {
  if (opaqueSets.length > 0)
    throw configError(
      `the members of ${opaqueSets.join(", ")} are encrypted and could not be read`,
      "Make the stack's passphrase or secrets provider available and run again.",
    );
  const found = people.flatMap((person) => {
    const { kind, place, id, key, initialPassword, leaving } = person;
    if (initialPassword === undefined || leaving) return [];
    return [
      { directory: kind.directory.name, place, id, user: key, email: emailOf(person), password: initialPassword },
    ];
  });
  // The engine keeps no order of resources that were made at once.
  return byName(found, ({ directory, user }) => [directory, user]);
}

function emailOf({ kind, declared, secret }: ManagedObject): string {
  const field = Object.keys(kind.fields).find((name) => kind.fields[name]?.means === "email" && !secret.has(name));
  const value = field === undefined ? undefined : declared[field];
  return typeof value === "string" ? value : "";
}

/** As a CSV file: with a byte order mark, without which Excel in Chinese takes UTF-8 for GBK, and nothing in it runs as a formula. */
export function csvOf(passwords: readonly NewPassword[]): string {
  const rows = passwords.map(({ directory, user, email, password }) => [directory, user, email, password]);
  return `\ufeff${[["directory", "user", "email", "initialPassword"], ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("")}`;
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** As lines for a terminal; control characters of a name do not reach it. */
export function linesOf(passwords: readonly NewPassword[]): string {
  return passwords
    .map(({ directory, user, password }) => `${directory}  ${user.replace(/\p{Cc}/gu, "�")}  ${password}\n`)
    .join("");
}

const line = z.object({ at: z.string(), digest: z.string() });

/**
 * Which passwords were handed over, in `.rollcall/passwords.jsonl` of the project: digests alone. A password of 91 random bits
 * cannot be found from its digest.
 */
export class HandedOver {
  private readonly file: string;

  constructor(
    folder: string,
    private readonly now: () => number,
  ) {
    this.file = join(projectFolder(folder) ?? folder, ".rollcall", "passwords.jsonl");
  }

  /** Those that are not in the file yet. */
  remaining(passwords: readonly NewPassword[]): readonly NewPassword[] {
    const known = this.digests();
    return passwords.filter((one) => !known.has(digestOf(one)));
  }

  /** Remembers them, once somebody has them: a command that is killed before hands them over again. */
  remember(passwords: readonly NewPassword[]): void {
    const at = new Date(this.now()).toISOString();
    const lines = passwords.map((one) => `${JSON.stringify({ at, digest: digestOf(one) })}\n`);
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      // Begins with a new line, for the one before may have been cut off by a kill.
      appendFileSync(this.file, `${existsSync(this.file) ? "\n" : ""}${lines.join("")}`, { mode: 0o600 });
    } catch (cause) {
      throw configError(
        `the passwords are handed over, but that cannot be noted in ${this.file}: ${messageOf(cause)}`,
        "Make room, or make the file writable. Until then the next run hands the same ones over again.",
        cause,
      );
    }
  }

  private digests(): ReadonlySet<string> {
    if (!existsSync(this.file)) return new Set();
    const found = readGiven(this.file, this.file, "Make it readable: it says whose password was handed over already.")
      .split("\n")
      .flatMap((text) => {
        const parsed = line.safeParse(parsedJson(text));
        return parsed.success ? [parsed.data.digest] : [];
      });
    return new Set(found);
  }
}

function digestOf({ directory, id, password }: NewPassword): string {
  return `sha256:${createHash("sha256")
    .update(JSON.stringify([directory, id, password]))
    .digest("hex")}`;
}
