import { directories } from "../../provider/directories";
import { directoryInType, kindOfType, readUrn } from "../../provider/pulumi/names";
import { keyOf } from "./keys";
import type { Movement } from "./movement";
import type { Preview, Step } from "./read-preview";
import { isOpaque, setMovements, userMovement } from "./movements";
import { decisiveSteps, typeOf } from "./steps";

/** The people of a preview, and what stands in the way of seeing all of them. */
export interface People {
  readonly movements: readonly Movement[];
  /** Sets whose members the engine does not show, by resource name. */
  readonly opaqueSets: readonly string[];
  /** Directories of users whom this version of Rollcall does not know. */
  readonly unknownDirectories: readonly string[];
  /** Resources of other packages that would change. */
  readonly otherChanges: number;
  /** Unchanged resources of any kind that the preview lists. */
  readonly listedUnchanged: number;
  /** Whether the preview looked at the clouds first (`--refresh`). */
  readonly refreshed: boolean;
}

/** Reads people from the steps of a preview: each user, and each member of a set. Users that are only read do not count. */
export function readPeople(preview: Preview): People {
  const steps = decisiveSteps(preview.steps);
  const movements: Movement[] = [];
  const opaqueSets: string[] = [];
  const unknownDirectories = new Set<string>();
  for (const step of steps.filter((candidate) => !isRead(candidate))) {
    const type = kindOfType(typeOf(step), directories);
    if (type === undefined) {
      const unknown = directoryInType(typeOf(step));
      if (unknown !== undefined) unknownDirectories.add(unknown);
      continue;
    }
    const { kind, many } = type;
    if (kind.token !== "User") continue;
    if (many && isOpaque(step)) opaqueSets.push(readUrn(step.urn).name);
    for (const movement of many ? setMovements(kind, step, preview.announced) : [userMovement(kind, step)])
      movements.push(movement);
  }
  return {
    movements: byName(movements.map((movement) => withWords(movement, preview))),
    opaqueSets,
    unknownDirectories: [...unknownDirectories].sort(),
    otherChanges: steps.filter((step) => step.op !== "same" && !isRead(step) && isForeign(step)).length,
    listedUnchanged: steps.filter(({ op }) => op === "same").length,
    refreshed: preview.steps.some(({ op }) => op === "refresh"),
  };
}

/** A movement with what only program and provider can say of it. */
function withWords(movement: Movement, { lastDays, endedMemberships }: Preview): Movement {
  const place = `${movement.kind.directory.name} ${keyOf(movement)}`;
  const lastDay = movement.move === "leaves" ? lastDays.get(place) : undefined;
  const ended = movement.move === "changes" ? endedMemberships.get(place) : undefined;
  return {
    ...movement,
    ...(lastDay !== undefined && { lastDay }),
    ...(ended !== undefined && { endedMemberships: ended }),
  };
}

/** The same report for the same plan: the engine's order of steps differs from run to run. */
function byName(movements: readonly Movement[]): readonly Movement[] {
  const named = movements.map((movement) => ({
    movement,
    name: `${movement.kind.directory.name}\n${keyOf(movement)}\n${movement.resource}`,
  }));
  return named
    .sort((one, other) => (one.name === other.name ? 0 : one.name < other.name ? -1 : 1))
    .map(({ movement }) => movement);
}

function isRead(step: Step): boolean {
  return step.op.startsWith("read") || (step.newState ?? step.oldState)?.external === true;
}

/** Neither users of ours nor the stack and its providers, which are no cloud's resource. */
function isForeign(step: Step): boolean {
  const type = typeOf(step);
  return directoryInType(type) === undefined && !type.startsWith("pulumi:");
}
