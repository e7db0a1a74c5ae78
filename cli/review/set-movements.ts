import type { Directory } from "../../provider/directory";
import { replacedFields } from "../../provider/lifecycle/check";
import { isOpen, setOf } from "../../provider/lifecycle/set/members";
import { pairMembers } from "../../provider/lifecycle/set/plan";
import { stateOf } from "../../provider/lifecycle/set/state";
import type { Fields } from "../../provider/user";
import { SECRET } from "../report/field-values";
import { fieldChanges } from "./field-changes";
import type { Movement } from "./movement";
import { propertyPath } from "./property-path";
import type { Step } from "./read-preview";
import { formerProperties, kindOf, resourceFacts } from "./steps";

/**
 * The members of a set, paired as the provider pairs them; `undefined` when they are secret or unknown.
 * @param announced natural keys of people whom the provider says it would replace: it looks at the cloud where a field that
 *   no action changes is newly declared, which a comparison of declarations cannot
 */
export function setMovements(directory: Directory, step: Step, announced: ReadonlySet<string>): readonly Movement[] | undefined {
  const [olds, news] = [formerProperties(step.oldState), step.newState?.inputs ?? {}];
  if (olds["users"] === SECRET || news["users"] === SECRET || isOpen(news)) return undefined;
  const [state, desired] = [stateOf(directory, olds), setOf(directory, news)];
  const pairs = pairMembers(directory, state, desired);
  const touched = touchedFields(step);
  const whole = { ...resourceFacts(step), directory, touched: new Set<string>(), replacedBy: [] };
  const staying = new Set(pairs.values());
  const leaving = [...state.members.values(), ...state.leaving].filter((member) => !staying.has(member));
  return [
    ...leaving.map(({ name, fields }): Movement => ({ ...whole, kind: "leaves", member: name, before: fields, after: {} })),
    ...[...desired.members.values()].map((member): Movement => {
      const before = pairs.get(member)?.fields;
      const movement = { ...whole, member: member.name, before: before ?? {}, after: member.fields };
      if (before === undefined) return { ...movement, kind: "joins" };
      const key = String(before[directory.naturalKey]);
      const replacedBy = [...replacedFields(directory, before, member.fields), ...(announced.has(key) ? newlyReplacing(directory, before, member.fields) : [])];
      const fields = new Set([...(touched.get(member.name) ?? []), ...(touched.get(EVERYBODY) ?? [])]);
      return withKind({ ...movement, touched: fields, replacedBy }, step);
    }),
  ];
}

/** A set is one resource, so its step says "update" however few of its members change. */
function withKind(movement: Omit<Movement, "kind">, step: Step): Movement {
  const whole = kindOf(step);
  if (whole !== "changes") return { ...movement, kind: whole };
  const changing: Movement = { ...movement, kind: "changes" };
  if (movement.replacedBy.length > 0) return { ...movement, kind: "replaced" };
  return fieldChanges(changing).length > 0 ? changing : { ...movement, kind: "unchanged" };
}

function newlyReplacing(directory: Directory, before: Fields, after: Fields): readonly string[] {
  return Object.entries(directory.fields).flatMap(([field, { change }]) => (change.kind === "replaces" && field in after && !(field in before) ? [field] : []));
}

/** In place of a member's name: fields that the whole set declares. */
const EVERYBODY = Symbol("every member");

/** Fields that the engine says differ, by member. */
function touchedFields(step: Step): ReadonlyMap<string | typeof EVERYBODY, ReadonlySet<string>> {
  const touched = new Map<string | typeof EVERYBODY, Set<string>>();
  for (const [first, member, field] of Object.keys(step.detailedDiff ?? {}).map(propertyPath)) {
    const whose = first === "users" ? member : EVERYBODY;
    const what = first === "users" ? field : first;
    if (whose !== undefined && what !== undefined) touched.set(whose, (touched.get(whose) ?? new Set()).add(what));
  }
  return touched;
}
