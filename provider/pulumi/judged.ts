import { createHash } from "node:crypto";
import { type Bag, isUnknown, record } from "../model/values";
import { LINKED, SECRETS } from "./set-form";

/**
 * The input that tells what the sdk has judged, where the program has resource transforms. The engine calls those later, and nobody would
 * have counted the people whom they take out of a set or rename. Digests by input; it goes no further than the check.
 */
export const JUDGED_INPUT = "__judged";

/** What stands in place of a digest where no comparison is possible. */
const OPEN = "";

/** Values of members beside their texts: which of them are secret, the program knows only later. */
const APART: readonly string[] = [SECRETS, LINKED];

/**
 * Digests of the inputs that were judged.
 * @param paths of what is not compared: of the option `ignoreChanges`, where the engine puts former values, and of secrets
 */
export function judgedInput(inputs: Bag, paths: readonly string[]): Readonly<Record<string, string>> {
  const open = new Set(
    paths.map((path) => /^\["?([^"\]]*)|^[^.[]*/.exec(path)).map((match) => match?.[1] ?? match?.[0]),
  );
  return Object.fromEntries(
    named(inputs).map(([name, value]) => [name, open.has(name) || open.has("*") ? OPEN : digestOf(value)]),
  );
}

/** Names of inputs that differ from those judged and from those of the last state; none where the sdk has told nothing. */
export function changedSince(judged: unknown, news: Bag, olds: Bag): readonly string[] {
  if (typeof judged !== "object" || judged === null) return [];
  const told = new Map(Object.entries(judged));
  const [now, then] = [new Map(named(news)), new Map(named(olds))];
  return [...new Set([...told.keys(), ...now.keys()])].filter((name) => {
    const [was, is] = [told.get(name), digestOf(now.get(name))];
    const isKept = then.size > 0 && is === digestOf(then.get(name));
    return was !== OPEN && is !== OPEN && is !== (was ?? NONE) && !isKept;
  });
}

/** Why a resource is refused whose inputs were changed so. */
export function describeChanged(names: readonly string[]): string {
  return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} changed by a resource transform (option transforms, registerResourceTransform), which runs after Rollcall has judged the program, so that nobody would have counted whom it ends. Make it a transformation (option transformations, registerStackTransformation): what that changes counts like what the program declares.`;
}

function named(inputs: Bag): readonly (readonly [string, unknown])[] {
  return Object.entries(inputs).filter(
    ([name, value]) => !name.startsWith("__") && !APART.includes(name) && value !== undefined && value !== null,
  );
}

function digestOf(value: unknown): string {
  if (value === undefined || value === null) return NONE;
  return isUnknown(value) ? OPEN : createHash("sha256").update(canonical(value)).digest("hex").slice(0, 16);
}

const NONE = "none";

/** The same text for the same value, in whatever order the engine carries its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item !== "object" || item === null || Array.isArray(item)
      ? item
      : Object.fromEntries(
          Object.entries(record(item))
            .filter(([, field]) => field !== null && field !== undefined)
            .sort(([one], [other]) => (one < other ? -1 : 1)),
        ),
  );
}
