import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What the engine takes for a project file (pulumi, `workspace.detectProject`), first come first. */
export const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * The nearest folder upwards that holds a Pulumi project, `undefined` where there is none. A program may stand below its
 * project (`main:` in Pulumi.yaml), and the provider process starts in the program's folder.
 */
export function projectFolder(from: string): string | undefined {
  const folder = resolve(from);
  if (PROJECT_FILES.some((name) => existsSync(join(folder, name)))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : projectFolder(above);
}
