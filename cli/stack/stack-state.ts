import type { Kind } from "../../provider/model/kind";
import { z } from "zod";
import { directories } from "../../provider/directories";
import { configError } from "../../provider/model/error";
import { HAS_MOVED } from "../../provider/pulumi/moved-account";
import { ACCOUNT_TYPES, isAccountType, kindOfType, readUrn, ROSTER_TYPE } from "../../provider/pulumi/names";
import { formerGroups } from "../../provider/lifecycle/memberships";
import { memoryOf, type ToldName, toldNames } from "../../sdk/lib/names/memory";
import { declaredOf } from "../../provider/lifecycle/outputs";
import { readSet } from "../../provider/pulumi/set-form";
import { type Managed, stateOf } from "../../provider/lifecycle/many/state";
import { INITIAL_PASSWORD } from "../../provider/model/initial-password";
import { type Bag, type Fields, isBag, parsedJson, text } from "../../provider/model/values";
import { openValues, requireVersion, resourceFields, unwrap } from "./state-format";

const resource = z.looseObject({ ...resourceFields, provider: z.string().optional(), delete: z.boolean().optional() });

const operation = z.looseObject({ type: z.string(), resource });

const exported = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(operation).nullish(),
  }),
});

type Resource = z.infer<typeof resource>;

/** The account that users were managed with, as the state keeps it. */
export interface StateAccount {
  /** Name of its resource; `default…` for the stack's own configuration. */
  readonly name: string;
  readonly isDefault: boolean;
  /** Settings by full key, e.g. `rollcall:target`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Keys of settings that are encrypted here. */
  readonly encrypted: readonly string[];
}

/** What a stack manages: a person, and in the same form a group or unit. */
export interface ManagedObject {
  readonly kind: Kind;
  readonly account: StateAccount;
  /** Resource, and the name in its set: `staff` or `staff[alice]`. */
  readonly place: string;
  readonly id: string;
  readonly key: string;
  readonly declared: Fields;
  /** Declared fields whose values are encrypted here, passwords apart. */
  readonly encrypted: readonly string[];
  /** Fields that the program marks as secret, known here or not: no text shows them. */
  readonly secret: ReadonlySet<string>;
  /** Groups that the program has put the person into, whether it declares them still or not. */
  readonly former: readonly string[];
  /** The password that Rollcall made for the person, where it is known here. */
  readonly initialPassword: string | undefined;
  /** An account on its way out: known, but not compared. */
  readonly leaving: boolean;
}

/** What a stack's state says of people, and of the groups and units that it manages. */
export interface StackState {
  /** `organization/project/stack`, or what of it the state tells. */
  readonly stack: string;
  readonly people: readonly ManagedObject[];
  readonly groups: readonly ManagedObject[];
  /** What rosters remember of the names that they write. */
  readonly names: readonly ToldName[];
  /** Sets whose members are encrypted as a whole, by name. */
  readonly opaqueSets: readonly string[];
  /** Users that a killed run was about to make or change. */
  readonly pending: readonly { readonly kind: Kind; readonly key: string }[];
}

const HOW_TO = "Write one with: pulumi stack export --file state.json";

/**
 * Reads people from the text of `pulumi stack export`.
 * @throws RollcallError ERR_CONFIG when the text is none: cut off, another tool's, another file of Pulumi's.
 */
export function readStackState(json: string): StackState {
  const parsed = exported.safeParse(parse(json));
  if (!parsed.success)
    throw configError("this is JSON, but not a state exported by Pulumi: it has no deployment", HOW_TO);
  const resources = parsed.data.deployment.resources ?? [];
  const managed = resources.filter(({ external }) => external !== true);
  const accounts = new Map(
    resources
      .filter(({ type }) => isAccountType(type))
      .map((provider) => [`${provider.urn}::${provider.id ?? ""}`, accountOf(provider)]),
  );
  const { stack, project } = readUrn(resources[0]?.urn ?? "");
  const objects = managed.flatMap((found) => objectsOf(found, accounts));
  return {
    stack: [project, stack].filter((part) => part !== "").join("/"),
    people: objects.filter(({ kind }) => kind.token === "User"),
    groups: objects.filter(({ kind }) => kind.token !== "User"),
    names: managed
      .filter(({ type }) => type === ROSTER_TYPE)
      .flatMap(({ outputs }) => toldNames(memoryOf(outputs?.["references"]))),
    opaqueSets: managed
      .filter(
        ({ type, outputs }) =>
          kindOfType(type, directories)?.many === true && unwrap(outputs?.["users"]) === "encrypted",
      )
      .map(({ urn }) => readUrn(urn).name),
    pending: (parsed.data.deployment.pending_operations ?? [])
      .flatMap(({ resource: { outputs: _unset, ...found } }) => objectsOf(found, accounts))
      .filter(({ kind }) => kind.token === "User")
      .map(({ kind, key }) => ({ kind, key })),
  };
}

