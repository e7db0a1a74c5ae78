import type { Bag } from "../../provider/model/values";
import { readUrn } from "../../provider/pulumi/names";
import type { Movement } from "./movement";
import type { ResourceState, Step } from "./read-preview";

/** Of several steps of one resource (with `--show-replacement-steps`), the one that says most. */
const REPLACING: Readonly<Record<string, number>> = {
  replace: 3,
  "create-replacement": 2,
  "import-replacement": 2,
  "delete-replaced": 1,
  "discard-replaced": 1,
};

/**
 * One step a resource: refreshes report no plan, and a replacement may be told as several steps. What an earlier run replaced and could
 * not delete has a step of its own, under the name of what has taken its place.
 */
export function decisiveSteps(steps: readonly Step[]): readonly Step[] {
  const byUrn = new Map<string, Step>();
  const replaced = new Set(steps.filter(({ op }) => (REPLACING[op] ?? 0) > 1).map(formerOf));
  const isLeftOver = (step: Step): boolean => deletesReplaced(step) && !replaced.has(formerOf(step));
  for (const step of steps) {
    if (step.op === "refresh" || isLeftOver(step)) continue;
    const known = byUrn.get(step.urn);
    if (known === undefined || (REPLACING[step.op] ?? 0) > (REPLACING[known.op] ?? 0)) byUrn.set(step.urn, step);
  }
  return [...byUrn.values(), ...steps.filter(isLeftOver)];
}

/** Which object a step finds under a resource's name. */
function formerOf({ urn, oldState }: Step): string {
  return JSON.stringify([urn, oldState?.id]);
}

/** Whether a step deletes what its replacement has left behind: in this run, or in an earlier one that failed. */
function deletesReplaced({ op, oldState }: Step): boolean {
  return op === "delete-replaced" && oldState?.delete === true;
}

/** What a step does to the resource as a whole. */
export function moveOf(step: Step): Movement["move"] {
  if (deletesReplaced(step)) return "leaves";
  if (Object.hasOwn(REPLACING, step.op)) return "replaced";
  if (step.oldState === undefined || step.oldState === null) return "joins";
  if (step.newState === undefined || step.newState === null) return "leaves";
  return step.op === "same" ? "unchanged" : "changes";
}

/** What was last applied: outputs, since they leave out what failed; a resource whose creation went wrong may have none. */
export function formerProperties(state: ResourceState | null | undefined): Bag {
  return (Object.keys(state?.outputs ?? {}).length > 0 ? state?.outputs : state?.inputs) ?? {};
}

/** Type token of a step's resource. */
export function typeOf(step: Step): string {
  return step.newState?.type ?? step.oldState?.type ?? readUrn(step.urn).types.at(-1) ?? "";
}

/** What all people of one resource share. */
export function resourceFacts(
  step: Step,
): Pick<Movement, "resource" | "formerResource" | "protect" | "retain" | "imported" | "leftOver"> {
  return {
    resource: readUrn(step.urn).name,
    formerResource: readUrn(step.oldState?.urn ?? step.urn).name,
    protect: (step.oldState ?? step.newState)?.protect === true,
    retain: step.oldState?.retainOnDelete === true,
    imported: step.op.startsWith("import"),
    leftOver: deletesReplaced(step),
  };
}
