import { type Kind, kindId } from "../../../provider/model/kind";
import { kindPlaceOf } from "../../../provider/lifecycle/many/members";
import type { Bag } from "../../../provider/model/values";
import { providerOf } from "../run/account-of";
import type { DeclaredUser, Departures } from "./departures";
import type { ManagedUser } from "../run/managed-users";
import { isPerson, type Pending } from "./pending";
import { accountThen, sameAccount } from "../run/same-account";

/**
 * Who leaves, while another resource under an account of another name has the same one of the cloud: each account has a provider process of
 * its own, and neither knows what the other has. Within one account the process keeps what another resource has.
 * @param admitted everybody declared, with the declaration
 * @param settings of the accounts of the last state, by name
 */
export function heldElsewhere(
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  admitted: ReadonlyMap<DeclaredUser, Pending>,
  settings: ReadonlyMap<string, Bag>,
): Departures["moved"] {
  const gone = before.filter((user) => !staying.has(user) && user.declared["onDelete"] !== "retain");
  if (gone.length === 0) return [];
  const stay = new Set(staying.values());
  const byId = new Map([...staying].map(([{ kind, id }, to]) => [placeOf(kind, id), to]));
  // A person whom a new resource takes over is a move within one account, too.
  const newGroups = [...admitted.keys()].filter((user) => !isPerson(user) && !stay.has(user));
  const byName = new Map(newGroups.map((to) => [kindPlaceOf(to.placing ?? to.kind, to.fields), to]));
  const placings = new Set(newGroups.map(({ kind, placing = kind }) => placing));
  return gone.flatMap((from) => {
    const held = from.id === undefined ? undefined : byId.get(placeOf(from.kind, from.id));
    const named = [...placings].flatMap((placing) =>
      kindId(placing) === kindId(from.kind) ? (byName.get(kindPlaceOf(placing, from.declared)) ?? []) : [],
    );
    const to = held ?? named[0];
    const pending = to === undefined ? undefined : admitted.get(to);
    const account = pending?.account();
    if (to === undefined || pending === undefined || account === undefined || account === from.account) return [];
    // The engine has not been asked whose account was whose.
    const isSame = from.account === undefined || isAccountOf(pending, settings.get(from.account));
    return isSame ? [{ from, to: { ...to, account } }] : [];
  });
}

/** Whether a declaration is certainly in an account of the last state, whatever the two are called. @param then its settings in state */
export function isAccountOf({ kind: { directory }, opts }: Pending, then: Bag | undefined): boolean {
  return sameAccount(directory, providerOf(opts)) === accountThen(directory, then);
}

function placeOf(kind: Kind, id: unknown): string {
  return JSON.stringify([kindId(kind), id]);
}
