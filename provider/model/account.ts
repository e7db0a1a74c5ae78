import type { Signer } from "./credentials";

/** Where and as whom one directory is called: the resolved configuration, nothing optional left open. */
export interface Account {
  readonly directory: DirectoryName;
  /** Full URL without a trailing slash; http only on loopback. */
  readonly endpoint: string;
  readonly region: string;
  /** Who calls: keys as they are, or the identity that brings them. */
  readonly credentials: Signer;
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
