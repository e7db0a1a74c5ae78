import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import pc from "picocolors";
import { directories } from "../../provider/directories";
import type { DirectoryName } from "../../provider/directory";
import { packageFacts } from "../manners/package-facts";
import { wantsColor } from "../report/formats";
import { openEngine } from "../stack/engine";
import { isInProject, readStackConfig } from "../stack/stack-config";
import { exitCodeFor, type Finding } from "./finding";
import { runDoctor } from "./run-doctor";

interface DoctorFlags {
  readonly directory: readonly DirectoryName[];
  readonly stack?: string;
  readonly json?: true;
}

async function run({ directory, stack, json }: DoctorFlags): Promise<void> {
  const folder = process.cwd();
  const environment = process.env;
  const engine = openEngine({ cwd: folder, environment });
  const findings = await runDoctor({
    chosen: directory,
    package: packageFacts(),
    nodeVersion: process.version,
    engine,
    config: async () => (stack === undefined && !isInProject(folder) ? new Map() : readStackConfig(engine, stack)),
    environment,
    project: projectFolder(folder),
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  process.stdout.write(json === true ? `${JSON.stringify(jsonOf(findings), null, 2)}\n` : textOf(findings, wantsColor(process.stdout, environment)));
  process.exitCode = exitCodeFor(findings);
}

/** The nearest folder upwards with a project, as the embedded emulator looks for it. */
function projectFolder(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(resolve(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

/** The doctor's lines for a person. */
export function textOf(findings: readonly Finding[], color: boolean): string {
  const { green, red, yellow } = pc.createColors(color);
  const paint = { ok: green, warn: yellow, fail: red };
  return findings.map(({ check, level, found, remedy }) => `${paint[level](level.padEnd(4))}  ${check.padEnd(22)} ${found}\n${remedy === undefined ? "" : `      ${remedy}\n`}`).join("");
}

/** The doctor's findings for programs. */
export function jsonOf(findings: readonly Finding[]): object {
  return { version: 1, healthy: findings.every(({ level }) => level !== "fail"), findings: findings.map(({ check, level, found, remedy }) => ({ check, level, found, ...(remedy !== undefined && { remedy }) })) };
}

function oneMore(name: string, before: readonly DirectoryName[]): readonly DirectoryName[] {
  const directory = Object.values(directories).find((candidate) => candidate.name === name);
  if (directory === undefined) throw new InvalidArgumentError(`Allowed choices are ${Object.keys(directories).join(", ")}.`);
  return [...before, directory.name];
}

/** `rollcall doctor`: whether a run would get as far as the users. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("check engine, target, credentials, permissions, clock and endpoints, and say what to fix; sends one read per directory")
    .option("--directory <name>", "only this directory; may be repeated (default: each that has credentials)", oneMore, [])
    .option("--stack <name>", "stack whose configuration counts; default: the selected one, if there is a project")
    .option("--json", "write the findings as JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing fails, else that of the first failure: 1 Node, engine, network or clock, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall doctor                                what the project in this folder needs
  rollcall doctor --directory eds --directory eiam
  rollcall doctor --stack prod --json`,
    )
    .allowExcessArguments(false)
    .action((flags: DoctorFlags) => run(flags));
}
