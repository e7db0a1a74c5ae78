import type { Context } from "../../provider/lifecycle/context";
import { byName, grouped, kept } from "../../provider/model/kept";
import { paced } from "../../provider/lifecycle/many/progress";
import { type Kind, kindId, kindsOf } from "../../provider/model/kind";
import { asRollcallError, type RollcallError } from "../../provider/model/error";
import type { Observed } from "../../provider/model/values";
import { type ListedObject, listObjects } from "../stack/named-objects";
import type { NameTest } from "../stack/name-pattern";
import { type AccountOpener, openFor, type OpenDirectory, placeFields } from "../stack/open-account";
import type { ManagedObject, StackState } from "../stack/stack-state";
import { type Finding, look, type Look } from "./look";

/** A user, group or unit of the cloud that no program of this stack manages. */
export interface Unmanaged {
  readonly kind: Kind;
  readonly user: Observed;
}

/** People, groups or units about which nothing can be said, and why. */
export interface Unseen {
  readonly kind: Kind;
  readonly people: readonly ManagedObject[];
  readonly error: RollcallError;
}

/** Everything that differs between a stack's state and the clouds. */
export interface Drift {
  readonly findings: readonly Exclude<Finding, { readonly kind: "unseen" }>[];
  readonly unmanaged: readonly Unmanaged[];
  /** How many unmanaged users were left out on request. */
  readonly ignored: number;
  readonly unseen: readonly Unseen[];
  /** Kinds of directories that could not be listed, so that what is unmanaged there is unknown. */
  readonly unlisted: readonly { readonly kind: Kind; readonly error: RollcallError }[];
  /** Kinds that the stack manages some of. What is unmanaged of other kinds is reported, but is no difference. */
  readonly managedKinds: ReadonlySet<string>;
  /** Groups and units that the clouds have, by kind. */
  readonly seen: readonly { readonly kind: Kind; readonly observed: Observed }[];
}

/** What of one kind a stack manages under one account. */
interface Group {
  readonly kind: Kind;
  readonly opened: OpenDirectory;
  readonly people: ManagedObject[];
}

/** Looks at every directory and account where a stack has people, groups or units. Only reads are sent. */
export async function findDrift(state: StackState, opener: AccountOpener, ignored: NameTest): Promise<Drift> {
  const unseen: Unseen[] = [];
  const groups = await groupObjects([...state.people, ...state.groups], opener, unseen);
  const looks = await Promise.all(groups.map(async (group) => ({ group, look: await lookAt(group) })));
  const findings = looks.flatMap((one) => one.look.findings);
  const strangers = looks.flatMap(({ group, look: { listed = [] } }) => {
    const known = new Set(group.people.map(({ id }) => id));
    return listed
      .filter(({ observed, isBuiltIn }) => !isBuiltIn && !known.has(observed.ref.id))
      .map(({ observed }) => ({ kind: group.kind, user: observed }));
  });
  const isIgnored = ({ kind, user }: Unmanaged): boolean => ignored(kind.directory.name, user.ref.key);
  const unmanaged = strangers.filter((one) => !isIgnored(one));
  // The same report every night, so that two can be compared: not by the order of answers.
  return {
    findings: byName(
      findings.filter((finding) => finding.kind !== "unseen"),
      ({ person }) => [person.kind.directory.name, person.key],
    ),
    unmanaged: byName(unmanaged, ({ kind, user }) => [kind.directory.name, user.ref.key]),
    ignored: strangers.filter((one) => one.kind.token === "User" && isIgnored(one)).length,
    unseen: [...unseen, ...byReason(findings)],
    unlisted: looks.flatMap(({ group, look: { listingError } }) =>
      listingError === undefined ? [] : [{ kind: group.kind, error: listingError }],
    ),
    managedKinds: new Set([...state.people, ...state.groups].map(({ kind }) => kindId(kind))),
    seen: looks.flatMap(({ group: { kind }, look: { listed = [] } }) =>
      kind.token === "User" ? [] : listed.map(({ observed }) => ({ kind, observed })),
    ),
  };
}

/**
 * What is managed, by kind and by the account that was opened for it; several resources may name one account in several ways. The other
 * kinds of the same directory are there, too: everything of them is unmanaged.
 */
async function groupObjects(
  objects: readonly ManagedObject[],
  opener: AccountOpener,
  unseen: Unseen[],
): Promise<readonly Group[]> {
  const named = grouped(objects, ({ kind, account, declared }) => {
    const places = placeFields(kind).map((field) => declared[field] ?? null);
    return [JSON.stringify([kindId(kind), account.name, ...places])];
  });
  const groups = new Map<string, Group>();
  const open = async (kind: Kind, first: ManagedObject, together: readonly ManagedObject[]): Promise<void> => {
    const opened = await openFor(first, opener, kind);
    const group = kept(groups, JSON.stringify([kindId(kind), opened.place]), () => ({ kind, opened, people: [] }));
    for (const object of together) group.people.push(object);
  };
  for (const together of named.values()) {
    const [first] = together;
    try {
      await open(first.kind, first, together);
      for (const kind of kindsOf(first.kind.directory)) if (kind.token !== "User") await open(kind, first, []);
    } catch (error) {
      unseen.push({ kind: first.kind, people: together, error: asRollcallError(error) });
    }
  }
  return [...groups.values()];
}

function lookAt({ kind, opened, people }: Group): Promise<Look> {
  const compared = people.filter(({ leaving }) => !leaving);
  if (kind.token !== "User") return look(opened.context, compared, () => listObjects(kind, opened.catalogue));
  return look(opened.context, compared, () => listUsers(opened.context));
}

async function* listUsers({ kind, calls, service, say }: Context): AsyncGenerator<ListedObject> {
  const tell = paced(say, () => service.now());
  let seen = 0;
  for await (const observed of calls.list()) {
    seen++;
    tell(() => `${kind.directory.title}: ${seen} users listed`);
    yield { observed, isBuiltIn: false };
  }
}

/** What could not be read, together where the reason is one. */
function byReason(findings: readonly Finding[]): readonly Unseen[] {
  const reasons = new Map<string, { kind: Kind; people: ManagedObject[]; error: RollcallError }>();
  for (const finding of findings) {
    if (finding.kind !== "unseen") continue;
    const { person, error } = finding;
    const reason = JSON.stringify([kindId(person.kind), person.account.name, error.code, error.cloudCode ?? ""]);
    kept(reasons, reason, () => ({ kind: person.kind, people: [], error })).people.push(person);
  }
  return [...reasons.values()];
}
