import type { Directory } from "../../provider/directory";
import { record } from "../../provider/json";
import { replacedFields } from "../../provider/lifecycle/check";
import { declaredOf } from "../../provider/lifecycle/outputs";
import { isUnknown } from "../../provider/lifecycle/unknown";
import type { Fields } from "../../provider/user";
import { SECRET } from "../report/field-values";
import { fieldChanges } from "./field-changes";
import type { Movement } from "./movement";
import { propertyPath } from "./property-path";
import type { Step } from "./read-preview";
import { formerProperties, kindOf, resourceFacts } from "./steps";

/** The members of a set, each compared with itself; `undefined` when they are secret or unknown as a whole. */
export function setMovements(directory: Directory, step: Step): readonly Movement[] | undefined {
  const [olds, news] = [formerProperties(step.oldState), step.newState?.inputs ?? {}];
  if ([olds["users"], news["users"]].some((users) => users === SECRET || (typeof users === "string" && isUnknown(users)))) return undefined;
  const [before, after] = [membersOf(directory, olds), membersOf(directory, news)];
  const touched = touchedFields(step);
  return [...new Set([...before.keys(), ...after.keys()])].map((member) => {
    const [was, is] = [before.get(member), after.get(member)];
    const movement = {
      ...resourceFacts(step),
      directory,
      member,
      before: was ?? {},
      after: is ?? {},
      touched: new Set([...(touched.get(member) ?? []), ...(touched.get(EVERYBODY) ?? [])]),
      replacedBy: was === undefined || is === undefined ? [] : replacedFields(directory, was, is),
    };
    return { ...movement, kind: was === undefined ? "joins" : is === undefined ? "leaves" : stayingKind(step, { ...movement, kind: "changes" }) };
  });
}

/** A set is one resource, so its step says "update" however few of its members change. */
function stayingKind(step: Step, movement: Movement): Movement["kind"] {
  if (kindOf(step) !== "changes") return kindOf(step);
  if (movement.replacedBy.length > 0) return "replaced";
  return fieldChanges(movement).length > 0 ? "changes" : "unchanged";
}

function membersOf(directory: Directory, properties: Readonly<Record<string, unknown>>): ReadonlyMap<string, Fields> {
  const members = Object.entries(record(properties["users"]));
  return new Map(members.map(([member, fields]) => [member, declaredOf(directory, { [directory.naturalKey]: member, ...properties, ...record(fields) })]));
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
