import { collides, replacedFields } from "../../provider/lifecycle/check";
import { type Kind, kindId } from "../../provider/model/kind";
import { claims, newlyClaimed } from "../../provider/model/unique-values";
import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "./managed-users";

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
 */
export function handovers({ before, now, staying }: Comparison): readonly Handover[] {
  const former = new Map([...staying].map(([then, still]) => [still, then] as const));
  const takers = now.flatMap((to) => {
    const own = former.get(to);
    const taken = newlyClaimed(to.kind, to.fields, own?.declared);
    return taken.length === 0 ? [] : [{ to, own, taken }];
  });
  const holders = new Map<string, ManagedUser>();
  if (takers.length > 0)
    for (const then of before) for (const { token } of claims(then.kind, then.declared)) holders.set(token, then);
  return takers.flatMap(({ to, own, taken }) => {
    const { kind } = to;
    return taken.flatMap(({ field, token }): readonly Handover[] => {
      const from = holders.get(token);
      if (from === undefined || from === own || takesOver(kind, field, from, to)) return [];
      const stays = staying.get(from);
      if (stays === undefined) return [{ field, from, to, free: afterLeaving(kind, from, to, field, now) }];
      // Two people who share a value are no handover: that is refused elsewhere.
      return claims(kind, stays.fields).some((claim) => claim.token === token)
        ? []
        : [{ field, from, to, free: afterChange(kind, from, stays, to, field) }];
    });
  });
}

/** Where no account can be renamed, a person who gets another's key is given the other's account, if all that is declared agrees or may be changed. */
function takesOver({ naturalKey, fields }: Kind, field: string, from: ManagedUser, to: DeclaredUser): boolean {
  if (field !== naturalKey || fields[naturalKey]?.change.kind === "in-place") return false;
  const agrees = ([name, value]: readonly [string, unknown]): boolean =>
    fields[name]?.change.kind === "option" || JSON.stringify(value) === JSON.stringify(from.declared[name]);
  return to.fields["onExisting"] === "adopt" || Object.entries(to.fields).every(agrees);
}

function afterLeaving(
  kind: Kind,
  from: ManagedUser,
  to: DeclaredUser,
  field: string,
  now: readonly DeclaredUser[],
): Handover["free"] {
  const onDelete = String(from.declared["onDelete"] ?? "delete");
  const canChange = kind.fields[field]?.change.kind !== "replaces";
  const keep = `${from.key} back with another ${field}${field === kind.naturalKey ? "" : ', or with "" where it can be cleared'}, and run pulumi up; then make this change.`;
  if (onDelete !== "delete") {
    const remedy = canChange
      ? `Put ${keep}`
      : `Give ${placeOf(to)} another ${field}, or let it take over that account with onExisting: "adopt".`;
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

/** How a program names somebody: the resource, and the member of a set. */
export function placeOf({ resource, member }: DeclaredUser): string {
  return member === undefined ? resource : `${resource}[${member}]`;
}

const SHOWN = 10;

/**
 * Why a run must not go on because of values that pass from person to person; `undefined` when it may. Values are not shown: the
 * program may keep them secret.
 * @param circle handovers of people who wait for each other
 */
export function handoverObjection(vain: readonly Handover[], circle: readonly Handover[]): string | undefined {
  const lines = [
    ...vain.flatMap((handover) =>
      "never" in handover.free ? [`${taking(handover)}: ${handover.free.never}. ${handover.free.remedy}`] : [],
    ),
    ...(circle.length === 0 ? [] : [exchange(circle)]),
  ];
  if (lines.length === 0) return undefined;
  const rest = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [];
  return [
    "Rollcall stops this run; nothing was created or changed. A value that only one person may have would pass to somebody while another still has it:",
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...rest,
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
