import { type DirectoryName, directories } from "../../provider/directories";
import type { Clock } from "../../provider/calls/clock";
import type { Directory } from "../../provider/model/kind";
import { asRollcallError } from "../../provider/model/error";
import { configuredKeys } from "../../provider/config/resolve-account";
import { Settings, type SettingSources } from "../../provider/config/settings";
import { systemNetwork, type Network } from "../../provider/vendors/http";
import { type PackageFacts } from "../terminal/package-facts";
import { type Timers, withProgress } from "../terminal/progress";
import type { RunEngine } from "../stack/engine";
import type { StackConfig } from "../stack/stack-config";
import { checkDataFile, checkDirectory, checkEngine, checkNode, checkTarget } from "./checks";
import { checkPackages, checkPlugin } from "./project";
import { failOf, type Finding, ok, warn } from "./finding";

/** What the doctor looks at, and with what. */
export interface DoctorOptions {
  /** Empty: every directory that has credentials. */
  readonly chosen: readonly DirectoryName[];
  readonly package: PackageFacts;
  readonly nodeVersion: string;
  readonly engine: RunEngine;
  /** The stack's configuration, where there is a project; rejects when it cannot be read. */
  config(): Promise<StackConfig>;
  /** Whether the stack's secrets can be opened, where there is a project. */
  secrets?(): Promise<readonly Finding[]>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the doctor was called: in a project, or below one. */
  readonly folder: string;
  say(line: string): void;
  readonly network?: Network;
  readonly clock?: Clock;
  readonly timers?: Timers;
}

/** Checks everything a run needs, in the order of a run. Changes nothing. */
export async function runDoctor(options: DoctorOptions): Promise<readonly Finding[]> {
  const findings = [
    checkNode(options.nodeVersion, options.package),
    await progress("asking pulumi for its version", () => checkEngine(options.engine, options.package), options),
  ];
  const { config, finding } = await readConfig(
    options,
    findings.every(({ level }) => level === "ok"),
  );
  findings.push(...checkPackages(options.folder), ...checkPlugin(options.folder, options.environment), ...finding);
  const sources: SettingSources = {
    config: (name) => config.get(name),
    names: () => config.keys(),
    environment: options.environment,
  };
  const settings = new Settings(sources);
  const target = checkTarget(settings);
  findings.push(target);
  if (target.level === "fail") return findings;
  const all: readonly Directory[] = Object.values(directories);
  const chosen: readonly string[] = options.chosen;
  const asked = chosen.length === 0 ? all : all.filter(({ name }) => chosen.includes(name));
  const embedded = (directory: Directory): boolean =>
    settings.target() === "emulator" && settings.get(`${directory.name}Endpoint`) === undefined;
  if (asked.some(embedded)) findings.push(await checkDataFile(settings, options.folder));
  const reachable = asked.filter((directory) => !embedded(directory));
  const present = reachable.filter((directory) => options.chosen.length > 0 || hasCredentials(directory, settings));
  for (const directory of present) {
    const { say, network = systemNetwork, clock } = options;
    findings.push(
      ...(await progress(
        `asking ${directory.title}`,
        () => checkDirectory(directory, { sources, network, say, ...(clock !== undefined && { clock }) }),
        options,
      )),
    );
  }
  return [
    ...findings,
    ...passedOver(
      reachable.filter((directory) => !present.includes(directory)),
      present.length,
    ),
  ];
}

async function readConfig(
  options: DoctorOptions,
  engineWorks: boolean,
): Promise<{ readonly config: StackConfig; readonly finding: readonly Finding[] }> {
  if (!engineWorks)
    return {
      config: new Map(),
      finding: [
        warn(
          "configuration",
          "the stack's configuration was not read; the environment alone counts below",
          "Repair what fails above first.",
        ),
      ],
    };
  try {
    const config = await progress("reading the stack's configuration", () => options.config(), options);
    const { secrets = async () => [] } = options;
    return { config, finding: await progress("opening the stack's secrets", secrets, options) };
  } catch (error) {
    return { config: new Map(), finding: [failOf("configuration", asRollcallError(error))] };
  }
}

/**
 * Whether anybody named keys for a directory. Half-set and broken sources count: they are what the doctor is for. The last resort, the
 * instance's metadata, does not.
 */
function hasCredentials(directory: Directory, settings: Settings): boolean {
  try {
    return configuredKeys(directory, settings)?.found.isGuess !== true;
  } catch {
    return true;
  }
}

function passedOver(without: readonly Directory[], present: number): readonly Finding[] {
  if (without.length === 0) return [];
  const found = `no credentials for ${without.map(({ name }) => name).join(", ")}`;
  const remedy = `Name a directory to see what it needs: rollcall doctor --directory ${without[0]?.name ?? ""}.`;
  return [present > 0 ? ok("credentials", `${found}; not looked at`) : warn("credentials", found, remedy)];
}

function progress<T>(label: string, task: () => Promise<T>, { say, timers }: DoctorOptions): Promise<T> {
  return withProgress(label, task, say, timers);
}
