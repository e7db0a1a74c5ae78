import { delimiter, join, resolve } from "node:path";

/** Languages of programs for the plugin; dynamic resources need none of what set-up prepares for them. */
export type PluginLanguage = "yaml" | "typescript" | "python";

/** The repository, which programs under test use as the package `rollcall`. */
export const repository = resolve(__dirname, "..", "..", "..");

/** The certificates are of no use on loopback, and every Node process would read them. */
const FOREIGN =
  /^(PULUMI_|ROLLCALL_|ALIBABA_|ALIYUN_|HUAWEICLOUD_|VOLC|AWS_|AZURE_|GOOGLE_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|FORCE_COLOR$|NO_COLOR$|npm_)/i;

function fromSetup(name: `ROLLCALL_E2E_${"PULUMI" | "PATH" | "STACK" | "PASSPHRASE"}`): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: engine tests run in jest's e2e project, whose set-up provides it`);
  return value;
}

/** By language, the folders in front of PATH that its programs need; a language that cannot be had here is missing. */
const prepared: Partial<Record<PluginLanguage, { readonly folders: readonly string[] }>> = JSON.parse(
  process.env["ROLLCALL_E2E_LANGUAGES"] ?? "{}",
);

/** Whether programs in a language can be run here. */
export function hasLanguage(language: PluginLanguage): boolean {
  return prepared[language] !== undefined;
}

/** Tests of programs in a language; where they cannot be run, set-up has said why. */
export function describeLanguage(language: PluginLanguage, tests: () => void): void {
  (hasLanguage(language) ? describe : describe.skip)(`programs in ${language}`, tests);
}

/**
 * PATH for the programs of a project. Any project may become one of YAML; Python programs need the interpreter of their
 * environment before any other.
 */
export function programPath(language: string): string {
  const first = language === "python" ? (prepared.python?.folders ?? []) : [];
  return [...first, fromSetup("ROLLCALL_E2E_PATH"), ...(prepared.yaml?.folders ?? [])].join(delimiter);
}

/** The engine's command, as prepared by the e2e project's global set-up. */
export function enginePath(): string {
  return fromSetup("ROLLCALL_E2E_PULUMI");
}

/** An empty stack as the engine has made it, of which each project has a copy, and the passphrase of its secrets. */
export function emptyStack(): { readonly folder: string; readonly passphrase: string } {
  return { folder: fromSetup("ROLLCALL_E2E_STACK"), passphrase: fromSetup("ROLLCALL_E2E_PASSPHRASE") };
}

/**
 * This process's environment without credentials and settings of the person running the tests, and with the engine's PATH. Node
 * processes keep compiled code for each other.
 */
export function hermeticEnvironment(): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  return { ...own, PATH: fromSetup("ROLLCALL_E2E_PATH"), NODE_OPTIONS: `--require=${join(__dirname, "code-cache.js")}` };
}
