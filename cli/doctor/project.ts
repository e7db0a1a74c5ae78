import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { PROJECT_FILES, projectFolder } from "../../provider/config/project-folder";
import { type Bag, record, records, text } from "../../provider/model/values";
import { type Installed, installedFrom, layoutProblem } from "../../provider/pulumi/layout";
import { EXIT } from "../stack/engine";
import { fail, type Finding, ok, warn } from "./finding";

/**
 * How the packages of a Node project lie: whether the engine's host finds Rollcall from the program's folder, and whether
 * there is one copy of it and of the engine's library. Nothing is said where there is no such project.
 * @param folder where the doctor was called
 */
export function checkPackages(folder: string): readonly Finding[] {
  const project = projectFolder(folder);
  const file = project === undefined ? undefined : readProjectFile(project);
  const program = project === undefined || file === undefined ? undefined : programFolder(project, file);
  if (program === undefined) return [];
  const manages = installedFrom(program, "rollcall");
  const others = copiesBelow(program).filter(({ folder: other }) => other !== manages?.folder);
  // A program for the plugin needs no package of Rollcall's but the generated one.
  if (manages === undefined && others.length === 0 && file?.plugin !== undefined)
    return checkLibrary(program, undefined);
  return [checkRollcall(program, manages, others), ...checkLibrary(program, manages ?? others[0])];
}

function checkRollcall(program: string, manages: Installed | undefined, others: readonly Installed[]): Finding {
  const [other] = others;
  const problem = other === undefined ? undefined : layoutProblem({ program, declares: other, manages });
  if (problem !== undefined) return fail("packages:rollcall", problem.found, problem.remedy, EXIT.configuration);
  if (manages === undefined)
    return fail(
      "packages:rollcall",
      `no rollcall is found from the folder of the program, ${program}`,
      `Run npm install rollcall in ${program}.`,
      EXIT.configuration,
    );
  return ok("packages:rollcall", `rollcall ${manages.version} in ${manages.folder}`);
}

/** The engine's library works in two copies, but costs time and memory twice, and its options of one are unknown to the other. */
function checkLibrary(program: string, rollcall: Installed | undefined): readonly Finding[] {
  const runs = installedFrom(program, LIBRARY);
  const check = "packages:pulumi";
  if (runs === undefined)
    return [
      fail(
        check,
        `no ${LIBRARY} is found from the folder of the program, ${program}`,
        `Run npm install ${LIBRARY} in ${program}.`,
        EXIT.configuration,
      ),
    ];
  const used = rollcall === undefined ? undefined : installedFrom(rollcall.folder, LIBRARY);
  if (used === undefined || used.folder === runs.folder) return [ok(check, `${LIBRARY} ${runs.version}, one copy`)];
  const found = `two copies of ${LIBRARY}: ${runs.version} in ${runs.folder} runs the program, ${used.version} in ${used.folder} is what rollcall uses`;
  return [
    warn(
      check,
      found,
      "Leave one: npm dedupe (pnpm dedupe, yarn dedupe), or install rollcall from the registry or with npm pack instead of linking a checkout.",
    ),
  ];
}

const LIBRARY = "@pulumi/pulumi";

/** Where the engine runs a project's program: beside `main`, if the project names one; `undefined` for one that is not Node's. */
function programFolder(project: string, { language, main }: ProjectFile): string | undefined {
  if (language !== "nodejs") return undefined;
  if (main === undefined) return project;
  const place = resolve(project, main);
  return /\.[cm]?[jt]s$/.test(main) ? dirname(place) : place;
}

/** Copies of Rollcall that stand below other packages, or in pnpm's store, of the nearest `node_modules` upwards. */
function copiesBelow(program: string): readonly Installed[] {
  const modules = join(program, "node_modules");
  if (!existsSync(modules)) return dirname(program) === program ? [] : copiesBelow(dirname(program));
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(modules, name)).map((scoped) => join(name, scoped)) : [name],
  );
  const stored = existsSync(join(modules, ".pnpm"))
    ? readdirSync(join(modules, ".pnpm")).map((name) => join(".pnpm", name))
    : [];
  return [...names, ...stored].flatMap((name) => {
    const copy = join(modules, name, "node_modules", "rollcall");
    if (!existsSync(join(copy, "package.json"))) return [];
    const found = installedFrom(join(modules, name), "rollcall");
    return found === undefined ? [] : [found];
  });
}

const COMMAND = "pulumi-resource-rollcall";
const INSTALL = "Run npm install rollcall in the project's folder, and name ./node_modules/rollcall/bin under plugins";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the engine finds the plugin that a project's programs use: where Pulumi.yaml says, on PATH, or among Pulumi's own.
 * Nothing is said of a Node project that names none: its people are dynamic resources.
 * @param folder where the doctor was called
 */
export function checkPlugin(folder: string, environment: Environment): readonly Finding[] {
  const project = projectFolder(folder);
  if (project === undefined) return [];
  const { language, plugin } = readProjectFile(project);
  if (plugin !== undefined) return [checkNamed(resolve(project, plugin), plugin)];
  if (language === undefined || language === "nodejs") return [];
  const found = [...onPath(environment), ...installed(environment)][0];
  if (found !== undefined) return [ok("plugin", `${COMMAND} in ${found}`)];
  return [
    warn(
      "plugin",
      `a program in ${language} needs the plugin ${COMMAND}, and neither Pulumi.yaml, PATH nor Pulumi's plugins have it`,
      `${INSTALL} (docs/plugin.md).`,
    ),
  ];
}

function checkNamed(place: string, written: string): Finding {
  if (holds(place)) return ok("plugin", `${COMMAND} in ${place}`);
  return fail(
    "plugin",
    `Pulumi.yaml says that the plugin is in ${written}, and there is no ${COMMAND}`,
    `${INSTALL} (docs/plugin.md).`,
    EXIT.configuration,
  );
}

function holds(folder: string): boolean {
  return [COMMAND, `${COMMAND}.cmd`, `${COMMAND}.exe`].some((name) => existsSync(join(folder, name)));
}

function onPath({ PATH = "" }: Environment): readonly string[] {
  return PATH.split(delimiter).filter((folder) => folder !== "" && holds(folder));
}

/** Where `pulumi plugin install` puts plugins (pulumi, `sdk/go/common/workspace`). */
function installed({ PULUMI_HOME = join(homedir(), ".pulumi") }: Environment): readonly string[] {
  const plugins = join(PULUMI_HOME, "plugins");
  if (!existsSync(plugins)) return [];
  const own = readdirSync(plugins).filter((name) => name.startsWith("resource-rollcall-"));
  return own.map((name) => join(plugins, name)).filter(holds);
}

/** What a project's file says. */
interface ProjectFile {
  /** `nodejs`, `yaml`, `python`, …; absent when the file does not say. */
  readonly language: string | undefined;
  readonly main: string | undefined;
  /** Where the engine is told to look for the plugin; absent when it is not told. */
  readonly plugin: string | undefined;
}

/** Reads a project's file; one that cannot be read is the engine's to complain of. */
function readProjectFile(project: string): ProjectFile {
  const file = PROJECT_FILES.map((name) => join(project, name)).find((name) => existsSync(name));
  const { runtime, main, plugins } = file === undefined ? {} : contentOf(file);
  const plugin = records(record(plugins)["providers"]).find(({ name }) => name === "rollcall");
  return { language: text(runtime) ?? text(record(runtime)["name"]), main: text(main), plugin: text(plugin?.["path"]) };
}

function contentOf(file: string): Bag {
  try {
    return record(parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}
