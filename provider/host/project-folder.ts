import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder upwards with a Pulumi.yaml: the provider process starts in the program's folder, which may be below. */
export function projectFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
