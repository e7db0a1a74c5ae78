import { asRollcallError, type RollcallError } from "../../provider/errors/error";
import { agrees } from "../../provider/compare";
import type { Directory } from "../../provider/directory";
import { isReadable } from "../../provider/field";
import { withAccess } from "../../provider/lifecycle/access";
import { type Difference, differences } from "../../provider/lifecycle/differences";
import { observeUser, refOf } from "../../provider/lifecycle/read";
import type { Context } from "../../provider/lifecycle/context";
import type { Fields, Observed } from "../../provider/user";
import type { ManagedPerson } from "../stack/stack-state";

/** What became of a managed person behind the program's back. */
export type Finding =
  | { readonly kind: "clean"; readonly person: ManagedPerson }
  | { readonly kind: "edited"; readonly person: ManagedPerson; readonly observed: Observed; readonly differences: readonly Difference[] }
  | { readonly kind: "deleted"; readonly person: ManagedPerson }
  | { readonly kind: "unseen"; readonly person: ManagedPerson; readonly error: RollcallError };

/** What a look at one directory under one account found. */
export interface Look {
  readonly findings: readonly Finding[];
  /** Everybody in the directory; absent when it could not be listed. */
  readonly listed?: readonly Observed[];
  readonly listingError?: RollcallError;
}

/** Users of a page of most services' listings: with a larger share to look at again, another listing pays. */
const PAGE = 100;

/**
 * Compares people in state with their directory. One listing answers for everybody whom it shows to agree in every declared
 * field; whom it shows to differ, not at all or not in full is read again as a refresh reads, so that neither a listing's gaps
 * nor its delay is taken for drift. Only reads are sent.
 */
export async function look(context: Context, people: readonly ManagedPerson[], tick: (seen: number) => void = () => undefined): Promise<Look> {
  for (const { declared, secret } of people) context.secretFields.mark(declared, [...secret]);
  const listed: Observed[] = [];
  let listingError: RollcallError | undefined;
  try {
    for await (const user of context.calls.list()) tick(listed.push(user));
  } catch (error) {
    listingError = asRollcallError(error);
  }
  const byId = new Map(listed.map((user) => [user.ref.id, user]));
  const doubtful = people.filter((person) => !tellsAll(person.directory, withAccess(context, person.declared), byId.get(person.id)));
  const sweep = listingError === undefined && doubtful.length > 1 && doubtful.length * PAGE > byId.size;
  const again = new Map(await Promise.all(doubtful.map(async (person) => [person, await read(context, person, sweep)] as const)));
  const findings = people.map((person): Finding => again.get(person) ?? { kind: "clean", person });
  return listingError === undefined ? { findings, listed } : { findings, listingError };
}

/** Whether a listing shows every declared field that can be read, and all of them agree. */
function tellsAll(directory: Directory, declared: Fields, listed: Observed | undefined): boolean {
  if (listed === undefined) return false;
  return Object.entries(directory.fields).every(([field, spec]) => {
    const wanted = declared[field];
    return wanted === undefined || !isReadable(spec) || (listed.fields[field] !== undefined && agrees(spec, wanted, listed.fields[field]));
  });
}

async function read(context: Context, person: ManagedPerson, sweep: boolean): Promise<Finding> {
  const { directory, declared, id } = person;
  try {
    const observed = await observeUser(context, refOf(context, id, declared), declared, sweep);
    if (observed === undefined) return { kind: "deleted", person };
    const found = differences(directory, withAccess(context, declared), observed);
    return found.length === 0 ? { kind: "clean", person } : { kind: "edited", person, observed, differences: found };
  } catch (error) {
    return { kind: "unseen", person, error: asRollcallError(error).about(person.key) };
  }
}
