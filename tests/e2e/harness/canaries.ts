import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where a planted secret was found. */
export interface CanaryFinding {
  readonly where: string;
  readonly form: "clear" | "base64" | "percent-encoded" | "json-escaped" | "hex";
}

type Form = CanaryFinding["form"];

function forms(canary: string): [Form, string][] {
  const all: [Form, string][] = [
    ["clear", canary],
    ["base64", Buffer.from(canary).toString("base64").replace(/=+$/, "")],
    ["percent-encoded", encodeURIComponent(canary)],
    ["json-escaped", JSON.stringify(canary).slice(1, -1)],
    ["hex", Buffer.from(canary).toString("hex")],
  ];
  // A secret without special characters looks the same in several forms; report it once.
  return all.filter(([form, text]) => form === "clear" || text !== canary);
}

/** Looks for secrets in a text. `where` names the text in the findings. */
export function findCanaries(text: string, canaries: readonly string[], where: string): CanaryFinding[] {
  return canaries.flatMap((canary) => forms(canary).flatMap(([form, written]) => (text.includes(written) ? [{ where, form }] : [])));
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    // Links lead to the packages under test, which hold no state.
    if (entry.isDirectory()) return filesBelow(join(path, entry.name));
    return entry.isFile() ? [join(path, entry.name)] : [];
  });
}

/** Looks for secrets in files and in everything below folders: state, backups, histories, emulator data. */
export function findCanariesBelow(paths: readonly string[], canaries: readonly string[]): CanaryFinding[] {
  return paths.flatMap(filesBelow).flatMap((file) => findCanaries(readFileSync(file, "utf8"), canaries, file));
}
