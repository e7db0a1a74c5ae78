import { configError } from "../../provider/model/error";
import { INITIAL_PASSWORD } from "../../provider/model/initial-password";
import { toOutputs } from "../../provider/lifecycle/outputs";
import { setOf } from "../../provider/lifecycle/many/members";
import { stateOf } from "../../provider/lifecycle/many/state";
import { refOf } from "../../provider/lifecycle/read";
import { commonPlace } from "../../provider/pulumi/place";
import { providerText, resourceType } from "../../provider/pulumi/names";
import { readSet, requireIds } from "../../provider/pulumi/set-form";
import { unwrap } from "../stack/state-format";
import {
  type Convertible,
  convertible,
  resourcesOf,
  siblingUrn,
  type StackExport,
  type StateResource,
  withResources,
} from "./stack-export";
import { relinked } from "./references";

/** How sets become users. */
export interface ToUsersOptions {
  /** Goes before each member's name to make the resource's, as a roster's `namePrefix`. */
  readonly prefix?: string;
  /** Only sets of this directory. */
  readonly directory?: string;
}

/**
 * A stack's state with every member of its sets as a user of its own, named like the member. Encrypted values are carried over
 * as they are, and no cloud is asked. Pure.
 * @throws RollcallError ERR_CONFIG when there is no set, or when a name is taken.
 */
export function toUsers(state: StackExport, { prefix = "", directory }: ToUsersOptions): StackExport {
  const sets = convertible(resourcesOf(state), "sets", directory);
  if (sets.length === 0)
    throw configError(
      `the state holds no set of ${directory ?? "Rollcall"} users`,
      "Export the stack that manages it.",
    );
  const taken = new Set(resourcesOf(state).map(({ urn }) => urn));
  const users = new Map(sets.map((set) => [set.resource, usersOf(set, prefix)]));
  for (const { urn } of [...users.values()].flat()) {
    if (taken.has(urn))
      throw configError(
        `${urn} would exist twice`,
        "Choose another --prefix, or rename the member or the user in the program first.",
      );
    taken.add(urn);
  }
  const successors = new Map([...users].map(([set, members]) => [set.urn, members.map(({ urn }) => urn)]));
  return withResources(
    state,
    relinked(
      resourcesOf(state).flatMap((resource) => users.get(resource) ?? [resource]),
      successors,
    ),
  );
}

function usersOf(set: Convertible, prefix: string): readonly StateResource[] {
  const { resource, kind, host } = set;
  const { inputs = {}, outputs = {}, parent, provider, protect, retainOnDelete } = resource;
  const dependencies = resource.dependencies ?? [];
  if (unwrap(inputs["users"]) === "encrypted" || unwrap(outputs["users"]) === "encrypted") {
    throw configError(
      `the users of ${resource.urn} are encrypted as a whole`,
      "Mark only their passwords as secrets in the program, run pulumi up, and export again.",
    );
  }
  const state = readSet(outputs, resource.urn);
  requireIds(kind, state, resource.urn);
  const { members, leaving } = stateOf(kind, state);
  if (leaving.length > 0)
    throw configError(
      `${resource.urn} holds accounts that a run could not end`,
      "Run pulumi up until it succeeds, then export again.",
    );
  const declared = setOf(kind, readSet(inputs, resource.urn)).members;
  const text = host === "dynamic" ? { __provider: providerText(kind) } : {};
  const type = resourceType(kind, false, host);
  return [...members.values()].map((member) => {
    const fields = declared.get(member.name)?.fields ?? member.fields;
    const secrets = Object.keys(fields).filter((field) => kind.fields[field]?.secret === true);
    return {
      urn: siblingUrn(resource, type, `${prefix}${member.name}`),
      custom: true,
      id: member.id,
      type,
      inputs: { ...text, ...fields },
      outputs: {
        ...text,
        ...toOutputs(
          kind,
          refOf({ kind }, member.id, member.fields),
          member.fields,
          { ...computedDefaults(set), ...member.computed },
          member.adopted,
        ),
        ...commonPlace([outputs]),
      },
      ...(parent !== undefined && { parent }),
      ...(provider !== undefined && { provider }),
      ...(protect === true && { protect }),
      ...(retainOnDelete === true && { retainOnDelete }),
      ...(dependencies.length > 0 && {
        dependencies,
        propertyDependencies: Object.fromEntries(Object.keys(fields).map((field) => [field, dependencies])),
      }),
      ...(secrets.length > 0 && { additionalSecretOutputs: secrets }),
    };
  });
}

/** Sets keep only what there is to tell: a fact that is missing is false. */
function computedDefaults({ kind }: Convertible): Readonly<Record<string, false>> {
  return Object.fromEntries(
    Object.keys(kind.computed ?? {}).flatMap((output) =>
      output === INITIAL_PASSWORD ? [] : [[output, false] as const],
    ),
  );
}
