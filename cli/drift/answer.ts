import { tell } from "../terminal/write-answer";
import { Settings } from "../../provider/config/settings";
import { configError, messageOf } from "../../provider/model/error";
import { kindId, type Kind } from "../../provider/model/kind";
import { type DiaryEntry, openEntries } from "../../provider/lifecycle/diary";
import { diaryFile, readDiary } from "../../provider/pulumi/diary-file";
import { type ReportTarget, writeReport } from "../report/formats";
import type { Report } from "../report/model";
import { EXIT, exitCodeOf, openEngine } from "../stack/engine";
import { type LoadedStack, loadStack, loadStateFile } from "../stack/load-state";
import type { AccountOpener } from "../stack/open-account";
import { withProgress } from "../terminal/progress";
import { driftReport } from "./drift-report";
import { type Drift, findDrift } from "./find-drift";
import { ignoredUsers } from "./look";
import { Traces } from "./traces";

/** What a drift run needs besides the stack. */
export interface DriftOptions extends Omit<AccountOpener, "config"> {
  readonly ignore: readonly string[];
  readonly folder: string;
}

/** A finished drift run. */
export interface DriftResult {
  readonly report: Report;
  readonly exitCode: number;
}

/** Compares a stack with its clouds. Sends reads alone, and writes neither state nor cloud. */
export async function runDrift(
  { state, config }: LoadedStack,
  { ignore, folder, ...opener }: DriftOptions,
): Promise<DriftResult> {
  const own = config ?? [...state.people, ...state.groups].find(({ account }) => account.isDefault)?.account.settings;
  const settings = new Settings({ config: (name) => own?.get(name), environment: opener.environment });
  const ignored = ignoredUsers(ignore, settings.get("ignore"), folder);
  const drift = await findDrift(state, { config, ...opener }, ignored);
  const file = diaryFile(settings, folder);
  const traces = new Traces(state, file === undefined ? [] : notesIn(file, opener.say));
  return { report: driftReport(state, drift, traces), exitCode: exitCodeFor(drift, state.opaqueSets.length) };
}

/** What earlier runs have noted of people. The comparison is worth its answer without them. */
function notesIn(file: string, say: (line: string) => void): readonly DiaryEntry[] {
  try {
    return openEntries(readDiary(file)).filter(({ kind }) => kind === undefined);
  } catch (error) {
    say(`the diary ${file} cannot be read (${messageOf(error)}): what runs have noted of accounts is left out`);
    return [];
  }
}

/**
 * Whatever differs counts first; a look that saw nothing wrong but not everything is no clean one. Groups and units that somebody
 * else keeps are no difference to a stack that manages none.
 */
function exitCodeFor({ findings, unmanaged, unseen, unlisted, managedKinds }: Drift, opaqueSets: number): number {
  const counts = ({ kind }: { readonly kind: Kind }): boolean => managedKinds.has(kindId(kind));
  if (unmanaged.some(counts) || findings.some(({ kind }) => kind !== "clean")) return EXIT.differs;
  const [failed] = [...unseen, ...unlisted.filter(counts)];
  if (failed !== undefined) return exitCodeOf(failed.error);
  return opaqueSets > 0 ? EXIT.error : EXIT.ok;
}

/** What the command line of `rollcall drift` says. */
export interface DriftFlags extends ReportTarget {
  readonly stack?: string;
  readonly state?: string;
  readonly ignore: readonly string[];
}

/** Reads the state, asks the clouds, writes the report and sets the exit code. */
export async function answer({ stack, state, ignore, ...target }: DriftFlags): Promise<void> {
  if (stack !== undefined && state !== undefined)
    throw configError(
      `--stack ${stack} and --state ${state} each say whose state to look at`,
      "Leave one of them out: --state to ask the engine for the stack, --stack to read the file.",
    );
  const folder = process.cwd();
  const environment = process.env;
  const loaded =
    state === undefined
      ? await withProgress("reading the stack's state", () => loadStack(openEngine(), stack), tell)
      : loadStateFile(state);
  const { report, exitCode } = await withProgress(
    "comparing with the clouds",
    () => runDrift(loaded, { ignore, folder, environment, say: tell }),
    tell,
  );
  writeReport(report, target, environment);
  process.exitCode = exitCode;
}
