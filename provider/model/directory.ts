import type { ErrorRow } from "./error-table";
import type { FieldTable } from "./field";
import type { Classify, Service } from "./service";
import type { Fields, Observed, UserRef } from "./values";

/** Keys of one cloud, resolved; exactly one form is present. */
export type Credentials =
  | {
      readonly kind: "keys";
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string;
    }
  | { readonly kind: "token"; readonly token: string };

/** Where and as whom one directory is called: the resolved configuration, nothing optional left open. */
export interface Account {
  readonly directory: DirectoryName;
  /** Full URL without a trailing slash; http only on loopback. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** EIAM's instance, when configured; a user's own `instanceId` wins. */
  readonly instanceId?: string;
  /** Workspace's project. */
  readonly projectId?: string;
  /** 20 holds EDS calls to the batch sizes of its older pages; absent: the current ones. */
  readonly edsBatchSize?: 20;
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** Names of directories; the registry declares them, so that the ground floor need not know it. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface DirectoryNames {}

/** The names in the registry. */
export type DirectoryName = keyof DirectoryNames;

/** The environment variables in which a cloud's own tools look for keys. */
export interface CloudVariables {
  readonly id: string;
  readonly secret: string;
  readonly session: string;
  /** Of a token that stands for the keys. */
  readonly token?: string;
}

/** A refusal before any call: which field, by which documented rule, and the way out. */
export interface Violation {
  readonly field: string;
  readonly rule: string;
  readonly remedy: string;
  readonly source: string;
}

/** A documented rule over several fields. It is skipped while one of `fields` is unknown or already refused. */
export interface Rule {
  readonly fields: readonly string[];
  /** Holds for creations alone, as for an initial password that may leave the program once the user exists. */
  readonly onlyNew?: true;
  check(user: Fields): Violation | undefined;
}

/** A documented rule on the way from the last applied declaration to the new one, e.g. a password no action can change. */
export interface ChangeRule {
  readonly fields: readonly string[];
  check(before: Fields, after: Fields): Violation | undefined;
}

/** A difference to bring to the cloud. */
export interface Change {
  readonly ref: UserRef;
  /** Everything declared, options included. */
  readonly desired: Fields;
  /** What the cloud reported just before; `undefined` right after a creation. */
  readonly observed: Observed | undefined;
  /** The declared fields to send: those that differ from the cloud or from the last declaration. */
  readonly changed: ReadonlySet<string>;
}

/** One way of changing a living account, for the fields it covers. Applying it twice is harmless. */
export interface Step {
  readonly fields: readonly string[];
  /** Its calls take many users, so that people who are changed together wait for each other before it. */
  readonly gathers?: true;
  apply(change: Change): Promise<void>;
}

/** What a directory can do for a declared capability, and why not where it cannot: rows of the capability matrix. */
export type Capability =
  "batch-create" | "batch-delete" | "disable" | "rename" | "change-password" | "groups" | "read-all-fields";

/** A user just created, with what the service already shows of it, for directories that look anyway. */
export interface CreatedUser extends UserRef {
  readonly observed?: Observed;
}

/** The calls of one account. Each takes one user and may travel in a batch with others; each user has its own outcome. */
export interface DirectoryCalls {
  /**
   * Creates a user and returns its reference.
   * Sent once: after an ambiguous failure the lifecycle looks before it repeats.
   * @throws RollcallError with category `already-exists`, `invalid`, … for this user alone.
   */
  create(user: Fields, attempt: CreateAttempt): Promise<CreatedUser>;
  /** Looks a user up by natural key, always freshly and exactly; `undefined` when there is none. */
  find(key: string, user: Fields): Promise<Observed | undefined>;
  /** When a user was made, in milliseconds since the epoch, where look-ups do not tell and another call does. */
  createdAt?(ref: UserRef): Promise<number | undefined>;
  /** Reads a user by id; may be answered from a listing shared within the run. `declared`: the fields that matter. */
  read(ref: UserRef, declared: ReadonlySet<string>, hint: ReadHint): Promise<Observed | undefined>;
  /** Drops what a shared listing remembers of a user that is about to change. */
  forget(ref: UserRef): void;
  /** Deletes a user; a user already gone is a success. */
  remove(ref: UserRef, user: Fields): Promise<void>;
  /** Ways to change a living account, in the order in which they must run. */
  readonly steps: readonly Step[];
  /** Learns what the program declares of somebody, so that reads of others know which groups it names. */
  note?(user: Fields): void;
  /** What a declaration lacks under this account, because the configuration does not say it either. Pure. */
  missing?(user: Fields): Violation | undefined;
  /** Every user of the directory, for import, drift reports and other spellings of a name. `user`: whose parents to list, such as EIAM's instance. */
  list(user?: Fields): AsyncIterable<Observed>;
}

/** How a read comes about. */
export interface ReadHint {
  /** One of many, as in a refresh: listing pays. */
  readonly sweep: boolean;
  /** What the program or the state says of the user, for parents such as EIAM's `instanceId`. */
  readonly user: Fields;
  /** Groups that state says the program added the user to before. */
  readonly former?: readonly string[];
}

/** Identifies one creation across its repeats within a run, for services with an idempotency token. */
export interface CreateAttempt {
  readonly token: string;
}

/** A directory: data and a few calls. The lifecycle, batching, retries and errors are written once, elsewhere. */
export interface Directory {
  readonly name: DirectoryName;
  /** For people: `Alibaba Cloud EDS`. */
  readonly title: string;
  readonly fields: FieldTable;
  /** The field that finds a user without an id. */
  readonly naturalKey: string;
  /** The output that repeats the resource id: `endUserId` or `userId`. */
  readonly idOutput: string;
  /** Further outputs by name, with what each tells; observations carry them as `computed`. */
  readonly computed?: Readonly<Record<string, string>>;
  /** Fields whose change means another parent, so that old and new user do not collide in name. */
  readonly parentFields: readonly string[];
  readonly rules: readonly Rule[];
  readonly changeRules: readonly ChangeRule[];
  /**
   * What `onDelete: "disable"` declares on the account, or why this directory cannot. `isDue`: by what is declared, the
   * service has shut the account by itself before `now` (milliseconds since the epoch).
   */
  readonly disable:
    { readonly set: Fields; isDue?(declared: Fields, now: number): boolean } | { readonly cannot: string };
  readonly capabilities: Readonly<Record<Capability, true | string>>;
  /** The exact permissions a run needs, with what each is for. */
  readonly permissions: readonly { readonly action: string; readonly why: string }[];
  /** The service's public endpoint in a region, and the region when none is configured. */
  endpoint(region: string): string;
  readonly defaultRegion: string;
  readonly variables: CloudVariables;
  /** Vendor codes by what they mean; also a table of the docs. */
  readonly errors: readonly ErrorRow[];
  readonly classify: Classify;
  connect(account: Account, service: Service): DirectoryCalls;
}
