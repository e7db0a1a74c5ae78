import type * as pulumi from "@pulumi/pulumi";
import {
  findGroup,
  findUnit,
  type Found,
  markedId,
  type NamedGroup,
  type NamedUnit,
  pathOf,
} from "../../../provider/model/catalogue";
import type { Reference } from "../roster/people/references";
import { visible } from "../roster/cell/hygiene";
import type { SharedCatalogue } from "./catalogues";
import { declaredIn, type NamePlace } from "./declared";
import { type Merged, withDeclaredGroups, withDeclaredUnits } from "./declared-tree";
import { followRename } from "./memory";

/** The id behind a name: known, or the output of a resource that the run makes. */
export type Resolved = string | pulumi.Output<string>;

/** What one name means. */
export type Meaning = { readonly id: Resolved; readonly warning?: string } | { readonly problem: string };

/** Finds what the texts of one place name; each list of the directory is asked for once. */
export class Finder {
  private constructor(
    private readonly groups: Merged<NamedGroup> & { readonly listed: readonly NamedGroup[] },
    private readonly units: Merged<NamedUnit> & { readonly listed: readonly NamedUnit[] },
  ) {}

  /** @param used what is named there at all: the rest is not listed */
  static async open(
    catalogue: SharedCatalogue,
    place: Omit<NamePlace, "defaults">,
    used: ReadonlySet<Reference["means"]>,
  ): Promise<Finder> {
    const [groups, units, defaults] = await Promise.all([
      used.has("groups") ? catalogue.groups(place.parents) : [],
      used.has("unit") ? catalogue.units(place.parents) : [],
      catalogue.defaults(),
    ]);
    // What the program gives as the outcome of a look-up is known as soon as the list is.
    await new Promise((resolve) => setImmediate(resolve));
    const own = (means: Reference["means"]) => declaredIn({ ...place, defaults }, means);
    return new Finder(
      { ...withDeclaredGroups(own("groups"), groups), listed: groups },
      { ...withDeclaredUnits(own("unit"), units), listed: units },
    );
  }

  /** @param before the id behind the text in the last run */
  find(text: string, means: Reference["means"], before: string | undefined): Meaning {
    return means === "groups"
      ? meaning(this.groups, text, before, findGroup, ({ name }) => name, refuseAutomatic)
      : meaning(this.units, text, before, findUnit, (unit) => pathOf(this.units.all, unit));
  }
}

function meaning<T extends NamedGroup | NamedUnit>(
  { all, listed, behind }: Merged<T> & { readonly listed: readonly T[] },
  text: string,
  before: string | undefined,
  find: (all: readonly T[], written: string) => Found<T>,
  nameOf: (one: T) => string,
  refuse: (one: T) => string | undefined = () => undefined,
): Meaning {
  const named = markedId(text) === undefined ? find(all, text) : find(listed, text);
  const byId = listed.find(({ id }) => id === text);
  const result = "problem" in named && named.isAmbiguous !== true && byId !== undefined ? { found: byId } : named;
  const followed = followRename(result, text, before, all, nameOf);
  if ("problem" in followed) return followed;
  const { found, ...rest } = followed;
  const problem = refuse(found);
  return problem === undefined ? { id: behind.get(found.id)?.id ?? found.id, ...rest } : { problem };
}

function refuseAutomatic({ name, automatic }: NamedGroup): string | undefined {
  if (!automatic) return undefined;
  return `is ${visible(name)}, an automatic group: the service itself or another directory decides who is in it. Name another group.`;
}
