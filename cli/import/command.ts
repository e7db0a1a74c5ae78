import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { directories } from "../../provider/directories";
import type { Directory, DirectoryName } from "../../provider/directory";
import { asRollcallError, RollcallError } from "../../provider/errors/error";
import { withProgress } from "../manners/progress";
import { writeAnswer } from "../manners/write-file";
import { openEngine } from "../stack/engine";
import { exitCodeOf } from "../stack/exit-code";
import { openDirectory } from "../stack/open-account";
import { isInProject, readStackConfig, type StackConfig } from "../stack/stack-config";
import { summarise, summaryJson } from "./summary";

interface ImportFlags {
  readonly directory: DirectoryName;
  readonly to: "roster" | "typescript";
  readonly as: "users" | "set";
  readonly out?: string;
  readonly importFile: string;
  readonly name: string;
  readonly group?: string;
  readonly org?: string;
  readonly pattern?: string;
  readonly stack?: string;
  readonly force?: true;
  readonly json?: true;
}

async function run({ out: chosen, importFile, stack, force, json, ...target }: ImportFlags): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const out = chosen ?? (target.to === "roster" ? "people.csv" : "people.ts");
    const taken = [out, importFile].find((file) => force !== true && existsSync(file));
    if (taken !== undefined) throw new RollcallError({ code: "ERR_CONFIG", summary: `${taken} exists already`, remedy: "Choose another name with --out or --import-file, or overwrite with --force." });
    const directory: Directory = directories[target.directory];
    const { context } = await openDirectory(directory, await withProgress("reading the stack's configuration", () => settings(stack), say), { config: undefined, environment: process.env, say });
    // What writes programs knows the resource types and so loads the Pulumi SDK, which takes longer than all the rest.
    const { importDirectory } = await import("./run-import");
    const imported = await withProgress(`reading ${directory.title}`, () => importDirectory(context, { ...target, out }), say);
    if (imported.taken.length > 0) {
      writeAnswer(out, imported.content, target.to === "roster" ? "the roster" : "the program");
      writeAnswer(importFile, `${JSON.stringify(imported.importFile, null, 2)}\n`, "the import file");
    }
    const files = { ...target, out, importFile };
    process.stdout.write(json === true ? `${JSON.stringify(summaryJson(directory, imported, files), null, 2)}\n` : summarise(directory, imported, files));
    process.exitCode = imported.leftOut.length > 0 || imported.taken.length === 0 ? 1 : 0;
  } catch (error) {
    const failure = asRollcallError(error);
    process.stderr.write(`error: ${failure.message}\n`);
    process.exitCode = exitCodeOf(failure);
  }
}

/** A directory can be imported before there is a project; the environment alone then says which. */
async function settings(stack: string | undefined): Promise<StackConfig> {
  if (stack === undefined && !isInProject(process.cwd())) return new Map();
  return readStackConfig(openEngine({ cwd: process.cwd(), environment: process.env }), stack);
}

/** `rollcall import`: bring an existing directory under management without changing it. */
export function importCommand(): Command {
  return new Command("import")
    .description("write a roster or program for the users that a directory has, and the file that pulumi import takes; sends reads alone")
    .addOption(new Option("--directory <name>", "directory to list").choices(Object.keys(directories)).makeOptionMandatory())
    .addOption(new Option("--to <kind>", "what to write").choices(["roster", "typescript"]).default("roster"))
    .addOption(new Option("--as <kind>", "a resource for each user, or one set of all").choices(["users", "set"]).default("users"))
    .option("--out <file>", "roster (.csv, .yaml, .xlsx) or program; default: people.csv or people.ts")
    .option("--import-file <file>", "file for pulumi import --file", "import.json")
    .option("--name <name>", "name of the roster or the set in the stack", "people")
    .option("--group <id>", "only users of this group")
    .option("--org <id>", "only users of this organisation or unit")
    .option("--pattern <pattern>", "only users of this name; * and ? are wild")
    .option("--stack <name>", "stack whose configuration names the account; default: the selected one, if there is a project")
    .option("--force", "overwrite files")
    .option("--json", "write the summary as JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 everybody is written, 1 error or somebody had to be left out, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall import --directory eds                              people.csv and import.json
  rollcall import --directory eiam --org ou_design --out design.yaml --name design
  rollcall import --directory eds --out people.xlsx            for Excel; ids and telephone numbers stay text
  rollcall import --directory workspace --to typescript --as set --out index.ts
  rollcall import --directory eds --pattern 'ext_*' --json`,
    )
    .allowExcessArguments(false)
    .action((flags: ImportFlags) => run(flags));
}
