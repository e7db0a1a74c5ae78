import type { Account } from "./account";
import type { DirectoryFacts } from "./directory-facts";
import type { FieldTable } from "./field";
import type { KindCalls } from "./kind-calls";
import type { ChangeRule, Rule } from "./rule";
import type { Service } from "./service";
import type { Fields } from "./values";

/** What a directory keeps: users first of all, and on some of them groups and units. The name is part of resource types. */
export type KindName = "User" | "Group" | "Organization" | "OrganizationalUnit";

/** What a kind declares of itself; its directory adds itself, see {@link Kind}. `F` types its table. */
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
  /** Fields whose change means another parent, so that old and new do not collide in name. */
  readonly parentFields: readonly string[];
  /** The service lets several have one name, or tells no id for what it makes: every creation looks for the name first. */
  readonly looksFirst?: true;
  /** Looks by name share calls, so that looking for many costs little. */
  readonly findsTogether?: true;
  /** Of a group, the declaration by which the service or another directory decides who is in it. */
  readonly automatic?: Fields;
  readonly rules: readonly Rule[];
  readonly changeRules: readonly ChangeRule[];
  /**
   * What `onDelete: "disable"` declares, or why this kind cannot. `isDue`: by what is declared, the service has shut the
   * account by itself before `now` (milliseconds since the epoch).
   */
  readonly disable:
    { readonly set: Fields; isDue?(declared: Fields, now: number): boolean } | { readonly cannot: string };
  connect(account: Account, service: Service): KindCalls;
}

/** What tells kinds apart, also where two copies of this package meet in one process: `eds:User`. */
export function kindId({ token, directory }: Pick<Kind, "token" | "directory">): string {
  return `${directory.name}:${token}`;
}

/** One kind of object of one directory: data and a few calls. The lifecycle, sets, batching, guard and review work for any. */
export interface Kind<F extends FieldTable = FieldTable> extends KindSpec<F> {
  readonly directory: Directory;
}

/** A directory: one cloud's service, and the kinds of objects it keeps. Every one keeps users. */
export interface Directory extends DirectoryFacts {
  readonly kinds: { readonly User: Kind } & { readonly [N in KindName]?: Kind };
}

/** What a declaration says of the instance or project in which it lives, as far as it says so in plain text. */
export function parentsOf({ parentFields }: Kind, fields: Fields): Fields {
  return Object.fromEntries(
    parentFields.flatMap((field) => {
      const value = fields[field];
      return typeof value === "string" ? [[field, value]] : [];
    }),
  );
}
