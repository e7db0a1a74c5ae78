import * as pulumi from "@pulumi/pulumi";
import type { Directory } from "../../../provider/model/kind";
import { RollcallError } from "../../../provider/model/error";
import { type Found, findGroup, findUnit, pathOf } from "../../../provider/model/catalogue";
import type { Fields } from "../../../provider/model/values";
import { providerOf } from "../run/account-of";
import { runError } from "../run/run-error";
import { settingsOf } from "../run/settings";
import { catalogueOf, type SharedCatalogue } from "./catalogues";

/** What a look-up is told besides what to find. */
export interface LookUpOptions {
  /** The account whose directory is asked; default: the stack's own, or that of `parent`. */
  readonly provider?: pulumi.ProviderResource;
  readonly parent?: pulumi.Resource;
}

/** Finds one group: exactly one of the keys is given. */
export interface GroupQuery {
  readonly name?: pulumi.Input<string>;
  readonly id?: pulumi.Input<string>;
}

/** The same where groups have an id in another system. */
export interface ExternalGroupQuery extends GroupQuery {
  readonly externalId?: pulumi.Input<string>;
  /** The instance; default: the account's. */
  readonly instanceId?: pulumi.Input<string>;
}

/** Finds one organisation by its path from below the root, such as `设计部/视觉组`, or by its id. */
export interface UnitQuery {
  readonly path?: pulumi.Input<string>;
  readonly id?: pulumi.Input<string>;
}

/** The same where units have an id in another system. */
export interface ExternalUnitQuery extends UnitQuery {
  readonly externalId?: pulumi.Input<string>;
  /** The instance; default: the account's. */
  readonly instanceId?: pulumi.Input<string>;
}

type Query = ExternalGroupQuery & ExternalUnitQuery;
type Key = keyof Query;
type Known = { readonly [K in Key]?: string };

/**
 * Makes a directory's `getGroup`. Its answer has the fields `F` of the group.
 * @param blank what fields are that the service tells nothing of
 */
export function groupLookUp<Q extends Query, F>(
  directory: Directory,
  blank: Fields = {},
): (query: Q, options?: LookUpOptions) => pulumi.Output<F> {
  return (query, options) =>
    lookUp<F>(directory, "getGroup", ["name", "id", "externalId"], query, options, async (catalogue, known) => {
      const groups = await catalogue.groups(placeOf(known));
      const result = foundBy(groups, known, "group", findGroup);
      return "problem" in result ? result : { found: { fields: { ...blank, ...result.found.fields } } };
    });
}

/** Makes a directory's look-up of organisations or units; the answer has their `path` besides. */
export function unitLookUp<Q extends Query, F>(
  directory: Directory,
  name: string,
): (query: Q, options?: LookUpOptions) => pulumi.Output<F> {
  return (query, options) =>
    lookUp<F>(directory, name, ["path", "id", "externalId"], query, options, async (catalogue, known) => {
      const units = await catalogue.units(placeOf(known));
      const result = foundBy(units, known, "unit", findUnit);
      if ("problem" in result) return result;
      const { found } = result;
      return { found: { fields: { ...found.fields, path: pathOf(units, found) } } };
    });
}

function lookUp<F>(
  directory: Directory,
  action: string,
  keys: readonly Key[],
  query: Query,
  options: LookUpOptions = {},
  find: (catalogue: SharedCatalogue, known: Known) => Promise<Found<{ readonly fields: Fields }>>,
): pulumi.Output<F> {
  const what = `${directory.name}.${action}`;
  const given = keys.filter((key) => query[key] !== undefined);
  const allowed: readonly string[] = [...keys, ...directory.kinds.User.parentFields];
  const unknown = Object.keys(query).find((key) => !allowed.includes(key));
  if (unknown !== undefined || given.length !== 1)
    throw runError(
      `${what} takes exactly one of ${keys.join(", ")}${unknown === undefined ? "" : `, not ${unknown}`}.`,
    );
  const account = providerOf(options);
  return pulumi.all([settingsOf(account), pulumi.output(query)]).apply(async ([sources, known]): Promise<F> => {
    const [key = "id"] = given;
    const wanted = known[key];
    if (typeof wanted !== "string" || wanted.trim() === "") throw runError(`${what}: ${key} is empty.`);
    try {
      const result = await find(catalogueOf(directory, account, sources), known);
      if ("problem" in result) throw runError(`${what}: ${key} ${JSON.stringify(wanted)} ${result.problem}`);
      return result.found.fields as F;
    } catch (error) {
      throw error instanceof RollcallError ? runError(`${what}: ${error.message}`) : error;
    }
  });
}

function placeOf({ instanceId }: Known): Fields {
  return instanceId === undefined ? {} : { instanceId };
}

function foundBy<T extends { readonly externalId?: string }>(
  all: readonly T[],
  { id, name, path, externalId: wanted }: Known,
  noun: string,
  find: (all: readonly T[], written: string) => Found<T>,
): Found<T> {
  if (wanted === undefined) return find(all, id === undefined ? (name ?? path ?? "") : `id:${id}`);
  const found = all.find(({ externalId }) => externalId === wanted);
  return found === undefined ? { problem: `is the external id of no ${noun} of the directory.` } : { found };
}
