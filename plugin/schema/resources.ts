import { type Directory, type Kind, kindsOf, thingOf } from "../../provider/model/kind";
import type { FieldSpec } from "../../provider/model/field";
import { INITIAL_PASSWORD } from "../../provider/model/initial-password";
import { capital } from "../../provider/model/values";
import { resourceType } from "../../provider/pulumi/names";
import { ANY, jsonSchemaOf, mapOf, type NamedTypes, type PropertySpec, reference, TEXT, typeSpec } from "./type-spec";

/** A resource in Pulumi's package schema. */
export interface ResourceSpec {
  readonly description: string;
  readonly isComponent?: true;
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
  /** What the resource was called as a dynamic one: a stack that moves changes nothing on a cloud. */
  readonly aliases?: readonly { readonly type: string }[];
}

/** The resources of a directory, and the types that they name. */
export function directoryResources(directory: Directory, named: NamedTypes): Readonly<Record<string, ResourceSpec>> {
  return Object.fromEntries([
    ...kindsOf(directory).map((kind) => singleResource(kind, named)),
    setResource(directory.kinds.User, named),
  ]);
}

function singleResource(kind: Kind, named: NamedTypes): readonly [string, ResourceSpec] {
  const inputs = fieldProperties(kind, named);
  return [
    resourceType(kind, false, "plugin"),
    {
      description: `A ${kind.noun} of ${kind.directory.title}.`,
      inputProperties: inputs,
      requiredInputs: requiredFields(kind),
      properties: {
        ...inputs,
        ...Object.fromEntries(
          Object.entries(kind.computed ?? {}).map(([name, about]) => [name, { ...toldAs(name), description: about }]),
        ),
        ...(!(kind.idOutput in inputs) && { [kind.idOutput]: idProperty(kind) }),
        adopted: { type: "boolean", description: `True when the ${thingOf(kind)} was taken over instead of created.` },
      },
      required: [...new Set([...requiredFields(kind), kind.idOutput])],
      aliases: [{ type: resourceType(kind, false, "dynamic") }],
    },
  ];
}

function idProperty({ noun }: Kind): PropertySpec {
  return { type: "string", description: `The directory's id of the ${noun}, which is the resource's id too.` };
}

function setResource(kind: Kind, named: NamedTypes): readonly [string, ResourceSpec] {
  const token = `rollcall:${kind.directory.name}:Member`;
  const fields = fieldProperties(kind, named);
  const { [kind.naturalKey]: _own, ...shared } = fields;
  named.set(token, {
    type: "object",
    description: `One user of a set in ${kind.directory.title}. A field that is left out has the set's value; ${kind.naturalKey} is the user's name in the set.`,
    properties: fields,
  });
  const common = Object.fromEntries(
    Object.entries(shared).map(([name, spec]) => [
      name,
      { ...spec, description: `For every user without an own ${name}. ${spec.description ?? ""}` },
    ]),
  );
  return [
    resourceType(kind, true, "plugin"),
    {
      description: `Many users of ${kind.directory.title} as one resource. A set replaces single people, never itself.`,
      inputProperties: {
        users: mapOf(reference(token), "The users by a name that stays the same."),
        ...withoutReplacement(common),
      },
      requiredInputs: ["users"],
      properties: {
        users: mapOf(TEXT, "What each user declares, by name, as JSON."),
        ...withoutReplacement(common),
        ids: mapOf(TEXT, "The directory's id of each user by name; who is not in it has its natural key as id."),
        adopted: {
          type: "array",
          items: TEXT,
          description: "Names of the users who were taken over instead of created.",
        },
        ...Object.fromEntries(
          Object.entries(kind.computed ?? {}).map(([name, about]) => [
            name,
            {
              ...mapOf({ type: toldAs(name).type }, `By name, where it is so. ${about}`),
              ...(name === INITIAL_PASSWORD && { secret: true as const }),
            },
          ]),
        ),
        leaving: {
          type: "array",
          items: ANY,
          description: "Accounts that a run could not end; the next one tries again.",
        },
      },
      required: ["users"],
      aliases: [{ type: resourceType(kind, true, "dynamic") }],
    },
  ];
}

function requiredFields({ fields }: Kind): readonly string[] {
  return Object.entries(fields).flatMap(([name, { required }]) => (required ? [name] : []));
}

function fieldProperties(kind: Kind, named: NamedTypes): Readonly<Record<string, PropertySpec>> {
  return Object.fromEntries(
    Object.entries(kind.fields).map(([name, spec]) => [
      name,
      {
        ...typeSpec(
          jsonSchemaOf(spec.type),
          `rollcall:${kind.directory.name}:${kind.token}${capital(name)}`,
          named,
          `${name} of a ${kind.noun}. ${spec.about}`,
        ),
        description: describe(kind, spec),
        ...(spec.secret === true && { secret: true as const }),
        ...(spec.change.kind === "replaces" && { willReplaceOnChanges: true as const }),
      },
    ]),
  );
}

function withoutReplacement(
  properties: Readonly<Record<string, PropertySpec>>,
): Readonly<Record<string, PropertySpec>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { willReplaceOnChanges: _never, ...spec }]) => [name, spec]),
  );
}

/** What the field is, its rule, what follows when it changes, and where all that is documented. */
function describe(kind: Kind, { about, limits, source, change, serviceDefault }: FieldSpec): string {
  const consequence =
    change.kind === "replaces"
      ? `A change deletes the ${thingOf(kind)} and creates it again (${change.because}); lost is ${change.loses}.`
      : change.kind === "write-only"
        ? `No read shows it${change.by === undefined ? `, and it cannot be changed${change.otherwise === undefined ? "" : `: ${change.otherwise}`}` : ""}.`
        : undefined;
  const isCleared = Array.isArray(serviceDefault) && serviceDefault.length === 0;
  const byItself =
    serviceDefault === undefined || isCleared
      ? undefined
      : `The service sets ${JSON.stringify(serviceDefault)} where it is left out.`;
  return [about, `The value ${limits}.`, byItself, consequence, `Source: ${source}.`]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** What a directory computes is a fact that holds or not; only a password that Rollcall made is a text, and secret. */
function toldAs(name: string): { readonly type: "boolean" } | { readonly type: "string"; readonly secret: true } {
  return name === INITIAL_PASSWORD ? { type: "string", secret: true } : { type: "boolean" };
}
