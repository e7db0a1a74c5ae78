import { byName } from "../../provider/model/kept";
import { defined } from "../../provider/model/values";
import { directories } from "../../provider/directories";
import { directoryInType, isOurType, kindOfType, readUrn } from "../../provider/pulumi/names";
import { GroupNames } from "./group-names";
import { keyOf, type Movement } from "./movement";
import type { Preview, Step } from "./read-preview";
import { isOpaque, setMovements, singleMovement } from "./movements";
import { decisiveSteps, typeOf } from "./steps";

/** The people, groups and units of a preview, and what stands in the way of seeing all of them. */
export interface People {
  readonly movements: readonly Movement[];
  /** Groups and units, which count apart. */
  readonly groups: readonly Movement[];
  /** What the preview tells of groups and units by their ids. */
  readonly names: GroupNames;
  /** Sets whose members the engine does not show, by resource name. */
  readonly opaqueSets: readonly string[];
  /** Directories, and kinds of known ones, that this version of Rollcall does not know. */
  readonly unknownDirectories: readonly string[];
  /** Resources of other packages that would change. */
  readonly otherChanges: number;
  /** Unchanged resources of any kind that the preview lists. */
  readonly listedUnchanged: number;
  /** Whether the preview looked at the clouds first (`--refresh`). */
  readonly refreshed: boolean;
}

/** Reads people from the steps of a preview: each user, each member of a set; and groups and units. What is only read does not count. */
export function readPeople(preview: Preview): People {
  const steps = decisiveSteps(preview.steps);
  const names = new GroupNames(preview);
  const movements: Movement[] = [];
  const groups: Movement[] = [];
  const opaqueSets: string[] = [];
  const unknownDirectories = new Set<string>();
  for (const step of steps.filter((candidate) => !isRead(candidate))) {
    const type = kindOfType(typeOf(step), directories);
    if (type === undefined) {
      const unknown = unknownIn(typeOf(step));
      if (unknown !== undefined) unknownDirectories.add(unknown);
      continue;
    }
    const { kind, many } = type;
    if (kind.token !== "User") {
      groups.push(singleMovement(kind, step, names));
      continue;
    }
    if (many && isOpaque(step)) opaqueSets.push(readUrn(step.urn).name);
    for (const movement of many
      ? setMovements(kind, step, preview.announced, names)
      : [singleMovement(kind, step, names)])
      movements.push(movement);
  }
  return {
    movements: inOrder(movements.map((movement) => withWords(movement, preview))),
    groups: inOrder(groups),
    names,
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
  return defined({ ...movement, lastDay, endedMemberships: ended });
}

/** The same report for the same plan: the engine's order of steps differs from run to run. */
function inOrder(movements: readonly Movement[]): readonly Movement[] {
  return byName(movements, (movement) => [movement.kind.directory.name, keyOf(movement), movement.resource]);
}

function isRead(step: Step): boolean {
  return step.op.startsWith("read") || (step.newState ?? step.oldState)?.external === true;
}

/** A resource of another package, but not the stack nor a provider, which no cloud has. */
function isForeign(step: Step): boolean {
  const type = typeOf(step);
  return !isOurType(type) && !type.startsWith("pulumi:");
}

/** A directory, or a kind of a known one, that a type of Rollcall names and this version does not know. */
function unknownIn(type: string): string | undefined {
  const directory = directoryInType(type);
  return directory !== undefined && Object.hasOwn(directories, directory) ? type.split("/").at(-1) : directory;
}
