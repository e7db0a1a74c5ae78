import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { projectFolder } from "../../provider/config/project-folder";
import { EXIT } from "../stack/engine";
import { fail, type Finding, ok, warn } from "./finding";
import { readProjectFile } from "./project-file";

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
