import { replacedFields } from "../../provider/lifecycle/check";
import type { Announcements } from "../../provider/lifecycle/many/announcement";
import { isOpen, setOf } from "../../provider/lifecycle/many/members";
import { pairMembers } from "../../provider/lifecycle/many/plan";
import { stateOf } from "../../provider/lifecycle/many/state";
import { declaredOf } from "../../provider/lifecycle/outputs";
import type { Kind } from "../../provider/model/kind";
import { type Bag, type Fields, record } from "../../provider/model/values";
import { besideTexts, LINKED, readSet, SECRETS } from "../../provider/pulumi/set-form";
import { holdsSecret, isWhollySecret } from "../report/field-values";
import { awaitedBy, type GroupNames, withAwaited } from "./group-names";
import { fieldChanges } from "./field-changes";
import type { Movement } from "./movement";
import { propertyPath, type Step } from "./read-preview";
import { formerProperties, moveOf, resourceFacts } from "./steps";

/** The person, group or unit that a resource stands for. */
export function singleMovement(kind: Kind, step: Step, names: GroupNames): Movement {
  const paths = [...Object.keys(step.detailedDiff ?? {}), ...(step.diffReasons ?? [])];
  const id = step.oldState?.id ?? "";
  const dependencies = (field: string): readonly string[] => step.newState?.propertyDependencies?.[field] ?? [];
  const after = withAwaited(kind, declaredOf(kind, step.newState?.inputs ?? {}), dependencies, names);
  const awaited = awaitedBy(kind, after, dependencies, names);
  return {
    ...resourceFacts(step),
    kind,
    move: moveOf(step),
    ...(awaited.size > 0 && { awaited }),
    ...(id !== "" && { id }),
    before: declaredOf(kind, formerProperties(step.oldState)),
    after,
    touched: new Set(paths.flatMap((path) => propertyPath(path)[0] ?? [])),
    replacedBy: (step.replaceReasons ?? []).flatMap((path) => propertyPath(path)[0] ?? []),
  };
}

/** Whether a preview shows nobody of a set, because its members are secret or not known yet. */
export function isOpaque(step: Step): boolean {
  const [olds, news] = propertiesOf(step);
  return isWhollySecret(olds["users"]) || isWhollySecret(news["users"]) || isOpen(readSet(news, step.urn));
}

/**
 * The members of a set, paired as the provider pairs them; of an opaque set only those whom the provider itself names.
 * @param announced members whom the provider would replace: it looks at the cloud where a field that no action changes is newly
 *   declared, and it knows secret values, which the preview does not show
 */
export function setMovements(kind: Kind, step: Step, announced: Announcements, names: GroupNames): readonly Movement[] {
  const id = step.oldState?.id ?? "";
  const replaced = announced.replaced.get(id) ?? new Map<string, readonly string[]>();
  const whole = { ...memberFacts(step), kind, touched: new Set<string>(), replacedBy: [] };
  if (isOpaque(step))
    return [...replaced].map(([member, fields]): Movement => ({
      ...whole,
      move: "replaced",
      member,
      before: {},
      after: {},
      replacedBy: fields,
    }));
  const [olds, news] = propertiesOf(step);
  const [state, desired] = [stateOf(kind, readSet(olds, step.urn)), setOf(kind, readSet(news, step.urn))];
  const pairs = pairMembers(kind, state, desired);
  const touched = touchedFields(step);
  const dependencies = dependenciesOf(step);
  const staying = new Set(pairs.values());
  const leaving = [...state.members.values(), ...state.leaving].filter((member) => !staying.has(member));
  return [
    ...leaving.map(({ name, fields }): Movement => ({
      ...whole,
      move: "leaves",
      member: name,
      before: fields,
      after: {},
    })),
    ...[...desired.members.values()].map((member): Movement => {
      const before = pairs.get(member)?.fields;
      const after = withAwaited(kind, member.fields, () => dependencies, names);
      const movement = { ...whole, member: member.name, before: before ?? {}, after };
      if (before === undefined) return { ...movement, move: "joins" };
      const differing = new Set([...(touched.get(member.name) ?? []), ...(touched.get(EVERYBODY) ?? [])]);
      const named =
        replaced.get(member.name) ??
        (announced.heard.has(id) ? [] : secretlyReplaced(kind, before, member.fields, differing));
      const replacedBy = [...new Set([...shownReplaced(kind, before, member.fields), ...named])];
      return withMove({ ...movement, touched: new Set([...differing, ...named]), replacedBy }, step);
    }),
  ];
}

