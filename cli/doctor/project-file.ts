import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT_FILES } from "../../provider/config/project-folder";
import { record, records, text } from "../../provider/model/values";

/** What a project's file says. */
export interface ProjectFile {
  /** `nodejs`, `yaml`, `python`, …; absent when the file does not say. */
  readonly language: string | undefined;
  readonly main: string | undefined;
  /** Where the engine is told to look for the plugin; absent when it is not told. */
  readonly plugin: string | undefined;
}

/** Reads a project's file; one that cannot be read is the engine's to complain of. */
export function readProjectFile(project: string): ProjectFile {
  const file = PROJECT_FILES.map((name) => join(project, name)).find((name) => existsSync(name));
  const { runtime, main, plugins } = file === undefined ? {} : contentOf(file);
  const plugin = records(record(plugins)["providers"]).find(({ name }) => name === "rollcall");
  return { language: text(runtime) ?? text(record(runtime)["name"]), main: text(main), plugin: text(plugin?.["path"]) };
}

function contentOf(file: string): Readonly<Record<string, unknown>> {
  try {
    return record(parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}
