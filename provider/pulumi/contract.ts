import type { Kind } from "../model/kind";
import type { Context } from "../lifecycle/context";
import type { FieldChange } from "../lifecycle/diff";
import type { RollcallError } from "../model/error";
import type { Bag, Fields } from "../model/values";
import type { Known } from "./moved-account";
import type { SecretPath } from "./program-inputs";

/** Inputs or outputs of a resource as the host passes them. */
export type Properties = Bag;

/** What `diff` answers: nothing at all makes the engine show its own property diff, which `changes: true` would silence. */
export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace?: boolean;
}

/** The part of Pulumi's dynamic-provider contract that Rollcall answers, without a dependency on the SDK. */
export interface DynamicProvider {
  configure(request: { readonly config: { get(key: string): string | undefined } }): Promise<void>;
  check(
    olds: Properties,
    news: Properties,
  ): Promise<{ inputs?: Properties; failures?: { property: string; reason: string }[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffAnswer>;
  create(inputs: Properties): Promise<{ id: string; outs: Fields }>;
  read(id: string, properties: Properties): Promise<{ id?: string; props?: Fields; inputs?: Fields }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Fields }>;
  delete(id: string, properties: Properties): Promise<void>;
}

/** A reason to refuse a declaration. */
export interface Refusal {
  /** The property it is about; empty where it is about no one property. */
  readonly path: readonly string[];
  readonly text: string;
}

/** What an update would do, before a host says it in the engine's words. */
export interface ResourceDiff {
  /** `unseen`: something is to be done that shows in no property; `open`: a preview cannot tell yet. */
  readonly changes: "none" | "some" | "unseen" | "open";
  readonly fields: readonly FieldChange[];
  /** Properties that need a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Declared fields of the people whose account this would end. */
  readonly ended: readonly Fields[];
}

/** A resource as the engine is to keep it. */
export interface Written {
  readonly id: string;
  readonly outs: Fields;
  /** Somebody has come to a set that was there. */
  readonly joined?: boolean;
  /** Set where it exists but is not complete: why. */
  readonly lacks?: { readonly summary: RollcallError; readonly reasons: readonly string[] };
}

/** One kind of resource: the same methods once a session is open, whichever host asks. */
export interface Operations {
  /** Everything to refuse. `olds` is empty for a new resource; neither holds `__provider`. What is `secret` is remembered for the run. */
  check(context: Context, olds: Properties, news: Properties, secret: readonly SecretPath[]): readonly Refusal[];
  /** The inputs that were checked, in the form that the engine is to keep; as they are, in Unicode form C, where this is absent. */
  inputs?(context: Context, olds: Properties, news: Properties, secret: readonly SecretPath[]): Properties;
  /** Remembers the secrets among the properties of a resource, of inputs or of state, so that no text shows them. */
  mark(context: Context, properties: Properties, secret: readonly SecretPath[]): void;
  diff(context: Context, id: string, olds: Properties, news: Properties): Promise<ResourceDiff>;
  create(context: Context, inputs: Properties): Promise<Written>;
  read(context: Context, id: string, properties: Properties): Promise<{ id?: string; props?: Fields; inputs?: Fields }>;
  update(context: Context, id: string, olds: Properties, news: Properties): Promise<Written>;
  delete(context: Context, id: string, properties: Properties): Promise<void>;
  /** All that a state has accounts, groups or units of. */
  known(kind: Kind, id: string, state: Properties): readonly Known[];
}

/** How a provider object opens its session; tests put their own in. */
export type OpenSession = (
  kind: Kind,
  config: (name: string) => string | undefined,
  say: (line: string) => void,
) => Promise<Context>;
