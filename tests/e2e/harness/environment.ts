import { delimiter, resolve } from "node:path";

/** The repository, which programs under test use as the package `rollcall`. */
export const repository = resolve(__dirname, "..", "..", "..");

const FOREIGN = /^(PULUMI_|ROLLCALL_|ALIBABA_|ALIYUN_|HUAWEICLOUD_|VOLC|AWS_|AZURE_|GOOGLE_|NODE_OPTIONS$|FORCE_COLOR$|NO_COLOR$|npm_)/i;

function fromSetup(name: "ROLLCALL_E2E_PULUMI" | "ROLLCALL_E2E_PATH"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: engine tests run in jest's e2e project, whose set-up provides it`);
  return value;
}

/** Whether programs in YAML can be run here; where they cannot, set-up has said why. */
export const hasYamlHost = (process.env["ROLLCALL_E2E_YAML"] ?? "") !== "";

/** The engine's command, as prepared by the e2e project's global set-up. */
export function enginePath(): string {
  return fromSetup("ROLLCALL_E2E_PULUMI");
}

/**
 * This process's environment without credentials and settings of the person running the tests, and with the engine's PATH.
 */
export function hermeticEnvironment(): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  const yaml = process.env["ROLLCALL_E2E_YAML"] ?? "";
  const path = fromSetup("ROLLCALL_E2E_PATH");
  return { ...own, PATH: yaml === "" ? path : `${path}${delimiter}${yaml}` };
}
