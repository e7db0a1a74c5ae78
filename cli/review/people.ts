import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/directory";
import type { Movement } from "./movement";
import type { Preview, Step } from "./read-preview";
import { setMovements } from "./set-movements";
import { decisiveSteps, resourceName, typeOf } from "./steps";
import { userMovement } from "./user-movement";

/** The people of a preview, and what stands in the way of seeing all of them. */
export interface People {
  readonly movements: readonly Movement[];
  /** Sets whose members the engine does not show, by resource name. */
  readonly opaqueSets: readonly string[];
  /** Resources of other packages that would change. */
  readonly otherChanges: number;
  /** Unchanged resources of any kind that the preview lists. */
  readonly listedUnchanged: number;
  /** Whether the preview looked at the clouds first (`--refresh`). */
  readonly refreshed: boolean;
}

const TYPE = /^pulumi-nodejs:dynamic\/rollcall\/(\w+):(User|UserSet)$/;

/** Reads people from the steps of a preview: each user, and each member of a set. Users that are only read do not count. */
export function readPeople(preview: Preview): People {
  const steps = decisiveSteps(preview.steps);
  const movements: Movement[] = [];
  const opaqueSets: string[] = [];
  for (const step of steps.filter((candidate) => !isRead(candidate))) {
    const [, name, kind] = TYPE.exec(typeOf(step)) ?? [];
    const directory = Object.values<Directory>(directories).find((candidate) => candidate.name === name);
    if (directory === undefined) continue;
    const found = kind === "User" ? [userMovement(directory, step)] : setMovements(directory, step, preview.replacing);
    if (found === undefined) opaqueSets.push(resourceName(step.urn));
    else movements.push(...found);
  }
  return {
    movements,
    opaqueSets,
    otherChanges: steps.filter((step) => step.op !== "same" && !isRead(step) && isForeign(step)).length,
    listedUnchanged: steps.filter(({ op }) => op === "same").length,
    refreshed: preview.steps.some(({ op }) => op === "refresh"),
  };
}

function isRead(step: Step): boolean {
  return step.op.startsWith("read") || (step.newState ?? step.oldState)?.external === true;
}

/** Neither a user of ours nor the stack and its providers, which are no cloud's resource. */
function isForeign(step: Step): boolean {
  return !TYPE.test(typeOf(step)) && !typeOf(step).startsWith("pulumi:");
}
