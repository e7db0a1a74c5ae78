import { type Bag, defined, mapped } from "../../../provider/model/values";
import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../../provider/model/kind";
import { isOurType } from "../../../provider/pulumi/names";
import { requireHost } from "../run/one-copy";
import { runError } from "../run/run-error";

/** The arguments of a constructor, as a program gives them; nothing is taken for granted, since programs are JavaScript too. */
export interface Call {
  /** For texts: `eds:User`. */
  readonly what: string;
  readonly name: unknown;
  readonly args: unknown;
  readonly opts: unknown;
  /** Says what to do instead of the engine's option `import`. */
  readonly insteadOfImport: string;
  /** Components take no account of their own but pass one on. */
  readonly isComponent?: true;
}

/**
 * Refuses what the engine's library would meet with a stack trace.
 * @throws pulumi.RunError with one sentence: which resource, what is wrong, what to write.
 */
export function checkCall({ what, name, args, opts, insteadOfImport, isComponent }: Call): void {
  if (typeof name !== "string" || name === "")
    throw runError(`${what}: the first argument must be the resource's name, not ${kindOf(name)}.`);
  const label = `${what} ${JSON.stringify(name)}`;
  if (!isPlain(args))
    throw runError(
      `${label}: the second argument must be an object with the fields, not ${kindOf(args)}. Single fields may be outputs of other resources.`,
    );
  if (opts !== undefined && !isPlain(opts))
    throw runError(`${label}: the third argument must be an object with resource options, not ${kindOf(opts)}.`);
  if (opts !== undefined) checkOptions(label, opts, insteadOfImport, isComponent);
  const unfit = unfitIn(args, "");
  if (unfit !== undefined) throw runError(`${label}: ${unfit}`);
  requireHost();
}

/**
 * Refuses options that cannot be meant for what Rollcall manages, the constructor's or those that transformations leave.
 * @throws pulumi.RunError
 */
export function checkOptions(label: string, opts: Bag, insteadOfImport: string, isComponent = false): void {
  const refused = refusedOption(opts, insteadOfImport, isComponent);
  if (refused !== undefined) throw runError(`${label}: ${refused}`);
  warnOfComponent(label, opts["deletedWith"]);
}

const warned = new WeakSet<pulumi.Resource>();

/** A component has no deletion of its own, but a resource in it may have one that ends accounts, an EIAM instance for example. */
function warnOfComponent(label: string, deletedWith: unknown): void {
  if (!pulumi.ComponentResource.isInstance(deletedWith) || warned.has(deletedWith)) return;
  warned.add(deletedWith);
  void pulumi.log.warn(
    `${label}: the option deletedWith names a component. When that is deleted, Pulumi forgets this one and all others that name it without asking for their deletion, and what they stand for stays unless something in the component takes it along. Name the resource that does, or leave the option out.`,
  );
}

/** With these the engine would end an account that the service can keep, and the deletion guard would not see it. */
const REPLACING = ["replaceOnChanges", "replaceWith", "replacementTrigger"] as const;

function refusedOption(opts: Bag, insteadOfImport: string, isComponent: boolean): string | undefined {
  const { import: imported, provider, providers, parent, id, deletedWith } = opts;
  const replacing = REPLACING.find((name) => isGiven(opts[name]));
  if (imported !== undefined)
    return `the option import does not work for what Rollcall manages. Leave it out: ${insteadOfImport}`;
  if (providers !== undefined && !isComponent)
    return "the option providers is for components. Pass one account as provider.";
  if (provider !== undefined && !isProvider(provider))
    return `the option provider must be an Account, not ${kindOf(provider)}.`;
  if (parent !== undefined && !pulumi.Resource.isInstance(parent))
    return `the option parent must be a resource, not ${kindOf(parent)}.`;
  if (takesNothingAlong(deletedWith))
    return "the option deletedWith names a resource that takes nothing along when it is deleted, so that this one would be forgotten and left behind. Leave the option out.";
  if (replacing !== undefined)
    return `the option ${replacing} asks Pulumi for a new one where Rollcall changes the one that is there. Leave it out: a preview tells which changes need a new one, and the deletion guard counts them.`;
  if (opts["deleteBeforeReplace"] === false)
    return "the option deleteBeforeReplace is false, but where a new account needs the name of the old one, the old one must go first. Leave it out: Rollcall tells Pulumi which goes first.";
  if (id === "" || id === null) return "the option id is empty. Give the directory's id of a user who exists.";
  return undefined;
}

function isGiven(option: unknown): boolean {
  return option !== undefined && option !== null && !(Array.isArray(option) && option.length === 0);
}

/** Stacks, references to stacks, and providers, an Account among them. */
const ENGINES_OWN = /^pulumi:(pulumi|providers):/;

/** The deletion of a group or unit ends no account, what is the engine's own is on no cloud, and our components have no deletion of their own. */
function takesNothingAlong(value: unknown): boolean {
  return (
    pulumi.Resource.isInstance(value) &&
    "__pulumiType" in value &&
    typeof value.__pulumiType === "string" &&
    (isOurType(value.__pulumiType) || ENGINES_OWN.test(value.__pulumiType))
  );
}

/** Any copy of the engine's library may have made it. */
function isProvider(value: unknown): boolean {
  return pulumi.Resource.isInstance(value) && "getPackage" in value;
}

/** The fields that a program gives a value, passwords as secrets. */
export function givenFields({ fields: table }: Pick<Kind, "fields">, fields: Bag): Bag {
  return mapped(defined(fields), (value, field) => (table[field]?.secret === true ? pulumi.secret(value) : value));
}

/** How an account that exists comes under management; for {@link Call.insteadOfImport}. */
export function insteadOfImport({
  directory: { name },
  token,
  noun,
}: Pick<Kind, "directory" | "token" | "noun">): string {
  if (token !== "User")
    return `a run takes over a ${noun} that exists and agrees with the declaration (onExisting: "adopt" brings others in line).`;
  return `a run takes over a user that exists and agrees with the declaration (onExisting: "adopt" brings others in line), and rollcall import --directory ${name} writes a file for pulumi import --file.`;
}

/** Whether a value is an object whose properties are known now. */
export function isPlain(value: unknown): value is Bag {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Promise) &&
    !pulumi.Output.isInstance(value) &&
    !pulumi.Resource.isInstance(value)
  );
}

/** What a value is, without the value, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (pulumi.Resource.isInstance(value)) return "a resource";
  if (pulumi.Output.isInstance(value)) return "an output";
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The first value below an object that no field can take and that the engine's library cannot send. */
function unfitIn(value: unknown, path: string, around: readonly unknown[] = []): string | undefined {
  if (pulumi.Resource.isInstance(value))
    return `${path} is a resource. Write one of its outputs instead, such as its id.`;
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint")
    return `${path} is a ${typeof value}, which no field takes.`;
  if (typeof value !== "object" || value === null || value instanceof Promise || pulumi.Output.isInstance(value))
    return undefined;
  if (around.includes(value)) return `${path} holds itself.`;
  for (const [name, item] of Object.entries(value)) {
    const unfit = unfitIn(item, path === "" ? name : `${path}.${name}`, [...around, value]);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}
