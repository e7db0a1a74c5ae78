import type * as pulumi from "@pulumi/pulumi";
import { fieldThatMeans } from "../../../provider/model/field";
import { kept } from "../../../provider/model/kept";
import { type Kind, kindId } from "../../../provider/model/kind";
import { program } from "../gate/program";
import { type Bag, type Fields, isUnknown } from "../../../provider/model/values";

/** A group or unit that the program itself declares. */
export interface DeclaredName {
  readonly kind: Kind;
  /** What the program says of it, as far as that is known when asked. */
  values(): Fields;
  /** The account that the program names for it; `undefined`: the stack's own. */
  readonly account: pulumi.ProviderResource | undefined;
  /** Its id. */
  readonly id: pulumi.Output<string>;
  /** Of a unit, what the program gives as its parent's id; absent: the root. */
  readonly parent?: unknown;
  /** Outputs that stand for its id in the program: children name it as their parent with them. */
  readonly standsFor: readonly unknown[];
}

/** By the run that declares them. */
const declared = new WeakMap<object, DeclaredName[]>();

/** Notes a group or unit of the program, so that rosters find it before the directory is asked; users have no such name. */
export function noteDeclared(
  kind: Kind,
  args: Bag,
  values: () => Fields,
  resource: pulumi.CustomResource,
  account: pulumi.ProviderResource | undefined,
): void {
  if (kind.token === "User") return;
  const parent = args[parentField(kind) ?? ""];
  kept(declared, program(), (): DeclaredName[] => []).push({
    kind,
    values,
    account,
    id: resource.id,
    ...(parent !== undefined && { parent }),
    standsFor: [resource.id, Reflect.get(resource, kind.idOutput)],
  });
}

/** The field with the id of a unit's parent; `undefined` for groups. */
export function parentField({ fields }: Kind): string | undefined {
  return fieldThatMeans(fields, "unit");
}

/** Where names mean the same things. */
export interface NamePlace {
  readonly directory: string;
  readonly account: pulumi.ProviderResource | undefined;
  /** The parents of what is named there, such as EIAM's instance. */
  readonly parents: Fields;
  /** The parents of what names none. */
  readonly defaults: Fields;
}

/** What a program declares in a place under a name that is known; what hangs on other resources is not found by name. */
export function declaredIn(place: NamePlace, means: "groups" | "unit"): readonly DeclaredName[] {
  return (declared.get(program()) ?? []).filter(({ kind, account, values }) => {
    const isMeant = (kind.token === "Group") === (means === "groups") && kind.directory.name === place.directory;
    return isMeant && account === place.account && isNamed(kind, values()) && isIn(kind, values(), place);
  });
}

function isNamed(kind: Kind, fields: Fields): boolean {
  const name = fields[kind.naturalKey];
  return typeof name === "string" && !isUnknown(name);
}

function isIn(kind: Kind, fields: Fields, { parents, defaults }: NamePlace): boolean {
  return kind.parentFields
    .filter((field) => field !== parentField(kind))
    .every((field) => (fields[field] ?? defaults[field]) === (parents[field] ?? defaults[field]));
}

/** Its name, as the program has it. */
export function nameOf({ kind, values }: DeclaredName): string {
  return String(values()[kind.naturalKey]);
}

/** What stands for its id until the run has made it. */
export function standIn({ kind }: DeclaredName, index: number): string {
  return `${kindId(kind)} declared ${index}`;
}
