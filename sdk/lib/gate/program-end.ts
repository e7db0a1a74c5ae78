import type { DeclaredPlaces } from "../run/declared-places";
import type { DeclaredResource, DeclaredUser, Departures } from "./departures";
import { exchangeWarnings } from "./exchanges";
import type { FormerState } from "./former-state";
import { keptLines } from "./kept-accounts";
import type { ManagedUser } from "../run/managed-users";
import { givenElsewhere, leftBehind, unseenWarning } from "./moved-accounts";
import { isPerson } from "./pending";
import { renamedWarning } from "./renamed-people";

type Staying = ReadonlyMap<ManagedUser, DeclaredUser>;

/** What is known when a program has declared everybody, and may go on. */
export interface ProgramEnd {
  readonly former: FormerState;
  readonly places: DeclaredPlaces;
  readonly declared: readonly DeclaredUser[];
  readonly sets: readonly DeclaredResource[];
  /** People alone; another answer once the engine has been asked. */
  compare(): { readonly found: Departures; readonly staying: Staying };
  /** Groups and units too. */
  everythingStaying(): Staying;
}

/** Accounts that stay although the engine says "deleted". */
export function keptAtEnd({ former, declared, sets, everythingStaying }: ProgramEnd): readonly string[] {
  const lines = (): readonly string[] => keptLines(former.last.users, declared, everythingStaying(), sets);
  const first = lines();
  // Whose key is secret, only the engine tells.
  return first.length > 0 && former.askEngine(declared) ? lines() : first;
}

/** What may be meant otherwise, and stops no run. */
export function warningsAtEnd(end: ProgramEnd): readonly string[] {
  const warnings = [unseen(end), renamed(end)].flatMap((text) => text ?? []);
  return [...warnings, ...exchangeWarnings(end.compare().staying)];
}

/** People who stay in an account that names another place are taken for existing there. */
function unseen({ former, places, declared, everythingStaying }: ProgramEnd): string | undefined {
  const before = former.last.settings;
  const elsewhere = places.moved(before);
  const others = places.haveOthers(before);
  if (elsewhere.size === 0 && !others) return undefined;
  // Whose account was whose, only the engine tells.
  former.askEngine(declared);
  const staying = everythingStaying();
  const given = others ? givenElsewhere(staying, places, before) : [];
  return unseenWarning([...leftBehind([...staying.keys()], elsewhere), ...given]);
}

/** People who leave while somebody of another key joins with what is theirs, or get the groups of others. */
function renamed({ former, declared, compare }: ProgramEnd): string | undefined {
  const warning = (): string | undefined => {
    const { found, staying } = compare();
    const stay = new Set(staying.values());
    return renamedWarning(
      found.leaving,
      declared.filter((user) => isPerson(user) && !stay.has(user)),
      stay,
    );
  };
  const first = warning();
  // The engine's own options keep accounts.
  return first !== undefined && former.askEngine(declared) ? warning() : first;
}
