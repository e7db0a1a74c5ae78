import { convertError, type StateResource } from "./stack-export";

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
      throw convertError(
        `${resource.urn} belongs to a resource that would become several`,
        "Take it out from under the set, run pulumi up, and export again.",
      );
    return next;
  };
  const { parent, deletedWith, dependencies, propertyDependencies } = resource;
  return {
    ...resource,
    ...(parent !== undefined && { parent: one(parent) }),
    ...(deletedWith !== undefined && { deletedWith: one(deletedWith) }),
    ...(Array.isArray(dependencies) && { dependencies: all(dependencies) }),
    ...(typeof propertyDependencies === "object" &&
      propertyDependencies !== null && {
        propertyDependencies: Object.fromEntries(
          Object.entries(propertyDependencies).map(([name, urns]) => [name, all(urns ?? [])]),
        ),
      }),
  };
}

/** Depth first, so that whatever is in order already stays so. */
function inOrder(resources: readonly StateResource[]): readonly StateResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered = new Set<StateResource>();
  const entered = new Set<StateResource>();
  const visit = (resource: StateResource): void => {
    if (ordered.has(resource)) return;
    if (entered.has(resource))
      throw convertError(
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
