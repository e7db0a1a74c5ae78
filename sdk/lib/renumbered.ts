import type { ManagedUser } from "./managed-users";

/** A person who leaves while somebody new has the same number as a key, written in another form. */
export interface Renumbered {
  readonly from: ManagedUser;
  /** The key as it is written now. */
  readonly key: string;
}

/** A number as keys hold it, and as a spreadsheet writes it again: without its zeros, or with a sign between thousands. */
const DIGITS = /^\d+$|^\d{1,3}(?:[,' \u00a0\u202f]\d{3})+$/;

/**
 * What the forms of one number share that a spreadsheet makes of it: `001234`, `1234` and `1,234` are one. `undefined` for a key that is no number.
 */
export function sharedNumber(key: string): string | undefined {
  return DIGITS.test(key) ? key.replace(/\D/g, "").replace(/^0+(?=\d)/, "") : undefined;
}

/** People named before the rest is counted. */
const SHOWN = 10;

/** Why a run must not go on that would end these accounts and create others for the same numbers, and the ways out. */
export function describeRenumbered(people: readonly Renumbered[]): string {
  const lines = people
    .slice(0, SHOWN)
    .map(
      ({ from: { kind, key: before, resource }, key }) =>
        `  ${kind.directory.name} ${kind.noun} ${before} (resource ${resource}) is now written ${key}`,
    );
  const rest = people.length > SHOWN ? [`  and ${people.length - SHOWN} more`] : [];
  return [
    `Rollcall stops this run; nothing was created or changed. ${people.length === 1 ? "The key of 1 user is its former number in another form" : `The keys of ${people.length} users are their former numbers in another form`}, as spreadsheets write numbers again, and Pulumi would create one account for the new form and end the one of the former:`,
    ...lines,
    ...rest,
    "  Write the key as before; in a spreadsheet format the column as text first. If two people are meant, take the former one out in one run and put the new one in with the next.",
  ].join("\n");
}
