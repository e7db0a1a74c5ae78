import { configError } from "../../provider/model/error";
import { projectFolder } from "../../provider/config/project-folder";
import { type Bag, record } from "../../provider/model/values";
import { engineComplaint, type RunEngine, stackOption } from "./engine";

/** A stack's configuration by full key, secrets decrypted. Never print it. */
export type StackConfig = ReadonlyMap<string, string>;

/**
 * Reads the configuration of a stack. Secrets are decrypted only if there are some of Rollcall's.
 * @param stack default: the selected one
 * @throws RollcallError ERR_CONFIG with the engine's own words when it refuses.
 */
export async function readStackConfig(run: RunEngine, stack: string | undefined): Promise<StackConfig> {
  const plain = await ask(run, stack, []);
  const sealed = Object.entries(plain).some(
    ([key, setting]) => key.startsWith("rollcall:") && record(setting)["secret"] === true,
  );
  const settings = sealed ? await ask(run, stack, ["--show-secrets"]) : plain;
  return new Map(
    Object.entries(settings).flatMap(([key, setting]) => {
      const { value } = record(setting);
      return typeof value === "string" ? [[key, value] as const] : [];
    }),
  );
}

/** What the engine needs to tell of a stack. */
export const AVAILABLE =
  "Run this in the folder of the Pulumi project, name the stack with --stack, and make its passphrase or secrets provider available.";

async function ask(run: RunEngine, stack: string | undefined, more: readonly string[]): Promise<Bag> {
  const answer = await run(["config", "--json", ...stackOption(stack), ...more]);
  if (answer.code === 0) return record(JSON.parse(answer.stdout));
  throw configError(`the stack's configuration could not be read: ${engineComplaint(answer)}`, AVAILABLE);
}

/** The same where there may be no project yet: the environment alone counts then. */
export async function readConfigIfAny(run: RunEngine, stack: string | undefined): Promise<StackConfig> {
  return stack === undefined && projectFolder(process.cwd()) === undefined ? new Map() : readStackConfig(run, stack);
}