function parse(text: string): unknown {
  const value = parsedJson(text.replace(/^\ufeff/, ""));
  if (value === undefined)
    throw configError(
      text.trim() === "" ? "the state file is empty" : "the state is not valid JSON: it is cut off or damaged",
      HOW_TO,
    );
  if (typeof value === "object" && value !== null) {
    if ("terraform_version" in value || "lineage" in value) throw configError("this is a Terraform state", HOW_TO);
    if ("steps" in value || "changeSummary" in value)
      throw configError("this is the output of pulumi preview --json, not a state", HOW_TO);
    if ("checkpoint" in value) throw configError("this is a checkpoint of a backend, not an exported state", HOW_TO);
    requireVersion(value);
  }
  return value;
}

function accountOf(provider: Resource): StateAccount {
  const { known, encrypted } = openValues(provider.inputs ?? {});
  const { name, types } = readUrn(provider.urn);
  // The plugin's accounts hold Rollcall's settings alone, and so without the namespace.
  const full = (key: string): string =>
    types.at(-1) === ACCOUNT_TYPES.plugin && key !== "version" ? `rollcall:${key}` : key;
  const settings = Object.entries(known).flatMap(([key, value]) =>
    isSetting(full(key)) && typeof value === "string" ? [[full(key), value] as const] : [],
  );
  return {
    name,
    isDefault: /^default(_[\d_]+)?$/.test(name),
    settings: new Map(settings),
    encrypted: encrypted.map(full).filter((key) => key.startsWith("rollcall:")),
  };
}

/** Whether a program may have set it: an account that has moved keeps a mark beside its settings. */
function isSetting(key: string): boolean {
  return key.startsWith("rollcall:") && key !== `rollcall:${HAS_MOVED}`;
}

/** A state without its provider resource (written by hand, say) leaves everything to configuration and environment. */
const UNNAMED: StateAccount = { name: "default", isDefault: true, settings: new Map(), encrypted: [] };

function objectsOf(found: Resource, accounts: ReadonlyMap<string, StateAccount>): readonly ManagedObject[] {
  const type = kindOfType(found.type, directories);
  if (type === undefined) return [];
  const { kind, many } = type;
  const account = accounts.get(found.provider ?? "") ?? UNNAMED;
  const properties = Object.keys(found.outputs ?? {}).length > 0 ? (found.outputs ?? {}) : (found.inputs ?? {});
  const object = (place: string, id: string, values: Bag, leaving: boolean, isHidden = false): ManagedObject => {
    const { known, encrypted, secret } = openValues(values);
    const declared = declaredOf(kind, known);
    const compared = encrypted.filter(
      (field) => kind.fields[field] !== undefined && kind.fields[field]?.secret !== true,
    );
    return {
      kind,
      account,
      place,
      id,
      key: String(declared[kind.naturalKey] ?? id),
      declared,
      encrypted: compared,
      former: formerGroups(kind, known),
      initialPassword: text(known[INITIAL_PASSWORD]),
      secret: new Set(isHidden ? Object.keys(kind.fields).filter((field) => Object.hasOwn(declared, field)) : secret),
      leaving,
    };
  };
  const resourceName = readUrn(found.urn).name;
  if (!many) return [object(resourceName, found.id ?? "", properties, found.delete === true)];
  const users = unwrap(properties["users"]);
  if (users === "encrypted") return [];
  // Of one that is being imported nothing is known yet.
  if (!isBag(users.known) && Object.keys(properties).length > 0)
    throw configError(
      `the state is damaged: the set ${JSON.stringify(resourceName)} (${kind.directory.name}) holds nobody, not even an empty list`,
      "Export it again, or look at what pulumi stack export shows of that resource.",
    );
  // Members that are secret as a whole are secret in everything, their names too.
  const isHidden = users.known !== properties["users"];
  const { members, leaving } = stateOf(
    kind,
    readSet({ ...properties, users: users.known }, `${kind.directory.name}:UserSet ${JSON.stringify(resourceName)}`),
  );
  const member = (one: Managed, gone: boolean): ManagedObject =>
    object(`${resourceName}[${isHidden ? "…" : one.name}]`, one.id, { ...one.computed, ...one.fields }, gone, isHidden);
  return [
    ...[...members.values()].map((one) => member(one, found.delete === true)),
    ...leaving.map((one) => member(one, true)),
  ];
}
