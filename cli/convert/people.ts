import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/model/directory";
import { type Host, parentTypesOf, readType, readUrn } from "../../provider/pulumi/names";
import { convertError, type StateResource } from "./stack-export";

/** A resource of Rollcall's in a state. */
export interface Convertible {
  readonly resource: StateResource;
  readonly directory: Directory;
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
  kind: "User" | "UserSet",
  only: string | undefined,
): readonly Convertible[] {
  const rosters = new Map(resources.filter(({ type }) => type === ROSTER).map(({ urn }) => [urn, readUrn(urn).name]));
  return resources.flatMap((resource) => {
    const { directory: directoryName, kind: found, host } = readType(resource.type) ?? {};
    const directory = Object.values<Directory>(directories).find(({ name }) => name === directoryName);
    if (
      found !== kind ||
      directory === undefined ||
      host === undefined ||
      resource.external === true ||
      (only !== undefined && only !== directoryName)
    )
      return [];
    if (resource.delete === true || (resource.initErrors ?? []).length > 0) {
      throw convertError(
        `${resource.urn} is unfinished: the last run failed on it`,
        "Run pulumi up until it succeeds, then export again.",
      );
    }
    const roster = rosters.get(resource.parent ?? "");
    return [{ resource, directory, host, name: readUrn(resource.urn).name, ...(roster !== undefined && { roster }) }];
  });
}

/** The URN of a resource of another type and name in the same place (pulumi, `urn:pulumi:stack::project::parents$type::name`). */
export function siblingUrn({ resource }: Convertible, type: string, name: string): string {
  const { stack, project } = readUrn(resource.urn);
  const parents = parentTypesOf(resource.urn);
  return `urn:pulumi:${stack}::${project}::${parents === "" ? type : `${parents}$${type}`}::${name}`;
}
