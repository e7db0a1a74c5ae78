import type { Bag } from "../../provider/model/values";
import { configError } from "../../provider/model/error";
import { withReferences } from "./references";
import { directories } from "../../provider/directories";
import {
  ACCOUNT_TYPES,
  type Host,
  isAccountType,
  kindOfType,
  providerText,
  readUrn,
  resourceType,
  setProviderText,
  writeUrn,
} from "../../provider/pulumi/names";
import {
  requireFinished,
  resourcesOf,
  siblingUrn,
  type StackExport,
  type StateResource,
  withResources,
} from "./stack-export";

/**
 * A stack's state with all its users and sets under another host: as dynamic resources, or as the plugin's. Accounts become
 * the host's own, and whatever refers to anybody is pointed at the new name. Encrypted values are carried over as they are, and
 * no cloud is asked. Pure.
 * @throws RollcallError ERR_CONFIG when nobody is there to convert, or when a run has left somebody unfinished
 */
export function toHost(state: StackExport, host: Host): StackExport {
  const resources = resourcesOf(state);
  const moving = resources.filter(({ type }) => isMoving(type, host));
  if (moving.length === 0)
    throw configError(
      `the state holds no users that are not ${host === "plugin" ? "the plugin's" : "dynamic resources"} already`,
      "Export the stack that manages them.",
    );
  moving.forEach(requireFinished);
  const used = new Set(moving.flatMap(({ provider }) => provider ?? []));
  const kept = new Set(resources.flatMap((one) => (moving.includes(one) ? [] : (one.provider ?? []))));
  const accounts = resources.filter((one) => isAccountType(one.type) && used.has(referenceTo(one)));
  const references = new Map(accounts.map((one) => [referenceTo(one), referenceTo(account(one, host))]));
  const converted = resources.flatMap((one): StateResource[] => {
    if (accounts.includes(one)) return [...(kept.has(referenceTo(one)) ? [one] : []), account(one, host)];
    const { provider } = one;
    const moved = moving.includes(one) ? person(one, host) : one;
    const reference = moving.includes(one) && provider !== undefined ? references.get(provider) : provider;
    return [{ ...renamed(moved, host), ...(reference !== undefined && { provider: reference }) }];
  });
  const seen = new Set<string>();
  const twice = converted
    .filter(({ delete: isLeaving }) => isLeaving !== true)
    .map(({ urn }) => urn)
    .find((urn) => seen.size === seen.add(urn).size);
  if (twice !== undefined)
    throw configError(`${twice} would exist twice`, "Rename one of the two in the program, and run pulumi up first.");
  return withResources(state, converted);
}

function isMoving(type: string, host: Host): boolean {
  const found = kindOfType(type, directories);
  return found !== undefined && found.host !== host;
}

/** How a resource's `provider` names an account. */
function referenceTo({ urn, id = "" }: StateResource): string {
  return `${urn}::${id}`;
}

/** The same settings under the names that the host's accounts give them. */
function account(resource: StateResource, host: Host): StateResource {
  const type = ACCOUNT_TYPES[host];
  if (resource.type === type) return resource;
  const settings = (values: Bag = {}): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => settingName(key, host).map((to) => [to, value])),
    );
  return {
    ...resource,
    type,
    urn: siblingUrn(resource, type, readUrn(resource.urn).name),
    inputs: settings(resource.inputs),
    outputs: settings(resource.outputs),
  };
}

/** The plugin's accounts hold Rollcall's settings alone, without the namespace. */
function settingName(key: string, host: Host): readonly string[] {
  if (host === "dynamic") return key === "version" ? [] : [`rollcall:${key}`];
  return key.startsWith("rollcall:") ? [key.slice("rollcall:".length)] : [];
}

/** A user or a set as the host keeps it: the dynamic one needs the text by which it finds its provider, in inputs and outputs. */
function person(resource: StateResource, host: Host): StateResource {
  const found = kindOfType(resource.type, directories);
  if (found === undefined) return resource;
  const text =
    host === "plugin" ? {} : { __provider: found.many ? setProviderText(found.kind) : providerText(found.kind) };
  const properties = ({ __provider: _former, ...values }: Bag = {}): Record<string, unknown> => ({
    ...values,
    ...text,
  });
  return {
    ...resource,
    type: typeUnder(resource.type, host),
    inputs: properties(resource.inputs),
    outputs: properties(resource.outputs),
  };
}

function typeUnder(type: string, host: Host): string {
  const found = kindOfType(type, directories);
  return found === undefined ? type : resourceType(found.kind, found.many, host);
}

/** Every name of a resource in a resource: a user's type also stands in the names of what is below the user. */
function renamed(resource: StateResource, host: Host): StateResource {
  const name = (urn: string): string => {
    const { types, ...place } = readUrn(urn);
    return writeUrn({ ...place, types: types.map((type) => typeUnder(type, host)) });
  };
  return withReferences({ ...resource, urn: name(resource.urn) }, name, (urns) => urns.map(name));
}
