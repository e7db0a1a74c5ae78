import type { Directory } from "../../../provider/model/kind";
import type { Fields, Json } from "../../../provider/model/values";
import type { Draw } from "./draw";
import type { Tables } from "../../../emulator/store/tables";
import type { Naming, StoredUser } from "./in-process-cloud";

/** What schedules must be told of one directory: users to declare, and how its cloud stores them. */
export interface People {
  readonly directory: Directory;
  readonly naming: Naming;
  /** Puts groups into the new world, where it has too few of them. */
  readonly furnish?: (tables: Tables, now: number) => void;
  /** Ledger names of calls that change users. */
  readonly changes: readonly string[];
  /** A declaration with this natural key; `n` keeps unique values apart. */
  declare(key: string, n: number, draw: Draw): Fields;
  /** Another value for one field. `n` keeps unique values apart. */
  edit(user: Fields, n: number, draw: Draw): Fields;
  /** Declared fields as the cloud stores them. */
  shown(user: StoredUser): Fields;
  /** Reads show memberships in the groups that the program names alone. */
  readonly seesNamedGroups?: true;
  /** What of a declaration the cloud is to hold, where that is not simply the declaration. */
  readonly meant?: (declared: Fields) => Fields;
  passwordHash(user: StoredUser): string | undefined;
  /** `onDelete: "disable"` is possible, and this user is disabled. */
  readonly disabled?: (user: StoredUser) => boolean;
  /** Whoever comes anew must have a password, which a living account may have lost from the program. */
  readonly needsPassword?: (user: Fields) => boolean;
  /** Fields whose values can move from one person of a set to another, those that belong together in one list. */
  readonly movable: readonly (readonly string[])[];
  /** The directory takes capital letters in a natural key. */
  readonly respells?: true;
  /** Fields of a stored user that put it into other groups. */
  regroup(draw: Draw): Readonly<Record<string, Json>>;
  /** A change by somebody else, as in `set.Email=x@example.com`. */
  meddle(n: number, draw: Draw): string;
}

/** Passwords of schedules: each is a planted secret. `n` keeps them apart. */
export function plantedPassword(n: number, draw: Draw): string {
  return `Plant3d-${n}-${Math.floor(draw.random() * 1e9).toString(36)}&=%+"x`;
}

/** Names near to a declared one, whom no look-up may take for it. */
export function neighbours(key: string): readonly string[] {
  return [`${key}x`, `x${key}`, key.slice(0, -1)];
}

/** A text, or nothing where the cloud stores none. */
export function text(value: unknown): Json {
  return typeof value === "string" ? value : "";
}

/** Texts of a list. */
export function texts(value: unknown): Json {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Sets one field of a declaration, or drops it. */
export function withField(user: Fields, name: string, value: Json | undefined): Fields {
  const { [name]: _old, ...rest } = user;
  return value === undefined ? rest : { ...rest, [name]: value };
}
