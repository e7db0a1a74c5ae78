import { equalValues } from "../../model/compare";
import type { Kind } from "../../model/kind";
import { type Bag, type Fields, found, type Json, only, record, records, text } from "../../model/values";
import type { Applied } from "../create";
import { MARKS } from "../memberships";
import { declaredOf, wasAdopted, withoutUndefined } from "../outputs";
import { inherited, type Member, setOf } from "./members";

/** A member whose account exists. */
export interface Managed extends Member {
  readonly id: string;
  readonly adopted: boolean;
  /** What the directory computes of it, e.g. Workspace's `locked`. */
  readonly computed: Fields;
}

/**
 * Output of a member: a step has failed. Of its calls some may have gone through, so that nobody knows what the account has, and the next run
 * looks, whatever it declares. The engine itself knows that of a resource of its own.
 */
const UNFINISHED = "unfinished";

/** Whether the last run could not end what it began with the account. */
export function isUnfinished({ computed }: Managed): boolean {
  return computed[UNFINISHED] === true;
}

/** What state keeps of a set. */
export interface SetState {
  readonly shared: Fields;
  readonly members: ReadonlyMap<string, Managed>;
  /** Accounts that a run could not end and whose names in the set are taken by others: replaced people's old accounts. */
  readonly leaving: readonly Managed[];
}

/** Reads the outputs that {@link outputsOf} wrote. */
export function stateOf(kind: Kind, outputs: Bag): SetState {
  const { shared, members } = setOf(kind, outputs);
  const adopted = new Set(Array.isArray(outputs["adopted"]) ? outputs["adopted"] : []);
  const ids = record(outputs["ids"]);
  const told = computedOutputs(kind).filter((output) => outputs[output] !== undefined);
  const managed = [...members.values()].map((member): [string, Managed] => {
    const id = text(ids[member.name]) ?? String(member.fields[kind.naturalKey]);
    const { name, own, fields } = member;
    return [name, { name, own, fields, id, adopted: adopted.has(name), computed: computedOf(told, outputs, name) }];
  });
  return { shared, members: new Map(managed), leaving: records(outputs["leaving"]).map((left) => leftOf(kind, left)) };
}

/**
 * A set's outputs, as small as they can be: each member's own fields; ids, unless they are the natural keys of the kind; names of
 * those taken over; what the directory computes, only where there is something to tell.
 */
export function outputsOf(kind: Kind, { shared, members, leaving }: SetState): Fields {
  const all = [...members.values()];
  const common = only(shared, (_, field) => all.every(({ fields }) => field in fields));
  const isOther = ({ id, fields }: Managed): boolean =>
    kind.idOutput !== kind.naturalKey || id !== fields[kind.naturalKey];
  const ids = all.filter(isOther).map(({ name, id }) => [name, id] as const);
  const adopted = all.filter((member) => member.adopted).map(({ name }) => name);
  const computed = computedOutputs(kind).map((output) => [output, tellingValues(all, output)] as const);
  return {
    ...common,
    users: Object.fromEntries(all.map((member) => [member.name, ownFields(kind, common, member)])),
    ...(ids.length > 0 && { ids: Object.fromEntries(ids) }),
    ...(adopted.length > 0 && { adopted }),
    ...Object.fromEntries(computed.filter(([, values]) => Object.keys(values).length > 0)),
    ...(leaving.length > 0 && { leaving: leaving.map(({ id, fields }) => ({ id, ...fields })) }),
  };
}

/** A set's inputs as a program would write what state keeps: the outputs without what the cloud alone knows. */
export function inputsOf(kind: Kind, state: SetState): Fields {
  const outputs = outputsOf(kind, state);
  return { ...declaredOf(kind, outputs), users: outputs["users"] ?? {} };
}

/** Outputs of a user beside the declared fields and the id. */
function computedOutputs({ computed = {} }: Kind): readonly string[] {
  return [...Object.keys(computed), ...MARKS, UNFINISHED];
}

/** A member as a lifecycle operation left it. */
export function managed(
  kind: Kind,
  { name, own }: Member,
  { ref, outputs, failures = [] }: Pick<Applied, "ref" | "outputs"> & Partial<Pick<Applied, "failures">>,
): Managed {
  const fields = declaredOf(kind, outputs);
  const computed = found(computedOutputs(kind), (output) => outputs[output]);
  const unfinished = failures.length > 0 && { [UNFINISHED]: true };
  return { name, own, fields, id: ref.id, adopted: wasAdopted(outputs), computed: { ...computed, ...unfinished } };
}

/** What the lifecycle of single users takes as a user's state. */
export function propertiesOf({ fields, adopted, computed }: Managed): Fields {
  return { ...fields, ...computed, ...(adopted && { adopted }) };
}

/** A member's fields that do not follow from the set and its name, and those it declares though they would. */
function ownFields(kind: Kind, shared: Fields, { name, own, fields }: Managed): Fields {
  const given = inherited(kind, shared, name);
  const isAsDeclared =
    Object.keys(own).every((field) => field in fields) &&
    Object.entries(fields).every(([field, value]) =>
      field in own ? own[field] === value : equalValues(given[field], value),
    );
  if (isAsDeclared) return own;
  return only(fields, (value, field) => field in own || !equalValues(given[field], value));
}

function computedOf(told: readonly string[], outputs: Bag, name: string): Fields {
  return found(told, (output) => tellingValue(record(outputs[output])[name]));
}

function tellingValue(value: unknown): Json | undefined {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  // A secret as an exported state has it.
  return typeof value === "object" && value !== null ? withoutUndefined(record(value)) : undefined;
}

function tellingValues(members: readonly Managed[], output: string): Fields {
  return Object.fromEntries(
    members.flatMap(({ name, computed }) =>
      computed[output] === undefined || computed[output] === false ? [] : [[name, computed[output]]],
    ),
  );
}

function leftOf(kind: Kind, left: Bag): Managed {
  const fields = declaredOf(kind, left);
  const id = text(left["id"]) ?? "";
  return { name: String(fields[kind.naturalKey] ?? id), own: fields, fields, id, adopted: false, computed: {} };
}
