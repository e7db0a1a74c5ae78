import type { Signer } from "./credentials";

/** How one directory is called: where, and with whose keys. The resolved configuration, with nothing left open. */
export interface Account {
  /** The directory's name. */
  readonly directory: string;
  /** Full URL without a trailing slash; http only on loopback. */
  readonly endpoint: string;
  readonly region: string;
  /** Who calls: keys as they are, or the identity that brings them. */
  readonly credentials: Signer;
  /** The directory's own settings as texts, those that nobody set left out. */
  readonly own: { readonly [K in keyof VendorSettings]?: string };
  /** Longest wait for one answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** Settings of single directories, as a program declares them: each directory adds its own. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface VendorSettings {}

/** A setting of the namespace `rollcall`: what it is for and what it may be. */
export interface SettingSpec {
  readonly about: string;
  /** The only values, where there are few. */
  readonly values?: readonly string[];
  /** The rule in words, where the values alone say too little. */
  readonly limits?: string;
  /** State keeps it encrypted. */
  readonly secret?: true;
  /** Written as an object. */
  readonly structured?: true;
  /** Of a stack as a whole; an `Account` has none. */
  readonly stackOnly?: true;
  /** What another value means for people in state: they may live in another place, or other keys ask for them. */
  readonly moves?: "place" | "keys";
}

/** A setting of one directory alone. The first value counts: Rollcall's own, a variable, what the keys' source says. */
export interface VendorSetting extends SettingSpec {
  /** Variables in which the vendor's own tools look for it. */
  readonly variables?: readonly string[];
}

/** The rule that a value breaks, in words; `undefined` for a value that the setting may have. */
export function brokenRule({ values, limits }: SettingSpec, value: string): string | undefined {
  if (values === undefined || values.includes(value)) return undefined;
  return limits ?? `must be ${values.join(" or ")}`;
}
