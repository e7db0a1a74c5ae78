import type { Context } from "../../lifecycle/context";
import { importUser } from "../../lifecycle/import";
import { setOf } from "../../lifecycle/many/members";
import { declaredOf, withoutUndefined } from "../../lifecycle/outputs";
import { composed } from "../../model/compare";
import { configError } from "../../model/error";
import { type Directory, type Kind, kindsOf } from "../../model/kind";
import { type Fields, type Json, record } from "../../model/values";
import type { Operations, Properties } from "../contract";
import { userOperations } from "../dynamic-user";
import { COMPONENT_TYPES, resourceType } from "../names";
import type { SecretPath } from "../program-inputs";
import { LINKED, readSet, SECRETS } from "../set-form";
import { textSetOperations } from "../text-sets";
import type { ResourceState } from "./messages";
import { type Opened, seal } from "./wire-values";

/** A type of resource that the plugin serves: how its operations, its people and its secrets are found. */
export interface Served {
  readonly type: string;
  readonly kind: Kind;
  /** It is a set of many. */
  readonly many: boolean;
  readonly operations: Operations;
  /** The people of a state, by all that is declared of them; groups and units are none. */
  people(state: Properties): readonly Fields[];
  /** What the program declares, with what the engine leaves out of former values that it puts back (option `ignoreChanges`). */
  complete(declared: Opened, former: Opened): Opened;
  /** Places of secrets as fields of people: what is secret as a whole is so in every field. */
  fieldsOf(values: Fields, secret: readonly SecretPath[]): readonly SecretPath[];
  /** Properties with everything sealed that the program or the directory itself keeps secret. */
  seal(properties: Fields, secret: readonly SecretPath[]): Fields;
  /** Where a change stands in the properties that the engine compares. */
  place(path: readonly string[], ...properties: readonly Properties[]): readonly string[];
}

/** Every type of resource, by its token. */
export function servedTypes(directories: Readonly<Record<string, Directory>>): ReadonlyMap<string, Served> {
  const all = Object.values(directories).flatMap((directory) => [
    ...kindsOf(directory).map(singleOf),
    setsOf(directory.kinds.User),
  ]);
  return new Map(all.map((served) => [served.type, served]));
}

/** @throws RollcallError ERR_CONFIG for a type that the plugin does not serve */
export function servedType(types: ReadonlyMap<string, Served>, type: string): Served {
  const served = types.get(type);
  if (served !== undefined) return served;
  if (COMPONENT_TYPES.includes(type))
    throw configError(
      `${type} is a component of Rollcall, and no resource`,
      "Take its class from a generated package, or register it as a remote component (TypeScript: new pulumi.ComponentResource(type, name, inputs, options, true)).",
    );
  throw configError(`${type} is not a resource of Rollcall`, `Resources: ${[...types.keys()].join(", ")}.`);
}

/** The inputs that were checked, in the form that the engine is to keep. */
export function checkedInputs(
  { operations }: Served,
  context: Parameters<Operations["check"]>[0],
  olds: Fields,
  news: Fields,
  secret: readonly SecretPath[],
): Fields {
  return withoutUndefined(operations.inputs?.(context, olds, news, secret) ?? record(composed(news)));
}

function singleOf(kind: Kind): Served {
  const own = secretFields(kind).map((field) => [field]);
  return {
    type: resourceType(kind, false, "plugin"),
    kind,
    many: false,
    operations: userOperations,
    people: (state) => (kind.token === "User" ? [declaredOf(kind, state)] : []),
    complete: (declared) => declared,
    fieldsOf: (_values, secret) => secret,
    seal: (properties, secret) => seal(properties, [...own, ...secret]),
    place: (path) => path,
  };
}

function setsOf(kind: Kind): Served {
  const fields = secretFields(kind);
  const shared = fields.map((field) => [field]);
  return {
    type: resourceType(kind, true, "plugin"),
    kind,
    many: true,
    operations: textSetOperations,
    people: (state) => textSetOperations.known(kind, "", state).map((member) => member.fields),
    complete: withBeside,
    fieldsOf: (values, secret) => {
      const users = record(readSet(values)["users"]);
      const whole = (member: string): readonly SecretPath[] =>
        Object.keys(record(users[member])).map((field) => ["users", member, field]);
      return secret.flatMap((path) => {
        const [first, member, field] = path;
        if (first !== "users" || field !== undefined) return [path];
        return member === undefined ? [...setOf(kind, { users }).members.keys()].flatMap(whole) : whole(member);
      });
    },
    // A member's secrets stand beside its text, sealed already; those of somebody who has no text yet stand in the fields.
    seal: (properties, secret) => {
      const open = Object.entries(record(properties["users"])).filter(([, member]) => typeof member === "object");
      const names = new Set(open.map(([name]) => name));
      const own = [...names].flatMap((name) => fields.map((field) => ["users", name, field]));
      const rest = secret.filter(([first, name = ""]) => first !== "users" || names.has(name));
      return seal(properties, [...shared, ...own, ...rest]);
    },
    place: (path, ...properties) => {
      const [first, member = "", field] = path;
      if (first !== "users" || field === undefined) return path;
      const beside = [SECRETS, LINKED].find((place) =>
        properties.some((one) => Object.hasOwn(record(record(one[place])[member]), field)),
      );
      if (beside !== undefined) return [beside, member, field];
      return properties.some((one) => typeof record(one["users"])[member] === "string") ? ["users", member] : path;
    },
  };
}

/**
 * Programs write members as objects. A text is the former one, which the engine found at the member's place; what stands beside it is
 * of the member, too.
 */
function withBeside(declared: Opened, former: Opened): Opened {
  const isFormer = (member: string): boolean => typeof record(declared.values["users"])[member] === "string";
  const beside = [SECRETS, LINKED].flatMap((place): [string, Json][] => {
    const members = Object.entries(record(former.values[place])).filter(([member]) => isFormer(member));
    return members.length === 0 ? [] : [[place, withoutUndefined(record(Object.fromEntries(members)))]];
  });
  const secret = former.secret.filter(([place, member = ""]) => place === SECRETS && isFormer(member));
  return {
    values: { ...declared.values, ...Object.fromEntries(beside) },
    secret: [...declared.secret, ...secret, ...secret.map(([, ...path]) => ["users", ...path])],
  };
}

function secretFields({ fields }: Kind): readonly string[] {
  return Object.entries(fields).flatMap(([field, { secret }]) => (secret === true ? [field] : []));
}

/** A resource as the cloud has it; `undefined` when there is nobody. Where state declares nothing of a user, it is an import. */
export async function readResource(
  { many, operations }: Served,
  context: Context,
  id: string,
  state: Fields,
): Promise<ResourceState | undefined> {
  if (!many && Object.keys(declaredOf(context.kind, state)).length === 0) {
    const found = await importUser(context, id);
    return found === undefined ? undefined : { id: found.ref.id, properties: found.outputs, inputs: found.inputs };
  }
  const { id: found, props = {}, inputs = {} } = await operations.read(context, id, state);
  return found === undefined ? undefined : { id: found, properties: props, inputs };
}
