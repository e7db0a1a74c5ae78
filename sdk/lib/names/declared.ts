import type * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../../provider/model/kind";
import type { NamedUnit } from "../../../provider/model/catalogue";
import { findUnit, pathOf } from "../../../provider/model/find-named";

/** A group or unit that the program itself declares. */
export interface DeclaredName {
  readonly directory: string;
  readonly means: "groups" | "unit";
  readonly name: string;
  /** The account that the program names for it; `undefined`: the stack's own. */
  readonly account: pulumi.ProviderResource | undefined;
  /** Its id. */
  readonly id: pulumi.Output<string>;
  /** Of a unit, what the program gives as its parent's id; absent: the root. */
  readonly parent?: unknown;
  /** Outputs that stand for its id in the program, by which children name it as their parent. */
  readonly standsFor: readonly unknown[];
}

const declared: DeclaredName[] = [];

/** The field with the id of a unit's parent. */
const PARENTS = ["parentOrgId", "parentId"];

/**
 * Notes a group or unit of the program, so that rosters find it before the directory is asked; users have no such name. One
 * whose name depends on other resources is not found by name.
 */
export function noteDeclared(
  kind: Kind,
  args: Readonly<Record<string, unknown>>,
  resource: pulumi.CustomResource,
  account: pulumi.ProviderResource | undefined,
): void {
  const name = args[kind.naturalKey];
  if (kind.token === "User" || typeof name !== "string") return;
  const parent = PARENTS.map((field) => args[field]).find((value) => value !== undefined);
  declared.push({
    directory: kind.directory.name,
    means: kind.token === "Group" ? "groups" : "unit",
    name,
    account,
    id: resource.id,
    ...(parent !== undefined && { parent }),
    standsFor: [resource.id, Reflect.get(resource, kind.idOutput)],
  });
}

/** The groups that a program declares in a directory under an account and that have this name. */
export function declaredGroups(
  directory: string,
  account: pulumi.ProviderResource | undefined,
  name: string,
): readonly DeclaredName[] {
  return declared.filter(
    (one) => one.directory === directory && one.account === account && one.means === "groups" && one.name === name,
  );
}

/**
 * The units of a directory with those that the program declares below them, so that a path finds either. A unit that the program
 * declares stands in place of one of the same path.
 * @returns the tree, and the declared unit behind each of its ids
 */
export function withDeclaredUnits(
  directory: string,
  account: pulumi.ProviderResource | undefined,
  listed: readonly NamedUnit[],
): { readonly units: readonly NamedUnit[]; readonly behind: ReadonlyMap<string, DeclaredName> } {
  const own = declared.filter((one) => one.directory === directory && one.account === account && one.means === "unit");
  const root = listed.find(({ parentId }) => parentId === undefined);
  const ids = new Map(own.map((one, index) => [one, `declared ${index}`]));
  const parentOf = ({ parent }: DeclaredName): string | undefined => {
    if (parent === undefined) return root?.id;
    if (typeof parent === "string") return parent;
    const above = own.find(({ standsFor }) => standsFor.includes(parent));
    return above === undefined ? undefined : ids.get(above);
  };
  const added = own.flatMap((one): readonly NamedUnit[] => {
    const [id, parentId] = [ids.get(one), parentOf(one)];
    return id === undefined || parentId === undefined ? [] : [{ id, name: one.name, parentId, fields: {} }];
  });
  const all = [...listed, ...added];
  // What the program declares and the directory has already is one unit: the declared one, with what is below the other.
  const twins = new Map(
    added.flatMap((unit) => {
      const twin = findUnit(listed, `/${pathOf(all, unit)}`);
      return "found" in twin ? [[twin.found.id, unit.id] as const] : [];
    }),
  );
  const units = all
    .filter(({ id }) => !twins.has(id))
    .map((unit) => {
      const parent = unit.parentId === undefined ? undefined : twins.get(unit.parentId);
      return parent === undefined ? unit : { ...unit, parentId: parent };
    });
  return { units, behind: new Map([...ids].map(([one, id]) => [id, one])) };
}
