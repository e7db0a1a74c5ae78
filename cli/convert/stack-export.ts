import { z } from "zod";
import { RollcallError } from "../../provider/model/error";
import { isOtherVersion, UPDATE } from "../stack/state-version";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  protect: z.boolean().optional(),
  external: z.boolean().optional(),
  delete: z.boolean().optional(),
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
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw noExport(cause);
  }
  const parsed = exported.safeParse(json);
  if (!parsed.success) throw noExport();
  if (isOtherVersion(parsed.data))
    throw convertError("this state is in a version that this Rollcall cannot read", UPDATE);
  if ((parsed.data.deployment.pending_operations ?? []).length > 0) {
    throw convertError(
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

/** A refusal to convert, code `ERR_CONFIG`. */
export function convertError(summary: string, remedy: string, cause?: unknown): RollcallError {
  return new RollcallError({ code: "ERR_CONFIG", summary, remedy, ...(cause !== undefined && { cause }) });
}

function noExport(cause?: unknown): RollcallError {
  return convertError(
    "this is no state exported by Pulumi",
    "Write one with: pulumi stack export --file before.json",
    cause,
  );
}
