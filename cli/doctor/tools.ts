import { asRollcallError } from "../../provider/errors/error";
import type { PackageFacts } from "../manners/package-facts";
import type { RunEngine } from "../stack/engine";
import { fail, type Finding, ok } from "./finding";

/** Node, against what the package needs. @param version e.g. `v20.11.0` */
export function checkNode(version: string, { node }: PackageFacts): Finding {
  if (isAtLeast(version, node)) return ok("node", `Node ${bare(version)}`);
  return fail("node", `Node ${bare(version)} is too old`, `Install Node ${node} or newer (https://nodejs.org).`);
}

/** The Pulumi CLI on PATH. */
export async function checkEngine(run: RunEngine, { pulumi }: PackageFacts): Promise<Finding> {
  try {
    const { code, stdout } = await run(["version"]);
    const version = /\bv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (code !== 0 || version === undefined) return fail("engine", "pulumi is on PATH but does not print its version", "Install it again: https://www.pulumi.com/docs/install/.");
    if (isAtLeast(version, pulumi)) return ok("engine", `Pulumi ${version}`);
    return fail("engine", `Pulumi ${version} is too old`, `Upgrade to ${pulumi} or newer: https://www.pulumi.com/docs/install/.`);
  } catch (error) {
    const { summary, remedy } = asRollcallError(error);
    return fail("engine", summary, remedy);
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  const [have, need] = [version, minimum].map((text) => bare(text).split(/[.-]/).map(Number));
  for (const [index, wanted] of (need ?? []).entries()) {
    const found = have?.[index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}

function bare(version: string): string {
  return version.trim().replace(/^v/, "");
}
