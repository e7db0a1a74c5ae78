import { isOpen, setOf } from "../../lifecycle/many/members";
import { stateOf } from "../../lifecycle/many/state";
import { declaredOf } from "../../lifecycle/outputs";
import type { Directory } from "../../model/directory";
import { type Fields, record } from "../../model/values";
import type { Operations, Properties } from "../contract";
import { setOperations } from "../dynamic-set";
import { userOperations } from "../dynamic-user";
import { resourceType, type ResourceKind } from "../names";
import { sealSecrets } from "../sealed";
import type { SecretPath } from "../secret-paths";
import { seal } from "./wire-values";

/** A type of resource that the plugin serves: how its operations and its people are found. */
export interface Served {
  readonly type: string;
  readonly directory: Directory;
  readonly kind: ResourceKind;
  readonly operations: Operations;
  /** The people of a state, by all that is declared of them. */
  people(state: Properties): readonly Fields[];
  /** Places of secrets as fields of people: what is secret as a whole is so in every field. */
  fieldsOf(values: Fields, secret: readonly SecretPath[]): readonly SecretPath[];
  /** Properties with everything sealed that the directory itself keeps secret. */
  seal(properties: Fields): Fields;
}

/** Every type of resource, by its token. */
export function servedTypes(directories: Readonly<Record<string, Directory>>): ReadonlyMap<string, Served> {
  const all = Object.values(directories).flatMap((directory) => [usersOf(directory), setsOf(directory)]);
  return new Map(all.map((served) => [served.type, served]));
}

function usersOf(directory: Directory): Served {
  const secrets = Object.entries(directory.fields).flatMap(([field, { secret }]) => (secret === true ? [[field]] : []));
  return {
    type: resourceType(directory, "User", "plugin"),
    directory,
    kind: "User",
    operations: userOperations,
    people: (state) => [declaredOf(directory, state)],
    fieldsOf: (_values, secret) => secret,
    seal: (properties) => seal(properties, secrets),
  };
}

function setsOf(directory: Directory): Served {
  return {
    type: resourceType(directory, "UserSet", "plugin"),
    directory,
    kind: "UserSet",
    operations: setOperations,
    people: (state) => {
      const { members, leaving } = stateOf(directory, state);
      return [...members.values(), ...leaving].map(({ fields }) => fields);
    },
    fieldsOf: (values, secret) => {
      const { members } = setOf(directory, values);
      const whole = (member: string): readonly SecretPath[] =>
        Object.keys(record(record(values["users"])[member])).map((field) => ["users", member, field]);
      return secret.flatMap((path) => {
        const [first, member, field] = path;
        if (first !== "users" || field !== undefined) return [path];
        return member === undefined ? [...members.keys()].flatMap(whole) : whole(member);
      });
    },
    // Somebody whom a preview cannot know yet has no fields to seal.
    seal: (properties) => (isOpen(properties) ? properties : sealSecrets(directory, properties)),
  };
}
