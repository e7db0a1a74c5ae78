import { equalValues } from "../../model/compare";
import type { Fields } from "../../model/values";

/** The ways an account's organizational units must go to become as declared. */
export interface UnitMoves {
  /** The unit to make primary, when it is not. */
  readonly primary?: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Observed units stand primary first (see observe.ts), as GetUser reports the primary one among them; a program may repeat it
 * or not. So the two agree when they agree without it.
 */
export function sameUnits(declared: unknown, observed: unknown): boolean {
  const [primary, ...further] = unitsOf(observed);
  return equalValues(without(unitsOf(declared), primary), further);
}

/**
 * What brings an account's units in line. The new primary unit comes first; by becoming it, the account leaves the former
 * primary unit (IDaaS EIAM SetUserPrimaryOrganizationalUnit), which therefore is added back when it is declared as a further
 * one. Further units are left alone when the program does not declare them.
 */
export function unitMoves(desired: Fields, observed: Fields | undefined): UnitMoves {
  const wanted = desired["primaryOrganizationalUnitId"];
  const former = observed?.["primaryOrganizationalUnitId"];
  const moves = typeof wanted === "string" && wanted !== former;
  const primary = moves ? wanted : former;
  if (desired["organizationalUnitIds"] === undefined) return { ...(moves && { primary: wanted }), add: [], remove: [] };
  const present = without(without(unitsOf(observed?.["organizationalUnitIds"]), former), primary);
  const further = without(unitsOf(desired["organizationalUnitIds"]), primary);
  return {
    ...(moves && { primary: wanted }),
    add: further.filter((unit) => !present.includes(unit)),
    remove: present.filter((unit) => !further.includes(unit)),
  };
}

/** The declared further units without the primary one, for a creation. */
export function furtherUnits(user: Fields): readonly string[] {
  return without(unitsOf(user["organizationalUnitIds"]), user["primaryOrganizationalUnitId"]);
}

function unitsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((unit) => typeof unit === "string"))] : [];
}

function without(units: readonly string[], left: unknown): readonly string[] {
  return units.filter((unit) => unit !== left);
}
