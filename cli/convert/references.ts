import { defined, mapped } from "../../provider/model/values";
import { configError } from "../../provider/model/error";
import { type StateResource } from "./stack-export";

/** What takes the place of a resource that others refer to. */
export type Successors = ReadonlyMap<string, readonly string[]>;

/**
 * Resources with every reference to a converted one pointed at what took its place, ordered so that each comes after what it
 * needs, as the engine demands.
 * @throws RollcallError ERR_CONFIG when that is impossible: a child of a set that is split, a circle through a new set.
 */
export function relinked(resources: readonly StateResource[], successors: Successors): readonly StateResource[] {
  return inOrder(resources.map((resource) => redirect(resource, successors)));
}

function redirect(resource: StateResource, successors: Successors): StateResource {
  const all = (urns: readonly string[]): string[] => [...new Set(urns.flatMap((urn) => successors.get(urn) ?? [urn]))];
  const one = (urn: string): string => {
    const [next, ...more] = successors.get(urn) ?? [urn];
    if (next === undefined || more.length > 0)
      throw configError(
        `${resource.urn} belongs to a resource that would become several`,
        "Take it out from under the set, run pulumi up, and export again.",
      );
    return next;
  };
  return withReferences(resource, one, all);
}

/**
 * A resource with every name of another in it replaced.
 * @param one for a place that holds a single name
 * @param all for lists
 */
export function withReferences(
  resource: StateResource,
  one: (urn: string) => string,
  all: (urns: readonly string[]) => string[],
): StateResource {
  const { parent, deletedWith, dependencies, propertyDependencies } = resource;
  return {
    ...resource,
    ...defined({
      parent: parent && one(parent),
      deletedWith: deletedWith && one(deletedWith),
      dependencies: dependencies && all(dependencies),
      propertyDependencies: propertyDependencies && mapped(propertyDependencies, (urns) => all(urns ?? [])),
    }),
  };
}

/** Depth first, so that whatever is in order already stays so. */
function inOrder(resources: readonly StateResource[]): readonly StateResource[] {
  // What a replacement left to be deleted has the name of what took its place, and nobody means it.
  const isCurrent = (resource: StateResource): boolean => resource.delete !== true;
  const byUrn = new Map(resources.filter(isCurrent).map((resource) => [resource.urn, resource]));
  const ordered = new Set<StateResource>();
  const entered = new Set<StateResource>();
  const visit = (resource: StateResource): void => {
    if (ordered.has(resource)) return;
    if (entered.has(resource))
      throw configError(
        `${resource.urn} would depend on itself: something depends on one of its users and another of them on that`,
        "Leave those users out of the set.",
      );
    entered.add(resource);
    for (const urn of needs(resource)) {
      const needed = byUrn.get(urn);
      if (needed !== undefined && needed !== resource) visit(needed);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource);
  return [...ordered];
}

function needs({ parent, provider, dependencies, deletedWith }: StateResource): readonly string[] {
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return [...[parent, providerUrn, deletedWith].filter((urn) => urn !== undefined), ...(dependencies ?? [])];
}
