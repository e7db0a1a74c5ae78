import { z } from "zod";
import { directories } from "../../provider/directories";
import { configError } from "../../provider/model/error";
import type { Kind } from "../../provider/model/kind";
import { parsedJson } from "../../provider/model/values";
import { type Host, kindOfType, readUrn, ROSTER_TYPE, writeUrn } from "../../provider/pulumi/names";
import { requireVersion, resourceFields } from "../stack/state-format";

const resource = z.looseObject({
  ...resourceFields,
  parent: z.string().optional(),
  provider: z.string().optional(),
  protect: z.boolean().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  taint: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  initErrors: z.array(z.string()).nullish(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
  deletedWith: z.string().optional(),
});

const exported = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(z.unknown()).nullish(),
  }),
});

/** A resource of an exported state; what is not named here is carried over as it is. */
export type StateResource = z.infer<typeof resource>;

/** The whole of `pulumi stack export`. */
export type StackExport = z.infer<typeof exported>;

/**
 * Reads the text of `pulumi stack export`.
 * @throws RollcallError ERR_CONFIG when it is none, or when a run was interrupted whose outcome is unknown.
 */
export function readExport(text: string): StackExport {
  const parsed = exported.safeParse(parsedJson(text.replace(/^\ufeff/, "")));
  if (!parsed.success)
    throw configError("this is no state exported by Pulumi", "Write one with: pulumi stack export --file before.json");
  requireVersion(parsed.data);
  if ((parsed.data.deployment.pending_operations ?? []).length > 0) {
    throw configError(
      "the state holds operations of an interrupted run",
      "Run pulumi refresh first, then export again.",
    );
  }
  return parsed.data;
}

/** The resources of an export. */
export function resourcesOf({ deployment }: StackExport): readonly StateResource[] {
  return deployment.resources ?? [];
}

/** The same export with other resources. */
export function withResources(whole: StackExport, resources: readonly StateResource[]): StackExport {
  return { ...whole, deployment: { ...whole.deployment, resources: [...resources] } };
}

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
  const rosters = new Map(
    resources.filter(({ type }) => type === ROSTER_TYPE).map(({ urn }) => [urn, readUrn(urn).name]),
  );
  return resources.flatMap((resource) => {
    const type = kindOfType(resource.type, directories);
    if (type?.kind.token !== "User" || type.many !== (what === "sets") || resource.external === true) return [];
    const { kind, host } = type;
    if (only !== undefined && only !== kind.directory.name) return [];
    requireFinished(resource);
    const roster = rosters.get(resource.parent ?? "");
    return [{ resource, kind, host, name: readUrn(resource.urn).name, ...(roster !== undefined && { roster }) }];
  });
}

/** @throws RollcallError ERR_CONFIG when a resource is half deleted, replaced or made: it would count as one whose account is there and stays. */
export function requireFinished(resource: StateResource): void {
  const reason = unfinished(resource);
  if (reason === undefined) return;
  throw configError(`${resource.urn} is unfinished: ${reason}`, "Run pulumi up until it succeeds, then export again.");
}

function unfinished({ id, initErrors, taint, ...left }: StateResource): string | undefined {
  if (left.delete === true) return "what it was before its replacement is still to be deleted";
  if (left.pendingReplacement === true) return "the last run deleted it and has not made it again";
  if (taint === true) return "pulumi state taint asks for its replacement, which pulumi state untaint takes back";
  if ((initErrors ?? []).length > 0) return "the last run failed on it";
  return id === undefined || id === "" ? "it has no id, so no run has made it" : undefined;
}

/** The URN of a resource of another type and name in the same place. */
export function siblingUrn({ urn }: StateResource, type: string, name: string): string {
  const { types, ...place } = readUrn(urn);
  return writeUrn({ ...place, types: [...types.slice(0, -1), type], name });
}
