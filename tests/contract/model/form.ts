import type { Directory } from "../../../provider/model/kind";
import { dynamicProvider, dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import type { DynamicProvider, OpenSession } from "../../../provider/pulumi/contract";
import { readSet } from "../../../provider/pulumi/set-form";
import type { Fields, Json } from "../../../provider/model/values";
import { outputs } from "../sets/set-world";
import type { Resource } from "./small-engine";

type Properties = Readonly<Record<string, unknown>>;

/** Somebody whom state holds. */
export interface Person {
  /** The name in the program. */
  readonly name: string;
  readonly id: string;
  /** What state says of the person. */
  readonly fields: Fields;
}

/** How a program declares its people. */
export interface Form {
  readonly host: typeof dynamicProvider;
  /** The resources that declare these people. */
  resources(program: ReadonlyMap<string, Fields>): ReadonlyMap<string, Properties>;
  /** Names and declarations in the inputs of a resource. */
  declared(name: string, inputs: Properties): readonly (readonly [string, Properties])[];
  /** Everybody whom a resource in state holds. */
  people(name: string, resource: Resource): readonly Person[];
  /** Those of them whose accounts an update to these inputs may end. */
  leavers(name: string, resource: Resource, inputs: Properties): readonly Person[];
}

/** Each person is a resource. */
export const single: Form = {
  host: dynamicProvider,
  resources: (program) => program,
  declared: (name, inputs) => [[name, inputs]],
  people: (name, { id, outputs: fields }) => [{ name, id, fields: fields as Fields }],
  leavers: () => [],
};

/** The only resource of a program whose people are a set. */
const SET = "staff";

/** Everybody is a member of one set. */
export function asSet(directory: Directory): Form {
  const { naturalKey, fields: specs } = directory.kinds.User;
  const users = (properties: Properties): readonly (readonly [string, Fields])[] =>
    Object.entries((readSet(properties)["users"] ?? {}) as Readonly<Record<string, Fields>>);
  const people = ({ outputs: sealed }: Resource): { readonly members: readonly Person[]; readonly leaving: readonly Person[] } => {
    const state = outputs(sealed);
    const ids = (state["ids"] ?? {}) as Readonly<Record<string, string>>;
    const left = (state["leaving"] ?? []) as readonly (Fields & { readonly id: string })[];
    return {
      members: users(state).map(([name, fields]) => ({ name, id: ids[name] ?? String(fields[naturalKey]), fields })),
      leaving: left.map(({ id, ...fields }) => ({ name: String(fields[naturalKey]), id, fields })),
    };
  };
  // A key that only changes case is the same person everywhere.
  const another = (field: string, before: Json | undefined, after: Json | undefined): boolean =>
    JSON.stringify(before) !== JSON.stringify(after) &&
    (field !== naturalKey || String(before).toLowerCase() !== String(after).toLowerCase());
  const needsAnother = (before: Fields, after: Fields): boolean =>
    Object.entries(specs).some(
      ([field, { change }]) => change.kind === "replaces" && field in after && another(field, before[field], after[field]),
    );
  return {
    host: dynamicSetProvider,
    resources: (program) => new Map(program.size === 0 ? [] : [[SET, { users: Object.fromEntries(program) }]]),
    declared: (_name, inputs) => users(inputs),
    people: (_name, resource) => [...people(resource).members, ...people(resource).leaving],
    leavers(_name, resource, inputs) {
      const { members, leaving } = people(resource);
      const byKey = new Map(users(inputs).map(([, fields]) => [fields[naturalKey], fields]));
      const names = new Map(users(inputs));
      const goes = (person: Person, after: Fields | undefined): boolean => after === undefined || needsAnother(person.fields, after);
      // Who is to have a key is the account that has it. Its member passes on to the own next key, and at the end of the chain to
      // a free one; where the last member leaves instead, one account is too many: the first, whose key nobody is to have.
      const renamed = (person: Person): Fields | undefined => {
        const met = new Set<Person>();
        for (let one: Person | undefined = person; !met.has(one);) {
          met.add(one);
          const next = names.get(one.name);
          if (next === undefined) return undefined;
          one = members.find((other) => other.fields[naturalKey] === next[naturalKey]);
          if (one === undefined) break;
        }
        return names.get(person.name);
      };
      return [
        ...members.filter((person) => goes(person, byKey.get(person.fields[naturalKey]) ?? renamed(person))),
        ...leaving.filter((person) => goes(person, byKey.get(person.fields[naturalKey]))),
      ];
    },
  };
}

/** A program whose people are users of their own, until it makes one set of them. */
export interface Converting extends Form {
  convert(): void;
}

/** Old resources stay in state until the run that ends them, beside the set that has their accounts. */
export function converting(directory: Directory): Converting {
  const set = asSet(directory);
  const of = (name: string): Form => (name === SET ? set : single);
  let current: Form = single;
  return {
    host: bothHosts,
    resources: (program) => current.resources(program),
    declared: (name, inputs) => of(name).declared(name, inputs),
    people: (name, resource) => of(name).people(name, resource),
    leavers: (name, resource, inputs) => of(name).leavers(name, resource, inputs),
    convert: () => void (current = set),
  };
}

/** Providers of both resource types in one process, which share its session as they do in a real one. */
const bothHosts: typeof dynamicProvider = (kind, open) => {
  let opened: ReturnType<OpenSession> | undefined;
  const once: OpenSession | undefined = open === undefined ? undefined : (...session) => (opened ??= open(...session));
  const [users, sets] = [dynamicProvider(kind, once), dynamicSetProvider(kind, once)];
  const of = (properties: Properties): DynamicProvider => ("users" in properties ? sets : users);
  return {
    configure: async (request) => void (await Promise.all([users.configure(request), sets.configure(request)])),
    check: (olds, news) => of(news).check(olds, news),
    diff: (id, olds, news) => of(olds).diff(id, olds, news),
    create: (inputs) => of(inputs).create(inputs),
    read: (id, properties) => of(properties).read(id, properties),
    update: (id, olds, news) => of(olds).update(id, olds, news),
    delete: (id, properties) => of(properties).delete(id, properties),
  };
};

/** The failures of one resource, person by person where its text names people by natural key or as members. */
export function byPerson(
  name: string,
  text: string,
  program: ReadonlyMap<string, Fields>,
  naturalKey: string,
): readonly { readonly name: string; readonly text: string }[] {
  if (name !== SET) return [{ name, text }];
  const lines = text.split("\n");
  const told = [...program].map(([person, fields]) => {
    const key = String(fields[naturalKey]);
    const starts = [`${key}: `, `users.${person}: `, `users.${person}.`];
    const isAbout = (line: string): boolean =>
      starts.some((start) => line.startsWith(start)) ||
      line.includes(`: cannot be renamed to ${key}: `) ||
      /^\d+ users? \((.*?)\)/
        .exec(line)?.[1]
        ?.split(/, | and /)
        .includes(key) === true;
    const about = lines.filter((line) => isAbout(line.trimStart()));
    return { name: person, text: about.join("\n") };
  });
  return [...told.filter((failure) => failure.text !== ""), { name: "", text }];
}
