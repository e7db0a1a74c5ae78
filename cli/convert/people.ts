import type { Kind } from "../../provider/model/kind";
import { directories } from "../../provider/directories";
import { type Host, kindOfType, parentTypesOf, readUrn } from "../../provider/pulumi/names";
import { convertError, type StateResource } from "./stack-export";

/** A resource of Rollcall's in a state. */
export interface Convertible {
  readonly resource: StateResource;
  readonly kind: Kind;
  /** Who serves it, and what it becomes. */
  readonly host: Host;
  /** Its name in the program. */
  readonly name: string;
  /** Name of the roster it is a child of, if it is. */
  readonly roster?: string;
}

const ROSTER = "rollcall:index:Roster";

/**
 * The users, or the sets, that a conversion is about.
 * @param only a directory's name, to leave the others as they are
 * @throws RollcallError ERR_CONFIG when a run has left one of them unfinished.
 */
export function convertible(
  resources: readonly StateResource[],
  what: "users" | "sets",
  only: string | undefined,
): readonly Convertible[] {
  const rosters = new Map(resources.filter(({ type }) => type === ROSTER).map(({ urn }) => [urn, readUrn(urn).name]));
  return resources.flatMap((resource) => {
    const type = kindOfType(resource.type, directories);
    if (type?.kind.token !== "User" || type.many !== (what === "sets") || resource.external === true) return [];
    const { kind, host } = type;
    if (only !== undefined && only !== kind.directory.name) return [];
    if (resource.delete === true || (resource.initErrors ?? []).length > 0) {
      throw convertError(
        `${resource.urn} is unfinished: the last run failed on it`,
        "Run pulumi up until it succeeds, then export again.",
      );
    }
    const roster = rosters.get(resource.parent ?? "");
    return [{ resource, kind, host, name: readUrn(resource.urn).name, ...(roster !== undefined && { roster }) }];
  });
}

/** The URN of a resource of another type and name in the same place (pulumi, `urn:pulumi:stack::project::parents$type::name`). */
export function siblingUrn({ resource }: Convertible, type: string, name: string): string {
  const { stack, project } = readUrn(resource.urn);
  const parents = parentTypesOf(resource.urn);
  return `urn:pulumi:${stack}::${project}::${parents === "" ? type : `${parents}$${type}`}::${name}`;
}
