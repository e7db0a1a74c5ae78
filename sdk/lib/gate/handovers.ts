import { collides, replacedFields } from "../../../provider/lifecycle/check";
import { agrees as saysTheSame } from "../../../provider/model/compare";
import { shortLines } from "../../../provider/model/error";
import { grouped, kept } from "../../../provider/model/kept";
import { type Kind, kindId } from "../../../provider/model/kind";
import { claims, newlyClaimed, type UniqueValue } from "../../../provider/model/unique-values";
import { type Fields, isUnknown } from "../../../provider/model/values";
import type { DeclaredUser } from "./departures";
import { doneBefore, placeOf } from "./objection";
import type { ManagedUser } from "../run/managed-users";

/** A value that must be unique and passes from one person to another in a run, from one resource to another. */
export interface Handover {
  readonly field: string;
  readonly from: ManagedUser;
  readonly to: DeclaredUser;
  /** The value is free as soon as the resource of this user is done, or it is not free in time, for this reason. */
  readonly free: { readonly after: DeclaredUser } | { readonly never: string; readonly remedy: string };
}

/** What the stack managed and what the program declares. */
export interface Comparison {
  readonly before: readonly ManagedUser[];
  readonly now: readonly DeclaredUser[];
  /** Who is declared still, by whom the stack managed. */
  readonly staying: ReadonlyMap<ManagedUser, DeclaredUser>;
}

/**
 * Who takes a value that must be unique from whom. The engine creates and changes people side by side and deletes accounts only
 * after that, so a taker must wait for the giver, and cannot take a value from somebody who keeps it until the end.
 * @param among only who takes a value is looked for among these
 */
export function handovers({ before, now, staying }: Comparison, among = now): readonly Handover[] {
  const former = new Map([...staying].map(([then, still]) => [still, then] as const));
  const takers = among.flatMap((to) => {
    const own = former.get(to);
    const taken = newlyClaimed(to.placing ?? to.kind, to.fields, own?.declared);
    return taken.length === 0 ? [] : [{ to, own, taken }];
  });
  const known = new Map<Kind, ReadonlyMap<string, ManagedUser>>();
  return takers.flatMap(({ to, own, taken }) => {
    const kind = to.placing ?? to.kind;
    const holders = kept(known, kind, () => holdersOf(kind, before));
    const account = own === undefined ? keptAccount(to, taken, holders, staying) : undefined;
    return taken.flatMap(({ field, token }): readonly Handover[] => {
      const from = holders.get(token);
      if (from === undefined || from === own || from === account || takesOver(kind, field, from, to)) return [];
      const stays = staying.get(from);
      if (stays === undefined)
        return [{ field, from, to, free: afterLeaving(from, to, field, now, own === undefined) }];
      // Two people who share a value are no handover: that is refused elsewhere.
      return claims(kind, stays.fields).some((claim) => claim.token === token)
        ? []
        : [{ field, from, to, free: afterChange(kind, from, stays, to, field) }];
    });
  });
}

/** Who had each value that must be unique. */
function holdersOf(kind: Kind, before: readonly ManagedUser[]): ReadonlyMap<string, ManagedUser> {
  const own = before.filter((then) => kindId(then.kind) === kindId(kind));
  return new Map(own.flatMap((then) => claims(kind, then.declared).map(({ token }) => [token, then] as const)));
}

/**
 * Who takes a value from whom within one account. Of several, whose is whose is known only where the engine has been asked; nobody waits
 * for, or is refused because of, somebody who may be of another account.
 * @param accounts names of the accounts in the stack's last state
 * @param isOne whether one of these is the account of somebody declared, under another name
 */
export function handoversWithin(
  accounts: readonly string[],
  { before, now, staying }: Comparison,
  isOne: (account: string, to: DeclaredUser) => boolean = () => false,
): readonly Handover[] {
  const [ofAll] = accounts.length === 1 ? accounts : [];
  const people = grouped(before, ({ kind, account = ofAll }) => [JSON.stringify([kind.directory.name, account])]);
  return [...grouped(now, ({ kind, account }) => [JSON.stringify([kind.directory.name, account])]).values()].flatMap(
    (takers) => {
      const [to] = takers;
      const givers = [...people.values()].filter(([{ kind, account = ofAll }]) => {
        if (account === undefined || kind.directory !== to.kind.directory) return false;
        return account === to.account || isOne(account, to);
      });
      return givers.length === 0 ? [] : handovers({ before: givers.flat(), now, staying }, takers);
    },
  );
}

/**
 * The account of a person who leaves and keeps it, where a new resource of the same key declares the same person: it takes the account
 * over, with all that belongs to it. So people move between resources. Where keys can be changed, a declaration of less may be a namesake.
 */
function keptAccount(
  to: DeclaredUser,
  taken: readonly UniqueValue[],
  holders: ReadonlyMap<string, ManagedUser>,
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
): ManagedUser | undefined {
  const key = taken.find(({ field }) => field === to.kind.naturalKey);
  const from = key === undefined ? undefined : holders.get(key.token);
  if (from === undefined || staying.has(from) || from.declared["onDelete"] !== "retain") return undefined;
  const isSame =
    to.fields["onExisting"] === "adopt" ||
    (agrees(to.kind, to.fields, from.declared) && agrees(to.kind, from.declared, to.fields));
  return isSame ? from : undefined;
}

