import type { ListedObject } from "../stack/named-objects";
import { withAccess } from "../../provider/lifecycle/access";
import type { Context } from "../../provider/lifecycle/context";
import { agrees, type Difference, differences } from "../../provider/model/compare";
import { observeUser, refOf } from "../../provider/lifecycle/read";
import type { Kind } from "../../provider/model/kind";
import { asRollcallError, RollcallError } from "../../provider/model/error";
import { isReadable } from "../../provider/model/field";
import type { Fields, Observed } from "../../provider/model/values";
import { namePattern, type NameTest, patternsIn } from "../stack/name-pattern";
import type { ManagedObject } from "../stack/stack-state";
import { readGiven } from "../terminal/read-given";
import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The users that nobody wants to hear of when no program manages them: those of the patterns, of the setting `rollcall:ignore`, and of
 * `.rollcallignore` in the project's folder.
 */
export function ignoredUsers(patterns: readonly string[], setting: string | undefined, folder: string): NameTest {
  const file = join(folder, ".rollcallignore");
  const listed = existsSync(file)
    ? patternsIn(readGiven(file, file, "Let it be a text file with one pattern a line."))
    : [];
  return namePattern([...patterns, ...patternsIn(setting ?? ""), ...listed]);
}

/** What became of a managed person, group or unit behind the program's back. */
export type Finding =
  | { readonly kind: "clean"; readonly person: ManagedObject }
  | {
      readonly kind: "edited";
      readonly person: ManagedObject;
      readonly observed: Observed;
      readonly differences: readonly Difference[];
    }
  | { readonly kind: "deleted"; readonly person: ManagedObject }
  | { readonly kind: "unseen"; readonly person: ManagedObject; readonly error: RollcallError };

/** What a look at one kind of one directory under one account found. */
export interface Look {
  readonly findings: readonly Finding[];
  /** All of them in the directory; absent when it could not be listed. */
  readonly listed?: readonly ListedObject[];
  readonly listingError?: RollcallError;
}

/** Users of a page of most services' listings: with a larger share to look at again, another listing pays. */
const PAGE = 100;

/**
 * Compares what is in state with its directory. One listing answers for everybody who agrees in every declared field. People who
 * differ, are missing or are shown in part are read again as a refresh reads, so that neither a listing's gaps nor its delay is taken
 * for drift. Only reads are sent.
 * @param list everything of the kind that the directory has
 */
export async function look(
  context: Context,
  people: readonly ManagedObject[],
  list: () => AsyncIterable<ListedObject> | Promise<Iterable<ListedObject>>,
): Promise<Look> {
  for (const { declared, secret } of people) {
    context.secretFields.mark(declared, [...secret]);
    context.calls.note?.(declared);
  }
  const listed: ListedObject[] = [];
  let listingError: RollcallError | undefined;
  try {
    for await (const one of await list()) listed.push(one);
  } catch (error) {
    listingError = asRollcallError(error);
  }
  const byId = new Map(listed.map(({ observed }) => [observed.ref.id, observed]));
  const doubtful = people.filter(
    (person) => !tellsAll(person.kind, withAccess(context, person.declared), byId.get(person.id)),
  );
  const sweep = listingError === undefined && doubtful.length > 1 && doubtful.length * PAGE > byId.size;
  const again = new Map(
    await Promise.all(doubtful.map(async (person) => [person, await read(context, person, sweep)] as const)),
  );
  const findings = people.map((person): Finding => again.get(person) ?? { kind: "clean", person });
  return listingError === undefined ? { findings, listed } : { findings, listingError };
}

/** Whether a listing shows every declared field that can be read, and all of them agree. */
function tellsAll(kind: Kind, declared: Fields, listed: Observed | undefined): boolean {
  if (listed === undefined) return false;
  return Object.entries(kind.fields).every(([field, spec]) => {
    const wanted = declared[field];
    return (
      wanted === undefined ||
      !isReadable(spec) ||
      (listed.fields[field] !== undefined && agrees(spec, wanted, listed.fields[field]))
    );
  });
}

/** Nobody is found under no id, which says nothing of the account. */
const NO_ID = new RollcallError({
  code: "ERR_STATE",
  summary: "the state has no id of it",
  remedy: "Run pulumi refresh, or import it again.",
});

async function read(context: Context, person: ManagedObject, sweep: boolean): Promise<Finding> {
  const { kind, declared, id, former } = person;
  if (id === "") return { kind: "unseen", person, error: NO_ID.about(person.key) };
  try {
    const observed = await observeUser(context, refOf(context, id, declared), declared, sweep, former);
    if (observed === undefined) return { kind: "deleted", person };
    const found = differences(kind, withAccess(context, declared), observed);
    return found.length === 0 ? { kind: "clean", person } : { kind: "edited", person, observed, differences: found };
  } catch (error) {
    return { kind: "unseen", person, error: asRollcallError(error).about(person.key) };
  }
}