/** What any value of a set comes from: the engine knows it of the set's properties alone. */
function dependenciesOf({ newState }: Step): readonly string[] {
  return [...new Set(Object.values(newState?.propertyDependencies ?? {}).flatMap((urns) => urns ?? []))];
}

function propertiesOf({ oldState, newState }: Step): readonly [Bag, Bag] {
  return [formerProperties(oldState), newState?.inputs ?? {}];
}

/** Options of a set hold for it as a whole: a person who leaves a set that stays is ended by the provider, which knows no options. */
function memberFacts(step: Step): ReturnType<typeof resourceFacts> {
  const facts = resourceFacts(step);
  const ends = ["leaves", "replaced"].includes(moveOf(step));
  return { ...facts, protect: ends && facts.protect, retain: ends && facts.retain };
}

/** A set is one resource, so its step says "update" however few of its members change. */
function withMove(movement: Omit<Movement, "move">, step: Step): Movement {
  const whole = moveOf(step);
  if (whole !== "changes") return { ...movement, move: whole };
  const changing: Movement = { ...movement, move: "changes" };
  if (movement.replacedBy.length > 0) return { ...movement, move: "replaced" };
  return fieldChanges(changing).length > 0 ? changing : { ...movement, move: "unchanged" };
}

/** Fields that need another account, as far as both values are shown: one mask for another says nothing. */
function shownReplaced(kind: Kind, before: Fields, after: Fields): readonly string[] {
  return replacedFields(kind, before, after).filter(
    (field) => !holdsSecret(before[field]) && !holdsSecret(after[field]),
  );
}

/** Without the provider's word (a preview that keeps no messages), a hidden value that the engine finds different counts as one. */
function secretlyReplaced(
  kind: Kind,
  before: Fields,
  after: Fields,
  differing: ReadonlySet<string>,
): readonly string[] {
  return Object.entries(kind.fields).flatMap(([field, { change }]) => {
    const hidden = holdsSecret(before[field]) || holdsSecret(after[field]);
    return change.kind === "replaces" && hidden && differing.has(field) && field in before && field in after
      ? [field]
      : [];
  });
}

/** In place of a member's name: fields that the whole set declares. */
const EVERYBODY = Symbol("every member");

/** Fields that the engine says differ, by member. What is in the texts of members shows there. */
function touchedFields(step: Step): ReadonlyMap<string | typeof EVERYBODY, ReadonlySet<string>> {
  const touched = new Map<string | typeof EVERYBODY, Set<string>>();
  const touch = (whose: string | typeof EVERYBODY, what: string): void =>
    void touched.set(whose, (touched.get(whose) ?? new Set()).add(what));
  for (const [first = "", member, field] of Object.keys(step.detailedDiff ?? {}).map(propertyPath)) {
    if (first === "users") {
      if (member !== undefined && field !== undefined) touch(member, field);
    } else if (first === SECRETS || first === LINKED)
      for (const [whose, what] of besides(step, first, member, field)) touch(whose, what);
    else touch(EVERYBODY, first);
  }
  return touched;
}

/** Whose fields a path among the values beside the texts means: all below it, where it names the whole. */
function besides(
  step: Step,
  place: typeof SECRETS | typeof LINKED,
  member: string | undefined,
  field: string | undefined,
): readonly (readonly [string, string])[] {
  if (member !== undefined && field !== undefined) return [[member, field]];
  return propertiesOf(step).flatMap((properties) => {
    const valuesOf = besideTexts(properties, place);
    const members = member === undefined ? Object.keys(record(properties[place])) : [member];
    return members.flatMap((one) => Object.keys(valuesOf(one)).map((name) => [one, name] as const));
  });
}
