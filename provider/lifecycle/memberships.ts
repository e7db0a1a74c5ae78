import { groupIds, groupsField } from "../model/memberships";
import type { Kind } from "../model/kind";
import type { Bag, Fields, UserRef } from "../model/values";
import { type Context, keyOf } from "./context";

/** Output: groups that this program once added the user to and does not declare any more. */
const FORMER = "formerGroups";
/** Output: groups that others added the user to, and that a refresh found beside the declared ones. */
export const FOREIGN = "foreignGroups";

/** What state keeps of memberships beside the declared list. */
export const MARKS: readonly string[] = [FORMER, FOREIGN];

/** Groups that state says this program added the user to: the ones it declared, without those that a refresh added to them, and earlier ones. */
export function formerGroups({ fields }: Pick<Kind, "fields">, properties: Bag): readonly string[] {
  const field = groupsField(fields);
  if (field === undefined) return [];
  const foreign = groupIds(properties[FOREIGN]);
  return [...groupIds(properties[field]).filter((group) => !foreign.includes(group)), ...groupIds(properties[FORMER])];
}

/** Lets reads of others know the groups that state still remembers of somebody, in an update as in a refresh. */
export function noteLeftGroups({ calls }: Pick<Context, "calls">, user: Fields, properties: Bag): void {
  const left = groupIds(properties[FORMER]);
  if (left.length > 0) calls.note?.(user, left);
}

/**
 * What state keeps of memberships beside the declared list after a read.
 * @param properties what state kept before
 * @param shown what it keeps now
 */
export function marksOfRead({ fields }: Kind, properties: Bag, shown: Fields): Fields {
  const field = groupsField(fields);
  if (field === undefined) return {};
  if (properties[field] === undefined) return marks(groupIds(properties[FORMER]), []);
  const former = formerGroups({ fields }, properties);
  return marks(
    groupIds(properties[FORMER]).filter((group) => groupIds(shown[field]).includes(group)),
    groupIds(shown[field]).filter((group) => !former.includes(group)),
  );
}

/** What state keeps of memberships beside the declared list after an update: a program that leaves them alone from now on has still made them. */
export function marksOfUpdate(kind: Kind, properties: Bag, desired: Fields): Fields {
  const field = groupsField(kind.fields);
  if (field === undefined || desired[field] !== undefined) return {};
  if (kind.fields[field]?.readsNamedOnly !== true) return {};
  return marks(formerGroups(kind, properties), []);
}

/**
 * What state keeps of memberships beside the list after a step for them failed: every group that the user may be in by the program's doing.
 * @param seen the list that state keeps, with what others gave; nothing where it keeps none
 */
export function marksOfFailure(
  kind: Kind,
  properties: Bag,
  desired: Fields,
  failed: ReadonlySet<string>,
  seen: Fields = {},
): Fields {
  const field = groupsField(kind.fields);
  if (field === undefined || !failed.has(field)) return {};
  const former = [...formerGroups(kind, properties), ...groupIds(desired[field])];
  return marks(
    former,
    groupIds(seen[field]).filter((group) => !former.includes(group)),
  );
}

/** What a directory computes, with these marks in place of older ones. */
export function withMarks(computed: Fields, marks: Fields): Fields {
  const others = Object.entries(computed).filter(([name]) => !MARKS.includes(name));
  return { ...Object.fromEntries(others), ...marks };
}

function marks(former: readonly string[], foreign: readonly string[]): Fields {
  return {
    ...(former.length > 0 && { [FORMER]: [...new Set(former)].sort() }),
    ...(foreign.length > 0 && { [FOREIGN]: [...foreign].sort() }),
  };
}

/**
 * A line for the preview that names the memberships by others which an update would end. A refresh has found them; where a list
 * is declared for the first time, or others' memberships are no longer to stay, only a look at the cloud can tell.
 * @param sweep one of many to look at, so that listing the directory pays
 */
export async function describeEnded(
  context: Context,
  ref: UserRef,
  properties: Bag,
  after: Fields,
  sweep = false,
): Promise<readonly string[]> {
  const field = groupsField(context.kind.fields);
  if (field === undefined || !Array.isArray(after[field]) || after["otherGroups"] === "keep") return [];
  const isNews = properties[field] === undefined || properties["otherGroups"] === "keep";
  const former = formerGroups(context.kind, properties);
  const present = isNews
    ? (await context.calls.read(ref, new Set([field]), { sweep, user: after, former }))?.fields[field]
    : properties[FOREIGN];
  const declared = groupIds(after[field]);
  const ended = groupIds(present).filter((group) => !declared.includes(group) && !former.includes(group));
  return ended.length === 0 ? [] : [announceEnded(context.kind.directory.name, keyOf(context, after), ended)];
}

function announceEnded(name: string, key: string, groups: readonly string[]): string {
  return `${name} user ${JSON.stringify(key)} leaves groups that others gave: ${groups.map((group) => JSON.stringify(group)).join(", ")}. otherGroups: "keep" lets these memberships stay.`;
}

const ENDED =
  /(\w+) user ("(?:[^"\\]|\\.)*") leaves groups that others gave: ((?:"(?:[^"\\]|\\.)*"(?:, )?)+)\. otherGroups:/g;

/** Whose memberships by others an update would end, by the texts of a preview: the groups by `directory key`. */
export function endedIn(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    texts.flatMap((text) =>
      [...text.matchAll(ENDED)].map(([, directory = "", key = '""', groups = ""]) => {
        const list: unknown = JSON.parse(`[${groups}]`);
        return [`${directory} ${String(JSON.parse(key))}`, groupIds(list)] as const;
      }),
    ),
  );
}