/** Where no account can be renamed, a person who gets another's key is given the other's account, if all that is declared agrees or may be changed. */
function takesOver(kind: Kind, field: string, from: ManagedUser, to: DeclaredUser): boolean {
  if (field !== kind.naturalKey || kind.fields[field]?.change.kind === "in-place") return false;
  return to.fields["onExisting"] === "adopt" || agrees(kind, to.fields, from.declared);
}

/** Whether `others` declare all that `fields` do, as far as a service could tell. Ids of groups that the program makes are not known yet. */
function agrees({ fields: specs }: Kind, fields: Fields, others: Fields): boolean {
  return Object.entries(fields).every(([name, value]) => {
    const spec = specs[name];
    if (spec === undefined || spec.change.kind === "option" || spec.readBack === "never") return true;
    return isUnknown(value) || isUnknown(others[name]) || saysTheSame(spec, value, others[name]);
  });
}

function afterLeaving(
  from: ManagedUser,
  to: DeclaredUser,
  field: string,
  now: readonly DeclaredUser[],
  isNew: boolean,
): Handover["free"] {
  const { kind } = from;
  const onDelete = String(from.declared["onDelete"] ?? "delete");
  const canChange = kind.fields[field]?.change.kind !== "replaces";
  const keep = `${from.key} back with another ${field}${field === kind.naturalKey ? "" : ', or with "" where it can be cleared'}, and run pulumi up; then make this change.`;
  if (onDelete !== "delete") {
    const adopted = 'take over that account with onExisting: "adopt"';
    const mayBeSame = isNew && field === kind.naturalKey && onDelete === "retain";
    const same = mayBeSame ? `If ${placeOf(to)} is the same person, let it ${adopted}. Otherwise put` : "Put";
    const remedy = canChange ? `${same} ${keep}` : `Give ${placeOf(to)} another ${field}, or let it ${adopted}.`;
    return {
      never: `${from.key} leaves with onDelete: ${JSON.stringify(onDelete)}, so that the account stays and keeps it`,
      remedy,
    };
  }
  // A person who leaves a set that stays is ended by the set's own update.
  const set =
    from.member === undefined
      ? undefined
      : now.find(
          ({ kind, resource, member }) =>
            kindId(kind) === kindId(from.kind) && resource === from.resource && member !== undefined,
        );
  if (set !== undefined) return { after: set };
  return {
    never: `${from.key} leaves, and Pulumi deletes an account only after everybody else is created and changed`,
    remedy: `${untilThen(to)}${canChange ? ` Or put ${keep}` : ""}`,
  };
}

function afterChange(
  kind: Kind,
  from: ManagedUser,
  stays: DeclaredUser,
  to: DeclaredUser,
  field: string,
): Handover["free"] {
  if (!(field in stays.fields))
    return {
      never: `${from.key} no longer declares ${field} and therefore keeps it`,
      remedy: `Declare another ${field} for ${from.key}, or "" where it can be cleared.`,
    };
  const isReplacedLast =
    from.member === undefined &&
    replacedFields(kind, from.declared, stays.fields).length > 0 &&
    !collides(kind, from.declared, stays.fields);
  if (!isReplacedLast) return { after: stays };
  return {
    never: `${from.key} gets a new account, and Pulumi deletes the old one only after everybody else is created and changed`,
    remedy: untilThen(to),
  };
}

function untilThen(to: DeclaredUser): string {
  return `Leave ${placeOf(to)} out of the program for one run (or as it was, if it is not new), run pulumi up, then put ${placeOf(to)} back and run again.`;
}

/**
 * Why a run must not go on because of values that pass from person to person; `undefined` when it may. Values are not shown: the
 * program may keep them secret.
 * @param circle handovers of people who wait for each other
 * @param underway others may have been created or changed already
 */
export function handoverObjection(
  vain: readonly Handover[],
  circle: readonly Handover[],
  underway = false,
): string | undefined {
  const lines = [
    ...vain.flatMap((handover) =>
      "never" in handover.free ? [`${taking(handover)}: ${handover.free.never}. ${handover.free.remedy}`] : [],
    ),
    ...(circle.length === 0 ? [] : [exchange(circle)]),
  ];
  if (lines.length === 0) return undefined;
  return [
    `Rollcall stops this run${doneBefore(underway)}. A value that only one person may have would pass to somebody while another still has it:`,
    ...shortLines(lines),
  ].join("\n");
}

function taking({ field, from, to }: Handover): string {
  const key = String(to.fields[to.kind.naturalKey] ?? placeOf(to));
  return `${to.kind.directory.name} ${to.kind.noun} ${key} takes ${field} from ${from.key}`;
}

function exchange(circle: readonly Handover[]): string {
  const [first] = circle;
  const way =
    first === undefined
      ? ""
      : ` Declare a free ${first.field} for ${first.from.key} first, or "" where it can be cleared, and run pulumi up; then make this change.`;
  return `${circle.map((handover) => taking(handover)).join(", ")}: they wait for each other. A set of users does this in one run (docs/user-set.md).${way}`;
}
