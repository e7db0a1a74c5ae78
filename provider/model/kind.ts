import type { Account, VendorSetting } from "./account";
import type { ErrorRow } from "./category";
import type { CloudName } from "./credentials";
import type { FieldTable } from "./field";
import { GENERATE, INITIAL_PASSWORD, passwordField } from "./initial-password";
import { kept } from "./kept";
import type { KindCalls } from "./kind-calls";
import type { ChangeRule, Rule } from "./rule";
import type { Classify, Service } from "./service";
import { type Bag, type Fields, found, type Json, only } from "./values";

/** What a directory keeps: users first of all, and on some of them groups and units. The name is part of resource types. */
export type KindName = "User" | "Group" | "Organization" | "OrganizationalUnit";

/** What a kind declares; its directory adds itself and what most kinds have alike, see {@link Kind}. `F` types its table. */
export interface KindSpec<F extends FieldTable = FieldTable> {
  readonly token: KindName;
  /** One of it, for texts: `user`. */
  readonly noun: string;
  readonly fields: F;
  /** The field that finds one without an id. */
  readonly naturalKey: string;
  /** The output that repeats the resource id: `endUserId` or `userId`. */
  readonly idOutput: string;
  /** Further outputs by name, with what each tells; observations carry them as `computed`. */
  readonly computed?: Readonly<Record<string, string>>;
  /** Fields whose change means another parent, so that old and new do not collide in name. Default: none. */
  readonly parentFields?: readonly string[];
  /** The service lets several have one name, or tells no id for what it makes: every creation looks for the name first. */
  readonly looksFirst?: true;
  /** Looks by name share calls, so that looking for many costs little. */
  readonly findsTogether?: true;
  /** Of a group: the declaration that lets the service or another directory decide who is in it. */
  readonly automatic?: Fields;
  /** Default: none beside those of its fields. */
  readonly rules?: readonly Rule[];
  readonly changeRules?: readonly ChangeRule[];
  /**
   * What `onDelete: "disable"` declares, or why this kind cannot. `isDue`: by what is declared, the service has shut the
   * account by itself before `now` (milliseconds since the epoch). Default: that this kind cannot be disabled.
   */
  readonly disable?:
    { readonly set: Fields; isDue?(declared: Fields, now: number): boolean } | { readonly cannot: string };
  connect(account: Account, service: Service): KindCalls;
}

/** What tells kinds apart, also where two copies of this package meet in one process: `eds:User`. */
export function kindId({ token, directory }: Pick<Kind, "token" | "directory">): string {
  return `${directory.name}:${token}`;
}

type Alike = "parentFields" | "rules" | "changeRules" | "disable";

/** One kind of object of one directory: data and a few calls. The lifecycle, sets, batching, guard and review work for any. */
export interface Kind<F extends FieldTable = FieldTable>
  extends Omit<KindSpec<F>, Alike>, Required<Pick<KindSpec<F>, Alike>> {
  readonly directory: Directory;
  /** Of a session: the parents of whoever names none, by the settings of the account. */
  readonly parentDefaults?: Fields;
}

/** A directory: one cloud's service, and the kinds of objects it keeps. Every one keeps users. */
export interface Directory extends DirectoryFacts {
  readonly kinds: { readonly User: Kind } & { readonly [N in KindName]?: Kind };
}

/** What there is of one on the cloud, for texts. */
export function thingOf({ token, noun }: Pick<Kind, "token" | "noun">): string {
  return token === "User" ? "account" : noun;
}

/** Kinds under accounts, by the parents that these give; what follows from a kind is kept by the kind. */
const placedKinds = new WeakMap<Kind, Map<string, Kind>>();

/** A kind under an account: to name its instance or project, and not to, is the same. */
export function underAccount(kind: Kind, { own }: Pick<Account, "own">): Kind {
  const parentDefaults = parentsOf(kind, own);
  const known = kept(placedKinds, kind, () => new Map<string, Kind>());
  return kept(known, JSON.stringify(parentDefaults), () => ({ ...kind, parentDefaults }));
}

/** Which parent a declaration means; nothing where neither it nor an account names one. */
export function parentOf({ parentDefaults = {} }: Kind, fields: Fields, field: string): Json {
  return fields[field] ?? parentDefaults[field] ?? null;
}

/** The instance or project that a declaration names in plain text. */
export function parentsOf({ parentFields }: Kind, fields: Bag): Fields {
  return only(
    found(parentFields, (field) => fields[field]),
    (value) => typeof value === "string",
  );
}

/** What a directory can do for a declared capability, and why not where it cannot: rows of the capability matrix. */
export type Capability =
  "batch-create" | "batch-delete" | "disable" | "rename" | "change-password" | "groups" | "units" | "read-all-fields";

/** What holds for a directory as a whole, for all of its kinds. */
export interface DirectoryFacts {
  /** Part of resource types and settings: lower-case letters. */
  readonly name: string;
  /** For people: `Alibaba Cloud EDS`. */
  readonly title: string;
  readonly capabilities: Readonly<Record<Capability, true | string>>;
  /** The exact permissions a run needs, with what each is for. `isInferred`: no page of the vendor names it; it is formed as those of its neighbours are. */
  readonly permissions: readonly { readonly action: string; readonly why: string; readonly isInferred?: true }[];
  /** The service's public endpoint in a region, and the region when none is configured. */
  endpoint(region: string): string;
  readonly defaultRegion: string;
  /** Whose keys open it. */
  readonly cloud: CloudName;
  /** Settings that it has beside those of all directories, by key. */
  readonly settings?: Readonly<Record<string, VendorSetting>>;
  /** Vendor codes by what they mean; also a table of the docs. */
  readonly errors: readonly ErrorRow[];
  readonly classify: Classify;
}

/** A directory whose type says which kinds it keeps, and with which fields. */
export interface DirectoryOf<S extends Specs> extends DirectoryFacts {
  readonly kinds: { readonly [N in keyof S]: S[N] extends KindSpec<infer F> ? Kind<F> : never };
}

type Specs = { readonly User: KindSpec } & { readonly [N in KindName]?: KindSpec };

/** A directory of these facts that keeps these kinds; each of them then knows its directory. */
export function defineDirectory<S extends Specs>(facts: DirectoryFacts, specs: S): DirectoryOf<S> {
  const directory = { ...facts };
  const kinds = Object.entries<KindSpec>(specs).map(([name, spec]) => {
    const disable = { cannot: `a ${spec.noun} cannot be disabled` };
    const alike = { parentFields: [], rules: [], changeRules: [], disable };
    return [name, { ...alike, ...spec, directory, ...initialPassword(spec) }];
  });
  return Object.assign(directory, { kinds: Object.fromEntries(kinds) });
}

/** Where there are passwords, one that Rollcall made is an output. */
function initialPassword(spec: KindSpec): Pick<KindSpec, "computed"> {
  if (passwordField(spec) === undefined) return {};
  return {
    computed: {
      ...spec.computed,
      [INITIAL_PASSWORD]: `The password that Rollcall made for \`${GENERATE}\`; a secret.`,
    },
  };
}

/** All kinds of a directory, users first. */
export function kindsOf({ kinds }: Directory): readonly Kind[] {
  return Object.values<Kind | undefined>(kinds).flatMap((kind) => kind ?? []);
}
