import type { Context } from "../../lifecycle/context";
import { kindPlaceOf } from "../../lifecycle/many/members";
import { cannotChange } from "../../model/error";
import { kept } from "../../model/kept";
import { type Kind, kindId, thingOf } from "../../model/kind";
import { type Bag, type Fields, text } from "../../model/values";
import type { Properties } from "../contract";
import { readUrn, resourceType } from "../names";
import { PLACE } from "../place";
import type { Served } from "./served";
import { openOwn } from "./wire-values";

/** A dynamic resource whose deletion ends something. */
interface Owner {
  readonly urn: string;
  readonly place: unknown;
  readonly kind: Kind;
  readonly fields: Fields;
}

/** What a stack has as dynamic resources. */
export class DynamicOwners {
  private readonly all: readonly Owner[];
  private readonly ofKind = new Map<Kind, ReadonlyMap<string, Owner>>();

  constructor(types: Iterable<Served>, resources: readonly Bag[]) {
    const served = new Map([...types].map((one) => [resourceType(one.kind, one.many, "dynamic"), one]));
    this.all = resources.flatMap((resource) => {
      const one = served.get(text(resource["type"]) ?? "");
      if (one === undefined || resource["external"] === true || resource["retainOnDelete"] === true) return [];
      const { values } = openOwn(resource["outputs"]);
      const owner = { urn: text(resource["urn"]) ?? "", place: values[PLACE], kind: one.kind };
      return fieldsOf(one, values).flatMap((fields) => (fields["onDelete"] === "retain" ? [] : [{ ...owner, fields }]));
    });
  }

  /** The one that has what a resource declares. @param kind under the account, under which to name an instance may be to leave it out */
  of(kind: Kind, fields: Fields): Owner | undefined {
    if (this.all.length === 0) return undefined;
    const place = (one: Fields): string => kindPlaceOf(kind, one);
    const same = (): readonly Owner[] => this.all.filter((owner) => kindId(owner.kind) === kindId(kind));
    const owners = kept(this.ofKind, kind, () => new Map(same().map((owner) => [place(owner.fields), owner])));
    return owners.get(place(fields));
  }
}

/**
 * A new resource of the plugin takes over what is there; a dynamic resource that Pulumi does not take for the same is deleted after that,
 * by a process that hears nothing of this one.
 * @throws RollcallError ERR_CANNOT_CHANGE
 */
export function requireNotDynamic(
  { kind, place }: Pick<Context, "kind" | "place">,
  served: Served,
  declared: Properties,
  owners: DynamicOwners,
): void {
  for (const fields of fieldsOf(served, declared)) {
    const owner = owners.of(kind, fields);
    if (owner === undefined || (typeof owner.place === "string" && place !== undefined && owner.place !== place))
      continue;
    throw cannotChange(
      `the stack has this ${kind.noun} as the dynamic resource ${JSON.stringify(readUrn(owner.urn).name)}, and Pulumi would have that one delete the ${thingOf(kind)} once this resource has taken it over; nothing was changed`,
      `Give this resource the name and the parent of the dynamic one, so that it is the same to Pulumi, or the alias ${JSON.stringify(owner.urn)} (option aliases). If pulumi state taint marks it, run pulumi state untaint. Between users and sets people move by rollcall convert (docs/user-set.md).`,
      { category: "precondition", user: String(fields[kind.naturalKey]) },
    );
  }
}

/** What is declared of all that a resource has; of what is damaged or not known yet, nothing. */
function fieldsOf({ operations, kind }: Served, properties: Properties): readonly Fields[] {
  try {
    return operations.known(kind, "", properties).map(({ fields }) => fields);
  } catch {
    return [];
  }
}
