import type { z } from "zod";
import type { Phone } from "./phone";

/** How a declared field reaches a user that already exists. Sources: the field life-cycle tables of each service's API. */
export type ChangeClass =
  /** Changed on the living account by these API actions. */
  | { readonly kind: "in-place"; readonly by: readonly string[] }
  /** No action changes it: the account is deleted and created again. */
  | { readonly kind: "replaces"; readonly because: string; readonly loses: string }
  /** Never read back. `by` names the action that sends a changed value; without it a change is refused with `otherwise`. */
  | { readonly kind: "write-only"; readonly by?: string; readonly otherwise?: string }
  /** Only steers a request (`businessChannel`) or Rollcall itself (`onDelete`); changing it alone calls nothing. */
  | { readonly kind: "option" };

/**
 * What a field means, whatever its directory calls it:
 * - `key`: the natural key; `name`: what people call the person; `external-id`: the person's id in another system
 * - `email`, `phone`: where to reach the person; `phone-region`: the country code of a number that stands apart from it
 * - `note`: free text; `extra`: further facts that the account's owner has defined
 * - `groups`, `unit`: ids of groups, of organisations or organizational units
 * - `expiry`: when the service ends the account; `access`: whether the account may be used now; `admin`: rights over machines
 * - `secret`: a password; `place`: the instance, project or domain in which the account lives
 * - `setting`: all else, such as who activates the account
 */
export type Meaning =
  | "key"
  | "name"
  | "external-id"
  | "email"
  | "phone"
  | "phone-region"
  | "note"
  | "extra"
  | "groups"
  | "unit"
  | "expiry"
  | "access"
  | "admin"
  | "secret"
  | "place"
  | "setting";

/** That no two users of one directory (of one instance, where it has some) may have the same value. */
export interface Uniqueness {
  /** Values that differ in nothing but case are the same to the service, or must be taken for the same. */
  readonly ignoresCase?: true;
  /** Fields that belong to the value: a telephone number is one together with its country code. */
  readonly with?: readonly string[];
}

/** One row of a directory's field table: everything check, diff, docs and roster columns need to know of a field. */
export interface FieldSpec<T extends z.ZodType = z.ZodType, R extends boolean = boolean> {
  /** The documented rule as a schema. Refusals show `limits`, not the schema's own text. */
  readonly type: T;
  /** What the field means, so that nothing has to guess it from the name. */
  readonly means: Meaning;
  /** Set where the service is documented, or must be expected, to refuse a value that another user has. */
  readonly unique?: Uniqueness;
  readonly required: R;
  /** One sentence for people. */
  readonly about: string;
  /** The documented rule in words: shown when a value is refused, and in the docs. */
  readonly limits: string;
  /** What to write instead of a value that `type` refuses. The sentence may hold the value: never shown for a secret. */
  readonly remedy?: (refused: unknown) => string;
  /** Where the rule is documented, e.g. `EDS CreateUsers, Users.N.Email`. */
  readonly source: string;
  /** Name on the wire, as in the create request. */
  readonly wire: string;
  /** Where a read finds it (`DescribeUsers.Email`), or `never`. */
  readonly readBack: string;
  readonly change: ChangeClass;
  /** A password: secret in the program, in state and in every text. */
  readonly secret?: true;
  /** False when the create call cannot carry it, so that it is sent right after. Default true. */
  readonly atCreate?: false;
  /** What the service sets when the field is not sent at creation. Spares a call that would change nothing. */
  readonly serviceDefault?: unknown;
  /** How a moment, in milliseconds since the epoch, is declared. Given exactly for fields that mean `expiry`. */
  readonly atMoment?: (moment: number) => string;
  /** The moment that a declared or observed value names; 0 for never, `undefined` for what names none. Given with `atMoment`. */
  readonly momentOf?: (value: unknown) => number | undefined;
  /** How a telephone number in its parts is declared, where it is not as `+8613800138000`. For fields that mean `phone`. */
  readonly ofPhone?: (phone: Phone) => string;
  /**
   * A read shows of a list only what some program names, so that state keeps what a program has set before and does not
   * declare any more.
   */
  readonly readsNamedOnly?: true;
  /** Whether an observed value says the same as the declared one. Default: equal JSON, lists as sets. */
  readonly same?: (declared: unknown, observed: unknown) => boolean;
}

/** A directory's fields by their SDK name (the API's own name in camelCase). */
export type FieldTable = Readonly<Record<string, FieldSpec>>;

/** Declares a field without losing the exact types of its row. */
export function field<T extends z.ZodType, R extends boolean = false>(
  spec: Omit<FieldSpec<T, R>, "required"> & { readonly required?: R },
): FieldSpec<T, R> {
  return { ...spec, required: (spec.required ?? false) as R };
}

/** What a row of {@link fieldsOf} leaves out where it follows from the table and the field's name. */
type Given = "required" | "wire" | "source" | "readBack" | "change";

type Row<T extends z.ZodType, R extends boolean> = Omit<FieldSpec<T, R>, Given> & Partial<Pick<FieldSpec<T, R>, Given>>;

/**
 * Declares the fields of one table, most of whose rows are documented on one page, read by one action under the name they are
 * written with, and changed by one action: a row says where it is otherwise.
 * @param page that documents the parameters, e.g. `EDS CreateUsers`
 * @param read the action that reads them back, e.g. `DescribeUsers`
 * @param spelling how the service writes the SDK name of a field
 * @param by the action that changes most of them in place
 */
export function fieldsOf(page: string, read: string, spelling: (name: string) => string, by: string) {
  const complete = new Map<object, (name: string) => FieldSpec>();
  /** @param within the parameter of the page that holds them, e.g. `Users.` */
  const fieldWithin =
    (within: string) =>
    <T extends z.ZodType, R extends boolean = false>(row: Row<T, R>): FieldSpec<T, R> => {
      const whole = (name: string): FieldSpec<T, R> => {
        const { wire = spelling(name), required = false as R, change = { kind: "in-place", by: [by] } } = row;
        return { source: `${page}, ${within}${wire}`, readBack: `${read}.${wire}`, ...row, wire, required, change };
      };
      const spec = whole("");
      complete.set(spec, whole);
      return spec;
    };
  return {
    field: fieldWithin(""),
    fieldWithin,
    /** The table of these rows, each with what follows from the field's name. Rows of other origin stay as they are. */
    // Were it a FieldTable that is asked for, TypeScript would know no longer which of its fields are required.
    table<F extends Readonly<Record<string, object>>>(rows: F): F {
      for (const [name, spec] of Object.entries(rows)) Object.assign(spec, complete.get(spec)?.(name));
      return rows;
    },
  };
}

/** A name as services in snake case write it: `end_user_id`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What a program may declare, plain values: required fields first, the rest optional. */
export type Declaration<F extends FieldTable> = {
  [K in keyof F as F[K] extends FieldSpec<z.ZodType, true> ? K : never]: z.input<F[K]["type"]>;
} & { [K in keyof F as F[K] extends FieldSpec<z.ZodType, true> ? never : K]?: z.input<F[K]["type"]> };

/** The first field of a table that means this. */
export function fieldThatMeans(table: FieldTable, meaning: Meaning): string | undefined {
  return Object.keys(table).find((name) => table[name]?.means === meaning);
}

/** Whether a read can tell the field's value. */
export function isReadable(spec: FieldSpec): boolean {
  return spec.readBack !== "never";
}
