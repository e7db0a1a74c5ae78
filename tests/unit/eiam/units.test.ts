import fc from "fast-check";
import { sameUnits, unitMoves } from "../../../provider/eiam/user/values";

const SEED = 20260102;
const unit = fc.constantFrom("ou_a", "ou_b", "ou_c", "ou_d");
const account = fc.record({ primary: unit, further: fc.uniqueArray(unit) });

/** An account's units, primary one first, after the moves, as SetUserPrimaryOrganizationalUnit, Add… and Remove… document them. */
function moved(
  primary: string,
  further: readonly string[],
  moves: ReturnType<typeof unitMoves>,
): { primary: string; units: readonly string[] } {
  let units = new Set([primary, ...further]);
  let first = primary;
  if (moves.primary !== undefined) {
    units.delete(first);
    first = moves.primary;
    units.add(first);
  }
  units = new Set([...units, ...moves.add]);
  expect(moves.remove).not.toContain(first);
  for (const gone of moves.remove) units.delete(gone);
  return { primary: first, units: [first, ...[...units].filter((other) => other !== first)] };
}

function observed(primary: string, further: readonly string[]) {
  return { primaryOrganizationalUnitId: primary, organizationalUnitIds: [primary, ...further.filter((other) => other !== primary)] };
}

test("any account ends in the declared units, and then nothing is left to move", () => {
  fc.assert(
    fc.property(account, account, (before, after) => {
      const desired = { primaryOrganizationalUnitId: after.primary, organizationalUnitIds: after.further };
      const result = moved(before.primary, before.further, unitMoves(desired, observed(before.primary, before.further)));
      expect(result.primary).toBe(after.primary);
      expect(new Set(result.units)).toEqual(new Set([after.primary, ...after.further]));
      expect(sameUnits(after.further, result.units)).toBe(true);
      expect(unitMoves(desired, { primaryOrganizationalUnitId: result.primary, organizationalUnitIds: result.units })).toEqual({
        add: [],
        remove: [],
      });
    }),
    { seed: SEED },
  );
});

test("further units that are not declared stay, but for the one that becomes primary", () => {
  fc.assert(
    fc.property(account, unit, (before, primary) => {
      const moves = unitMoves({ primaryOrganizationalUnitId: primary }, observed(before.primary, before.further));
      expect(moves).toEqual({ ...(primary !== before.primary && { primary }), add: [], remove: [] });
    }),
    { seed: SEED },
  );
});

test("a former primary unit that is declared as a further one is joined again", () => {
  const desired = { primaryOrganizationalUnitId: "ou_b", organizationalUnitIds: ["ou_a"] };
  expect(unitMoves(desired, { primaryOrganizationalUnitId: "ou_a", organizationalUnitIds: ["ou_a", "ou_b"] })).toEqual({
    primary: "ou_b",
    add: ["ou_a"],
    remove: [],
  });
});

test("with nothing known of the account everything declared is sent and nothing removed", () => {
  expect(unitMoves({ primaryOrganizationalUnitId: "ou_a", organizationalUnitIds: ["ou_b"] }, undefined)).toEqual({
    primary: "ou_a",
    add: ["ou_b"],
    remove: [],
  });
});
