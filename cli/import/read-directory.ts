import type { Context } from "../../provider/lifecycle/context";
import { paced } from "../../provider/lifecycle/many/progress";
import type { Kind } from "../../provider/model/kind";
import { configError } from "../../provider/model/error";
import { isReadable, type Meaning } from "../../provider/model/field";
import type { Observed } from "../../provider/model/values";
import { namePattern } from "../stack/name-pattern";

/** Which users of a directory to take; all conditions hold together. */
export interface Filters {
  /** Id of a group. */
  readonly group?: string;
  /** Id of an organisation or unit. */
  readonly org?: string;
  /** Natural keys with `*` and `?`. */
  readonly pattern?: string;
}

/**
 * A test that a listing can answer, and one that needs the whole user.
 * @throws RollcallError ERR_CONFIG when the directory does not have what is asked for.
 */
export function filterTests(kind: Kind, { group, org, pattern }: Filters): Readonly<Record<"byKey" | "whole", Wanted>> {
  const named = pattern === undefined ? undefined : namePattern([pattern]);
  const groups = group === undefined ? [] : [{ wanted: group, fields: fieldsFor(kind, "groups", "groups", "--group") }];
  const orgs = org === undefined ? [] : [{ wanted: org, fields: fieldsFor(kind, "unit", "organization", "--org") }];
  return {
    byKey: ({ ref }) => named === undefined || named(kind.directory.name, ref.key),
    whole: (user) =>
      [...groups, ...orgs].every(({ wanted, fields }) => fields.some((field) => holds(user, field, wanted))),
  };
}

/** The fields that say in which groups or units a user is. */
function fieldsFor(kind: Kind, means: Meaning, what: string, flag: string): readonly string[] {
  const fields = Object.keys(kind.fields).filter((field) => kind.fields[field]?.means === means);
  if (fields.length > 0) return fields;
  throw configError(
    `${kind.directory.title} has no ${what} of users`,
    `Leave ${flag} out; --pattern works for every directory.`,
  );
}

function holds({ fields }: Observed, field: string, wanted: string): boolean {
  const value = fields[field];
  return value === wanted || (Array.isArray(value) && value.includes(wanted));
}

/** What a user must be to be taken. */
export type Wanted = (user: Observed) => boolean;

/** Reads under way at once; how many of them reach the service at once is the limiter's affair. */
const READS = 64;

/**
 * Every wanted user of a directory with everything that reads tell. Only reads are sent; a user who disappears meanwhile is
 * left out.
 * @param byKey decides by name alone, before anything more is asked of the user
 * @throws RollcallError when the directory cannot be listed or a user not be read.
 */
export async function readDirectory(context: Context, byKey: Wanted): Promise<readonly Observed[]> {
  const { kind, calls } = context;
  const readable = new Set(
    Object.entries(kind.fields)
      .filter(([, spec]) => isReadable(spec))
      .map(([field]) => field),
  );
  const tell = paced(context.say, () => context.service.now());
  const listed: Observed[] = [];
  for await (const user of calls.list()) {
    listed.push(user);
    tell(() => `${kind.directory.title}: ${listed.length} users listed`);
  }
  const wanted = listed.filter(byKey);
  const complete: (Observed | undefined)[] = [];
  for (let from = 0; from < wanted.length; from += READS) {
    const group = wanted.slice(from, from + READS);
    // One of many when most are wanted; a few of a large directory are cheaper asked for one by one.
    const sweep = wanted.length * READS > listed.length;
    complete.push(
      ...(await Promise.all(group.map((user) => calls.read(user.ref, readable, { sweep, user: user.fields })))),
    );
    tell(() => `${kind.directory.title}: ${complete.length} of ${wanted.length} users read`);
  }
  return complete.flatMap((user) => user ?? []);
}
