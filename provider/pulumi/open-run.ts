import { type Clock, systemClock } from "../calls/clock";
import { readLimits } from "../config/limits";
import { Settings, type SettingSources } from "../config/settings";
import type { Context } from "../lifecycle/context";
import type { Kind } from "../model/kind";
import type { Admission } from "./admission";
import { DiaryFile, diaryFile } from "./diary-file";
import { openSession } from "./session";

/**
 * Opens one kind for a run of the engine: under the configured account, with deletions admitted by a guard, and with
 * what it does to accounts noted in the project's diary.
 * @param isCancelled nothing that changes something is sent from then on
 */
export async function openRun(
  kind: Kind,
  sources: SettingSources,
  say: (line: string) => void,
  guard: Admission,
  isCancelled?: () => boolean,
  clock: Clock = systemClock,
): Promise<Context> {
  const settings = new Settings(sources);
  const limits = readLimits(settings);
  const context = await openSession(kind, sources, say, clock, isCancelled);
  const file = diaryFile(settings, process.cwd());
  const diary = file === undefined ? context.diary : new DiaryFile(file, Date.now, context.say);
  return { ...context, calls: guard.over(kind, context.calls, limits), diary };
}
