import type { Fields } from "./values";

/** A group as its directory lists it. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
  /** A label beside the name, which programs may use as well (CloudIdentity's display name). */
  readonly label?: string;
  /** The id that another system has for it. */
  readonly externalId?: string;
  /** The service itself, or another directory, decides who is in it. */
  readonly automatic: boolean;
  /** The program declares it; its id stands in for one that the run makes. */
  readonly isDeclared?: true;
  /** All that is told of it, under SDK names. */
  readonly fields: Fields;
}

/** An organisation or organizational unit as its directory lists it. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  /** Absent for the root. */
  readonly parentId?: string;
  readonly externalId?: string;
  /** The program declares it; its id stands in for one that the run makes. */
  readonly isDeclared?: true;
  readonly fields: Fields;
}

/** What a directory keeps beside users and calls by a name. Every answer is complete, in as few calls as the service allows. */
export interface Catalogue {
  /** The parents that are listed where none is named. */
  readonly place?: Fields;
  /** @param place whose parents to list, such as EIAM's instance */
  groups(place?: Fields): Promise<readonly NamedGroup[]>;
  /** All units with the root among them; absent where a directory has none. */
  units?(place?: Fields): Promise<readonly NamedUnit[]>;
}
