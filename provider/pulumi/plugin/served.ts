import { isOpen, setOf } from "../../lifecycle/many/members";
import { stateOf } from "../../lifecycle/many/state";
import { declaredOf } from "../../lifecycle/outputs";
import { type Directory, kindsOf } from "../../model/directory";
import type { Kind } from "../../model/kind";
import { type Fields, record } from "../../model/values";
import type { Operations, Properties } from "../contract";
import { setOperations } from "../dynamic-set";
import { userOperations } from "../dynamic-user";
import { resourceType } from "../names";
import { sealSecrets } from "../sealed";
import type { SecretPath } from "../secret-paths";
import { seal } from "./wire-values";

/** A type of resource that the plugin serves: how its operations and its people are found. */
export interface Served {
  readonly type: string;
  readonly kind: Kind;
  /** It is a set of many. */
  readonly many: boolean;
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
  const all = Object.values(directories).flatMap((directory) => [
    ...kindsOf(directory).map(singleOf),
    setsOf(directory.kinds.User),
  ]);
  return new Map(all.map((served) => [served.type, served]));
}

function singleOf(kind: Kind): Served {
  const secrets = Object.entries(kind.fields).flatMap(([field, { secret }]) => (secret === true ? [[field]] : []));
  return {
    type: resourceType(kind, false, "plugin"),
    kind,
    many: false,
    operations: userOperations,
    people: (state) => (kind.token === "User" ? [declaredOf(kind, state)] : []),
    fieldsOf: (_values, secret) => secret,
    seal: (properties) => seal(properties, secrets),
  };
}

function setsOf(kind: Kind): Served {
  return {
    type: resourceType(kind, true, "plugin"),
    kind,
    many: true,
    operations: setOperations,
    people: (state) => {
      const { members, leaving } = stateOf(kind, state);
      return [...members.values(), ...leaving].map(({ fields }) => fields);
    },
    fieldsOf: (values, secret) => {
      const { members } = setOf(kind, values);
      const whole = (member: string): readonly SecretPath[] =>
        Object.keys(record(record(values["users"])[member])).map((field) => ["users", member, field]);
      return secret.flatMap((path) => {
        const [first, member, field] = path;
        if (first !== "users" || field !== undefined) return [path];
        return member === undefined ? [...members.keys()].flatMap(whole) : whole(member);
      });
    },
    // Somebody whom a preview cannot know yet has no fields to seal.
    seal: (properties) => (isOpen(properties) ? properties : sealSecrets(kind, properties)),
  };
}
