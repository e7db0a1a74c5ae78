import type { Kind } from "../../provider/model/kind";
import { asRollcallError, type RollcallError } from "../../provider/model/error";
import type { Observed } from "../../provider/model/values";
import type { NameTest } from "../stack/name-pattern";
import { type AccountOpener, openFor, type OpenDirectory } from "../stack/open-account";
import type { ManagedPerson, StackState } from "../stack/stack-state";
import { type Finding, look } from "./look";

/** A user of the cloud whom no program of this stack manages. */
export interface Unmanaged {
  readonly kind: Kind;
  readonly user: Observed;
}

/** People about whom nothing can be said, and why. */
export interface Unseen {
  readonly kind: Kind;
  readonly people: readonly ManagedPerson[];
  readonly error: RollcallError;
}

/** Everything that differs between a stack's state and the clouds. */
export interface Drift {
  readonly findings: readonly Exclude<Finding, { readonly kind: "unseen" }>[];
  readonly unmanaged: readonly Unmanaged[];
  /** How many unmanaged users were left out on request. */
  readonly ignored: number;
  readonly unseen: readonly Unseen[];
  /** Directories that could not be listed, so that their unmanaged users are unknown. */
  readonly unlisted: readonly { readonly kind: Kind; readonly error: RollcallError }[];
}

interface Group {
  readonly kind: Kind;
  readonly opened: OpenDirectory;
  readonly people: ManagedPerson[];
}

/** Looks at every directory and account in which a stack has people. Only reads are sent. */
export async function findDrift(state: StackState, opener: AccountOpener, ignored: NameTest): Promise<Drift> {
  const unseen: Unseen[] = [];
  const groups = await groupPeople(state.people, opener, unseen);
  const looks = await Promise.all(groups.map(async (group) => ({ group, look: await lookAt(group, opener) })));
  const findings = looks.flatMap((one) => one.look.findings);
  const strangers = looks.flatMap(({ group, look: { listed = [] } }) => {
    const known = new Set(group.people.map(({ id }) => id));
    return listed.filter(({ ref }) => !known.has(ref.id)).map((user) => ({ kind: group.kind, user }));
  });
  const unmanaged = strangers.filter(({ kind, user }) => !ignored(kind.directory.name, user.ref.key));
  return {
    findings: byName(
      findings.filter((finding) => finding.kind !== "unseen"),
      ({ person }) => [person.kind.directory.name, person.key],
    ),
    unmanaged: byName(unmanaged, ({ kind, user }) => [kind.directory.name, user.ref.key]),
    ignored: strangers.length - unmanaged.length,
    unseen: [...unseen, ...byReason(findings)],
    unlisted: looks.flatMap(({ group, look: { listingError } }) =>
      listingError === undefined ? [] : [{ kind: group.kind, error: listingError }],
    ),
  };
}

/** The same report every night, so that two can be compared: by directory and key, not by the order of answers. */
function byName<T>(all: readonly T[], nameOf: (one: T) => readonly string[]): readonly T[] {
  const named = all.map((one) => ({ one, name: nameOf(one).join("\n") }));
  return named.sort((left, right) => (left.name < right.name ? -1 : 1)).map(({ one }) => one);
}

/** People by the account that was opened for them; several resources may name one account in several ways. */
async function groupPeople(
  people: readonly ManagedPerson[],
  opener: AccountOpener,
  unseen: Unseen[],
): Promise<readonly Group[]> {
  const named = new Map<string, ManagedPerson[]>();
  for (const person of people) {
    const parents = person.kind.parentFields.map((field) => person.declared[field] ?? null);
    const name = JSON.stringify([person.kind.directory.name, person.account.name, ...parents]);
    const together = named.get(name);
    if (together === undefined) named.set(name, [person]);
    else together.push(person);
  }
  const groups = new Map<string, Group>();
  for (const together of named.values()) {
    const [first] = together;
    if (first === undefined) continue;
    try {
      const opened = await openFor(first, opener);
      const group = groups.get(opened.place) ?? { kind: first.kind, opened, people: [] };
      for (const person of together) group.people.push(person);
      groups.set(opened.place, group);
    } catch (error) {
      unseen.push({ kind: first.kind, people: together, error: asRollcallError(error) });
    }
  }
  return [...groups.values()];
}

function lookAt({ kind, opened, people }: Group, opener: AccountOpener) {
  const compared = people.filter(({ leaving }) => !leaving);
  return look(opened.context, compared, (seen) => {
    if (seen % PROGRESS_USERS === 0) opener.say(`${kind.directory.title}: ${seen} users listed`);
  });
}

/** Users between two lines of progress. */
const PROGRESS_USERS = 2_000;

/** People whose reading failed, together where the reason is one. */
function byReason(findings: readonly Finding[]): readonly Unseen[] {
  const reasons = new Map<string, { kind: Kind; people: ManagedPerson[]; error: RollcallError }>();
  for (const finding of findings) {
    if (finding.kind !== "unseen") continue;
    const { person, error } = finding;
    const reason = JSON.stringify([person.kind.directory.name, person.account.name, error.code, error.cloudCode ?? ""]);
    const group = reasons.get(reason) ?? { kind: person.kind, people: [], error };
    group.people.push(person);
    reasons.set(reason, group);
  }
  return [...reasons.values()];
}
