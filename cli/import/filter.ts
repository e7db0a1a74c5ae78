import type { Directory } from "../../provider/directory";
import { RollcallError } from "../../provider/errors/error";
import type { Observed } from "../../provider/user";
import { resolveColumn } from "../../sdk/roster/headers";
import { namePattern } from "../stack/name-pattern";
import type { Wanted } from "./read-directory";

/** Which users of a directory to take; all conditions hold together. */
export interface Filters {
  /** Id of a group. */
  readonly group?: string;
  /** Id of an organisation or unit. */
  readonly org?: string;
  /** Natural keys with `*` and `?`. */
  readonly pattern?: string;
}

/** A test that a listing can answer, and one that needs the whole user. */
export interface FilterTests {
  readonly byKey: Wanted;
  readonly whole: Wanted;
}

/** @throws RollcallError ERR_CONFIG when the directory does not have what is asked for. */
export function filterTests(directory: Directory, { group, org, pattern }: Filters): FilterTests {
  const named = pattern === undefined ? undefined : namePattern([pattern]);
  const groups = group === undefined ? [] : [{ wanted: group, fields: fieldsFor(directory, "groups", "--group") }];
  const orgs = org === undefined ? [] : [{ wanted: org, fields: fieldsFor(directory, "organization", "--org") }];
  return {
    byKey: ({ ref }) => named === undefined || named(directory.name, ref.key),
    whole: (user) => [...groups, ...orgs].every(({ wanted, fields }) => fields.some((field) => holds(user, field, wanted))),
  };
}

/** The field a roster's column of this name means, and further units beside the primary one. */
function fieldsFor(directory: Directory, column: string, flag: string): readonly string[] {
  const field = resolveColumn(column, directory)?.field;
  if (field === undefined) throw new RollcallError({ code: "ERR_CONFIG", summary: `${directory.title} has no ${column} of users`, remedy: `Leave ${flag} out; --pattern works for every directory.` });
  return [field, "organizationalUnitIds"];
}

function holds({ fields }: Observed, field: string, wanted: string): boolean {
  const value = fields[field];
  return value === wanted || (Array.isArray(value) && value.includes(wanted));
}
