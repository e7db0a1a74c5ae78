import type { Signer } from "./credentials";

/** Where and as whom one directory is called: the resolved configuration, nothing optional left open. */
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

/** Settings that single directories have beside those of all, as a program declares them: each directory adds its own. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface VendorSettings {}
