import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FILES, projectFolder } from "../../provider/config/project-folder";
import { engineComplaint, EXIT, type RunEngine } from "../stack/engine";
import { fail, type Finding, ok } from "./finding";

/** What a stack's file holds where secrets need a passphrase or a key of one's own. Pulumi's service needs neither. */
const SEALED = /^(?:encryptionsalt|secretsprovider|encryptedkey):/m;

/**
 * Whether the passphrase or the secrets provider of a stack opens its secrets. The engine looks only where something is secret, so that a wrong
 * passphrase is told by the next run. It is not asked about a stack without a file, for which it would make one.
 * @param folder where the project is, or below it
 * @param stack default: the selected one
 */
export async function checkSecrets(
  run: RunEngine,
  folder: string,
  stack: string | undefined,
): Promise<readonly Finding[]> {
  const project = projectFolder(folder);
  const name = stack ?? (await selectedStack(run));
  if (project === undefined || name === undefined || !isSealed(project, name)) return [];
  // Its answer may hold secrets in clear, and is not read.
  const answer = await run(["stack", "history", "--show-secrets", "--page-size", "1", "--stack", name]);
  if (answer.code === 0) return [ok("secrets", "the stack's secrets can be opened")];
  return [
    fail(
      "secrets",
      `the stack's secrets cannot be opened: ${engineComplaint(answer)}`,
      "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase of this stack, or make its secrets provider available.",
      EXIT.configuration,
    ),
  ];
}

async function selectedStack(run: RunEngine): Promise<string | undefined> {
  const { code, stdout } = await run(["stack", "--show-name"]);
  const name = stdout.trim();
  return code === 0 && name !== "" ? name : undefined;
}

function isSealed(project: string, stack: string): boolean {
  const settings = PROJECT_FILES.map((name) => join(project, name)).find(existsSync);
  const folder = /^\s*"?stackConfigDir"?:\s*["']?([^"',\n#]+)/m.exec(
    settings === undefined ? "" : readFileSync(settings, "utf8"),
  )?.[1];
  return ["yaml", "yml"]
    .map((extension) => join(project, folder?.trim() ?? "", `Pulumi.${stack.split("/").at(-1) ?? stack}.${extension}`))
    .some((file) => existsSync(file) && SEALED.test(readFileSync(file, "utf8")));
}
