import { kept } from "../../../provider/model/kept";
import * as pulumi from "@pulumi/pulumi";
import type { SettingSources } from "../../../provider/config/settings";
import type { Catalogue, NamedGroup, NamedUnit } from "../../../provider/model/catalogue";
import type { Directory } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { openCatalogue } from "../../../provider/pulumi/session";
import { program } from "../gate/program";

/** A directory's catalogue that asks for each list once in a run of the program, however many names are looked up. */
export class SharedCatalogue {
  private readonly lists = new Map<string, Promise<readonly unknown[]>>();

  constructor(
    readonly directory: Directory,
    private readonly catalogue: Promise<Catalogue>,
  ) {}

  /** The parents that are listed where none is named. */
  async defaults(): Promise<Fields> {
    return (await this.catalogue).place ?? {};
  }

  groups(place: Fields): Promise<readonly NamedGroup[]> {
    return this.once("groups", place, async () => (await this.catalogue).groups(place));
  }

  /** Empty where the directory has no units. */
  units(place: Fields): Promise<readonly NamedUnit[]> {
    return this.once("units", place, async () => (await this.catalogue).units?.(place) ?? []);
  }

  private once<T>(what: string, place: Fields, list: () => Promise<readonly T[]>): Promise<readonly T[]> {
    return kept(this.lists, JSON.stringify([what, place]), () => {
      const listed = list();
      program().holdFor(listed);
      return listed;
    }) as Promise<readonly T[]>;
  }
}

const opened = new Map<string, WeakMap<object, SharedCatalogue>>();

/**
 * The catalogue of a directory under an account of the program, the stack's own unless one is named.
 * @param sources the account's settings
 */
export function catalogueOf(
  directory: Directory,
  account: pulumi.ProviderResource | undefined,
  sources: SettingSources,
): SharedCatalogue {
  const ofDirectory = kept(opened, directory.name, () => new WeakMap<object, SharedCatalogue>());
  const say = (line: string): void => void pulumi.log.info(line);
  return kept(ofDirectory, account ?? program(), () => {
    return new SharedCatalogue(directory, openCatalogue(directory, sources, say));
  });
}
