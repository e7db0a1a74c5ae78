import { grouped } from "../../provider/model/kept";
import { configError, shortRow } from "../../provider/model/error";
import { randomUUID } from "node:crypto";
import { inherited } from "../../provider/lifecycle/many/members";
import { type Managed, managed, outputsOf } from "../../provider/lifecycle/many/state";
import { equalValues } from "../../provider/model/compare";
import { declaredOf, withoutUndefined } from "../../provider/lifecycle/outputs";
import { type Fields, type Json, only } from "../../provider/model/values";
import { memberNameProblem } from "../../provider/pulumi/member-text";
import { commonPlace } from "../../provider/pulumi/place";
import { resourceType, setProviderText } from "../../provider/pulumi/names";
import { LINKED, type Place, SECRETS, writeSet } from "../../provider/pulumi/set-form";
import { isMarked } from "../stack/state-format";
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

/** How users become sets. */
export interface ToSetOptions {
  /** The set's name in the program, for users of their own; those of a roster go to a set named after the roster. */
  readonly name?: string;
  /** Only users of this directory. */
  readonly directory?: string;
  /** The random part of a set's id. */
  readonly token?: () => string;
}

/**
 * A stack's state with its users as members of sets: one for the users of each directory, account and parent. Encrypted values
 * are carried over as they are, and no cloud is asked. Pure but for the ids.
 * @throws RollcallError ERR_CONFIG when there is nobody, when a set needs a name, or when two sets would get the same.
 */
export function toSet(state: StackExport, { name, directory, token = randomUUID }: ToSetOptions): StackExport {
  const users = convertible(resourcesOf(state), "users", directory);
  if (users.length === 0)
    throw configError(`the state holds no ${directory ?? "Rollcall"} users`, "Export the stack that manages them.");
  const retained = users.filter(({ resource }) => resource.retainOnDelete === true).map((user) => user.name);
  if (retained.length > 0)
    throw configError(
      `${shortRow(retained)}: the option retainOnDelete keeps the account of a user who leaves, and a member of a set has no such option`,
      'Declare onDelete: "retain" for these users instead, run pulumi up, then export again.',
    );
  const sets = new Map<string, { readonly set: StateResource; readonly first: StateResource }>();
  const successors = new Map<string, readonly string[]>();
  for (const group of grouped(users, (user) => [placeOf(user)]).values()) {
    const set = setOfUsers(group, name, token);
    if (sets.has(set.urn))
      throw configError(
        `${set.urn} would exist twice: these users have several accounts, or parents that one set cannot have`,
        "Put those of each account below a component of its own type, with aliases, run pulumi up, and export again.",
      );
    if (resourcesOf(state).some(({ urn }) => urn === set.urn))
      throw configError(
        `${set.urn} would exist twice`,
        "Choose another --name, or rename the set that is there in the program, with an alias, and run pulumi up first.",
      );
    sets.set(set.urn, { set, first: group[0].resource });
    for (const { resource } of group) successors.set(resource.urn, [set.urn]);
  }
  const starts = new Map([...sets.values()].map(({ set, first }) => [first, set]));
  const resources = resourcesOf(state).flatMap((resource) => {
    const set = starts.get(resource);
    if (set !== undefined) return [set];
    return successors.has(resource.urn) ? [] : [resource];
  });
  return withResources(state, relinked(resources, successors));
}

type Group = readonly [Convertible, ...Convertible[]];

/** What tells users apart who cannot be in one set. */
function placeOf({ kind, resource }: Convertible): string {
  return JSON.stringify([kind.directory.name, resource.parent ?? "", resource.provider ?? ""]);
}

function setOfUsers(group: Group, name: string | undefined, token: () => string): StateResource {
  const [first] = group;
  const { kind, host, resource, roster } = first;
  const setName = roster ?? name;
  if (setName === undefined)
    throw configError(
      "the state does not say what the set is called in the program",
      "Add --name and the name you give the UserSet there.",
    );
  const linked = new Set<string>();
  const placeOf = (member: string, field: string, value: Json): Place => {
    if (kind.fields[field]?.secret === true || isMarked(value)) return SECRETS;
    return linked.has(JSON.stringify([member, field])) ? LINKED : "text";
  };
  const written = (properties: Fields): Fields => (host === "dynamic" ? writeSet(properties, placeOf) : properties);
  const members = new Map<string, Managed>();
  const inputs: Record<string, Fields> = {};
  for (const user of group) {
    const declared = declaredOf(kind, user.resource.inputs ?? {});
    const member = roster === undefined ? user.name : String(declared[kind.naturalKey] ?? user.name);
    const problem = memberNameProblem(member);
    if (problem !== undefined)
      throw configError(`${member} ${problem}`, `Keep that user outside of the set: leave ${setName} as users.`);
    if (members.has(member))
      throw configError(
        `two users would be ${member} in ${setName}`,
        "Give them different resource names, run pulumi up, and export again.",
      );
    const given = inherited(kind, {}, member);
    const own = only(declared, (value, field) => !equalValues(given[field], value));
    const outputs = withoutUndefined(user.resource.outputs ?? {});
    inputs[member] = own;
    for (const [field, urns] of Object.entries(user.resource.propertyDependencies ?? {}))
      if (host === "dynamic" && (urns ?? []).length > 0) linked.add(JSON.stringify([member, field]));
    members.set(
      member,
      managed(
        kind,
        { name: member, own, fields: declared },
        { ref: { id: user.resource.id ?? "", key: member }, outputs },
      ),
    );
  }
  const dependencies = [...new Set(group.flatMap((user) => user.resource.dependencies ?? []))];
  const type = resourceType(kind, true, host);
  const text = host === "dynamic" ? { __provider: setProviderText(kind) } : {};
  return {
    urn: siblingUrn(resource, type, setName),
    custom: true,
    id: `${kind.directory.name}-users-${token()}`,
    type,
    inputs: { ...text, ...written({ users: inputs }) },
    outputs: {
      ...text,
      ...written(outputsOf(kind, { shared: {}, members, leaving: [] })),
      ...commonPlace(group.map((user) => user.resource.outputs ?? {})),
    },
    ...(resource.parent !== undefined && { parent: resource.parent }),
    ...(resource.provider !== undefined && { provider: resource.provider }),
    ...(group.some((user) => user.resource.protect === true) && { protect: true }),
    ...(dependencies.length > 0 && {
      dependencies,
      propertyDependencies: { [linked.size > 0 ? LINKED : "users"]: dependencies },
    }),
  };
}
