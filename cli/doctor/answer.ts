import { jsonText, tell } from "../terminal/write-answer";
import { defined } from "../../provider/model/values";
import pc from "picocolors";
import type { DirectoryName } from "../../provider/directories";
import { packageFacts } from "../terminal/package-facts";
import { wantsColor } from "../report/formats";
import { inert } from "../report/text";
import { openEngine } from "../stack/engine";
import { readConfigIfAny } from "../stack/stack-config";
import { exitCodeFor, type Finding } from "./finding";
import { checkSecrets } from "./secrets";
import { runDoctor } from "./run-doctor";

/** What the command line of `rollcall doctor` says. */
export interface DoctorFlags {
  readonly directory: readonly DirectoryName[];
  readonly stack?: string;
  readonly json?: true;
}

/** Looks at everything, writes what was found and sets the exit code. */
export async function answer({ directory, stack, json }: DoctorFlags): Promise<void> {
  const folder = process.cwd();
  const environment = process.env;
  const engine = openEngine();
  const findings = await runDoctor({
    chosen: directory,
    package: packageFacts(),
    nodeVersion: process.version,
    engine,
    config: () => readConfigIfAny(engine, stack),
    secrets: () => checkSecrets(engine, folder, stack),
    environment,
    folder,
    say: tell,
  });
  process.stdout.write(
    json === true ? jsonText(jsonOf(findings)) : textOf(findings, wantsColor(process.stdout, environment)),
  );
  process.exitCode = exitCodeFor(findings);
}

/** The doctor's lines for a person. */
export function textOf(findings: readonly Finding[], color: boolean): string {
  const { green, red, yellow } = pc.createColors(color);
  const paint = { ok: green, warn: yellow, fail: red };
  return findings
    .map(
      ({ check, level, found, remedy }) =>
        `${paint[level](level.padEnd(4))}  ${check.padEnd(22)} ${inert(found)}\n${remedy === undefined ? "" : `      ${remedy}\n`}`,
    )
    .join("");
}

/** The doctor's findings for programs. */
export function jsonOf(findings: readonly Finding[]): object {
  return {
    version: 1,
    healthy: findings.every(({ level }) => level !== "fail"),
    findings: findings.map(({ check, level, found, remedy }) => defined({ check, level, found, remedy })),
  };
}
