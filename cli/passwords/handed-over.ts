import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { projectFolder } from "../../provider/config/project-folder";
import type { NewPassword } from "./new-passwords";

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
    mkdirSync(dirname(this.file), { recursive: true });
    const at = new Date(this.now()).toISOString();
    const lines = passwords.map((one) => `${JSON.stringify({ at, digest: digestOf(one) })}\n`);
    // Begins with a new line, for the one before may have been cut off by a kill.
    appendFileSync(this.file, `${existsSync(this.file) ? "\n" : ""}${lines.join("")}`, { mode: 0o600 });
  }

  private digests(): ReadonlySet<string> {
    if (!existsSync(this.file)) return new Set();
    const found = readFileSync(this.file, "utf8")
      .split("\n")
      .flatMap((text) => {
        const parsed = line.safeParse(json(text));
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

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
