import type { RunResult } from "./process";
import type { EngineProject } from "./project";

/** A JSON object as the engine prints it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A resource in the exported state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly inputs: JsonObject;
  /** Without the place where it was made or last looked for, which an import does not tell. */
  readonly outputs: JsonObject;
  /** Why the resource is partial; empty when it is not. */
  readonly initErrors: readonly string[];
}

/** One resource's step in `pulumi preview --json`. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly diffReasons: readonly string[];
  readonly detailedDiff: JsonObject;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asStrings(value: unknown): readonly string[] {
  return asArray(value).filter((member) => typeof member === "string");
}

function asResource(value: unknown): StateResource {
  const { urn, type, id, inputs, outputs, initErrors } = asObject(value);
  if (typeof urn !== "string" || typeof type !== "string") throw new Error("the exported state holds a resource without urn or type");
  const { __place: _place, ...told } = asObject(outputs);
  return {
    urn,
    type,
    id: typeof id === "string" ? id : undefined,
    inputs: asObject(inputs),
    outputs: told,
    initErrors: asStrings(initErrors),
  };
}

/** The last part of a URN: the name the program gave. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** All resources in the state, the stack and providers included. */
export function stateResources(project: EngineProject): StateResource[] {
  const { latest } = asObject(asObject(JSON.parse(project.stateText()))["checkpoint"]);
  return asArray(asObject(latest)["resources"]).map(asResource);
}

/** The dynamic resources in the state (users, for example) by the name the program gave. */
export function stateUsers(project: EngineProject): Map<string, StateResource> {
  const resources = stateResources(project);
  return new Map(
    resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic")).map((resource) => [nameOf(resource.urn), resource]),
  );
}

/**
 * What a preview (or the result of one with `--json`) says it would do, resource by resource, unchanged ones ("same") included.
 * @throws Error with the engine's output when the preview fails
 */
export async function previewSteps(from: EngineProject | RunResult): Promise<PreviewStep[]> {
  const result = "preview" in from ? await from.preview("--json") : from;
  if (result.code !== 0) throw new Error(`pulumi preview failed:\n${result.all}`);
  return asArray(asObject(JSON.parse(result.stdout))["steps"]).map((value) => {
    const { op, urn, diffReasons, detailedDiff } = asObject(value);
    return { op: String(op), urn: String(urn), diffReasons: asStrings(diffReasons), detailedDiff: asObject(detailedDiff) };
  });
}
