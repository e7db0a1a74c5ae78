import { isReadable } from "../../provider/field";
import type { Context } from "../../provider/lifecycle/context";
import type { Observed } from "../../provider/user";

/** What a user must be to be taken. */
export type Wanted = (user: Observed) => boolean;

/** Users between two lines of progress. */
const PROGRESS_USERS = 1_000;
/** Reads under way at once; how many of them reach the service at once is the limiter's affair. */
const READS = 64;

/**
 * Every wanted user of a directory with everything that reads tell. Only reads are sent; a user who disappears meanwhile is
 * left out.
 * @param byKey decides by name alone, before anything more is asked of the user
 * @throws RollcallError when the directory cannot be listed or a user not be read.
 */
export async function readDirectory(context: Context, byKey: Wanted): Promise<readonly Observed[]> {
  const { directory, calls } = context;
  const readable = new Set(Object.entries(directory.fields).filter(([, spec]) => isReadable(spec)).map(([field]) => field));
  const listed: Observed[] = [];
  for await (const user of calls.list()) {
    if (listed.push(user) % PROGRESS_USERS === 0) context.say(`${directory.title}: ${listed.length} users listed`);
  }
  const wanted = listed.filter(byKey);
  const complete: (Observed | undefined)[] = [];
  for (let from = 0; from < wanted.length; from += READS) {
    const group = wanted.slice(from, from + READS);
    // One of many when most are wanted; a few of a large directory are cheaper asked for one by one.
    const sweep = wanted.length * READS > listed.length;
    complete.push(...(await Promise.all(group.map((user) => calls.read(user.ref, readable, { sweep, user: user.fields })))));
    if (from > 0 && from % PROGRESS_USERS < READS) context.say(`${directory.title}: ${from} of ${wanted.length} users read`);
  }
  return complete.flatMap((user) => user ?? []);
}
