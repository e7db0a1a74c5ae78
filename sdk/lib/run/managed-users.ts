import * as pulumi from "@pulumi/pulumi";
import { RollcallError } from "../../../provider/model/error";
import { readSet } from "../../../provider/pulumi/set-form";
import { composed } from "../../../provider/model/compare";
import { type Directory, type Kind, kindId } from "../../../provider/model/kind";
import { declaredOf } from "../../../provider/lifecycle/outputs";
import {
  ACCOUNT_TYPES,
  isAccountType,
  ROSTER_TYPE,
  kindOfType,
  parentTypesOf,
  readUrn,
} from "../../../provider/pulumi/names";
import { PLACE } from "../../../provider/pulumi/place";
import { type Bag, type Fields, record } from "../../../provider/model/values";
import { stackResources } from "./stack-resources";

/** A user as the stack last managed it. */
export interface ManagedUser {
  readonly kind: Kind;
  /** Name of its resource in the stack. */
  readonly resource: string;
  readonly urn?: string;
  /** The types of the resources around it, as its URN has them; absent when unknown. */
  readonly parents?: string;
  /** Its name among the members of a set; absent for a resource of its own. */
  readonly member?: string;
  /** Natural key. */
  readonly key: string;
  /** The directory's id, as far as state tells it. */
  readonly id?: string;
  /** Name of its account in the stack, where the engine has been asked for it. */
  readonly account?: string;
  /** The program marked the key as secret, as far as the engine has been asked. */
  readonly hidden?: true;
  /** State tells the place of its account, so that the provider notices another one. */
  readonly isPlaced?: true;
  readonly declared: Fields;
}

/** What a stack last managed. */
export interface LastState {
  readonly users: readonly ManagedUser[];
  /** Names of the accounts under which dynamic resources, users among them, were managed; `default` for the stack's own. */
  readonly accounts: readonly string[];
  /** What the accounts were set to, by name, with `rollcall:` in front of each setting. */
  readonly settings: ReadonlyMap<string, Bag>;
  /** What rosters kept, by their names. */
  readonly rosterOutputs: ReadonlyMap<string, Bag>;
  /** Whom the plugin's rosters declared as users of their own, as their outputs name them; by URN of the roster. */
  readonly rosters: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The users that the stack's last state holds. The engine reads the state it is about to change, so this works in previews
 * and updates alike, with every backend; a stack without a state has none.
 * @throws RollcallError ERR_STATE when a set in it is damaged; another error when the engine cannot tell.
 */
export async function readLastState(directories: Readonly<Record<string, Directory>>): Promise<LastState> {
  for (const wait of REREAD_WAITS_MS) {
    try {
      return await readOnce(stackName(), directories);
    } catch (error) {
      if (error instanceof RollcallError) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return readOnce(stackName(), directories);
}

/** The stack that runs, as the engine's commands take it. */
export function stackName(): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
}

/** A file backend rewrites its checkpoint in place, so that a read in the middle of a write finds half a file. */
const REREAD_WAITS_MS = [50, 100, 200, 400, 800];

async function readOnce(stack: string, directories: Readonly<Record<string, Directory>>): Promise<LastState> {
  const resources = await stackResources(stack, (urn) => isOurs(readUrn(urn).types.at(-1) ?? "", directories));
  const others = resourcesIn(resources);
  const accounts = others.filter(({ type }) => type === ACCOUNT_TYPES.dynamic);
  const rosters = others.filter(({ type }) => type === ROSTER_TYPE);
  return {
    users: managedUsers(resources, directories),
    accounts: accountsIn(Object.keys(resources)),
    settings: new Map(accounts.map(({ urn, outputs }) => [accountName(urn), outputs])),
    rosters: new Map(rosters.map(({ urn, outputs }) => [urn, new Set(Object.keys(record(outputs["ids"])))])),
    rosterOutputs: new Map(rosters.map(({ name, outputs }) => [name, outputs])),
  };
}

function isOurs(type: string, directories: Readonly<Record<string, Directory>>): boolean {
  return type === ROSTER_TYPE || isAccountType(type) || kindOfType(type, directories) !== undefined;
}

/** What the engine answers of each resource. */
function resourcesIn(answer: Bag) {
  return Object.entries(answer).map(([urn, resource]) => {
    const { types, name } = readUrn(urn);
    return { urn, type: types.at(-1) ?? "", name, outputs: record(record(resource)["outputs"]) };
  });
}

/** The accounts among a stack's resources. Which of several a user had is not told. */
export function accountsIn(urns: readonly string[]): readonly string[] {
  return [...new Set(urns.filter((urn) => isAccountType(readUrn(urn).types.at(-1) ?? "")).map(accountName))];
}

/** The name of an account; the engine adds the version of the SDK to that of the stack's own. */
export function accountName(urn: string): string {
  const { name } = readUrn(urn);
  return /^default(_[\d_]+)?$/.test(name) ? "default" : name;
}

/** The users among a stack's resources: `{ type, outputs }` of each by URN, as the engine answers. */
export function managedUsers(resources: Bag, directories: Readonly<Record<string, Directory>>): readonly ManagedUser[] {
  return resourcesIn(resources).flatMap(({ urn, type, name, outputs }) => {
    const found = kindOfType(type, directories);
    if (found === undefined) return [];
    const { kind, many } = found;
    if (!many) return [managed(kind, name, urn, outputs)];
    const { users, ...shared } = readSet(outputs, `${kind.directory.name}:UserSet ${JSON.stringify(name)}`);
    const ids = record(shared["ids"]);
    return Object.entries(record(users)).map(([member, fields]) => {
      const id = ids[member] === undefined ? {} : { [kind.idOutput]: ids[member] };
      return managed(kind, name, urn, { [kind.naturalKey]: member, ...shared, ...record(fields), ...id }, member);
    });
  });
}

function managed(kind: Kind, resource: string, urn: string, outputs: Bag, member?: string): ManagedUser {
  const declared = declaredOf(kind, outputs);
  const id = outputs[kind.idOutput];
  return {
    kind,
    resource,
    urn,
    parents: parentTypesOf(urn),
    key: String(declared[kind.naturalKey] ?? resource),
    declared,
    ...(typeof id === "string" && { id }),
    ...(outputs[PLACE] !== undefined && { isPlaced: true }),
    ...(member !== undefined && { member }),
  };
}

/**
 * Whether somebody whom the program declares has no account yet, as far as the stack knows: neither its resource nor its
 * natural key was managed before.
 */
export function newcomerTest(
  managed: readonly ManagedUser[],
): (kind: Kind, resources: readonly string[], member: string | undefined, fields: Fields) => boolean {
  const places = new Set(
    managed.map(({ kind, resource, member }) => JSON.stringify(composed([kindId(kind), resource, member ?? null]))),
  );
  const keys = new Set(managed.map(({ kind, key }) => JSON.stringify([kindId(kind), key.normalize("NFC")])));
  return (kind, resources, member, fields) =>
    !keys.has(JSON.stringify([kindId(kind), composed(fields[kind.naturalKey] ?? null)])) &&
    !resources.some((resource) => places.has(JSON.stringify(composed([kindId(kind), resource, member ?? null]))));
}
