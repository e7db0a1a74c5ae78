import type { Directory } from "../model/directory";
import { type Fields, type Json, record } from "../model/values";
import { withoutUndefined } from "../lifecycle/outputs";
import { SIGNATURE } from "./secret-paths";
import { type PlaceOf, writeSet } from "./set-form";

/**
 * A set's inputs or outputs as the engine is to have them: members as texts, every secret marked. The engine by itself marks
 * only where the program declares a secret of the same name, and a member whose update or removal failed may no longer be in
 * the program.
 * @param properties with an object of all fields for each member
 * @param sealsLeaving the program keeps secrets of its own: of accounts that are left over all but who they are is sealed
 */
export function sealSet(directory: Directory, properties: Fields, placeOf: PlaceOf, sealsLeaving = false): Fields {
  const { users, leaving, ...rest } = properties;
  return {
    ...writeSet({ ...sealed(directory, rest), users: users ?? {} }, placeOf, marked),
    ...(Array.isArray(leaving) && {
      leaving: leaving.map((left) => sealed(directory, withoutUndefined(record(left)), sealsLeaving)),
    }),
  };
}

function sealed({ fields: table, naturalKey }: Directory, fields: Fields, whole = false): Fields {
  const isSecret = (field: string): boolean =>
    table[field]?.secret === true ||
    (whole && field !== naturalKey && table[field] !== undefined && table[field].change.kind !== "option");
  const entries = Object.entries(fields).map(([field, value]): [string, Json] => [
    field,
    isSecret(field) ? marked(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function marked(value: Json): Json {
  return { ...SIGNATURE, value };
}
