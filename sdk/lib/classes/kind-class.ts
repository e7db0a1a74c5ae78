import { kept } from "../../../provider/model/kept";
import type { Bag } from "../../../provider/model/values";
import * as pulumi from "@pulumi/pulumi";
import type { FieldTable } from "../../../provider/model/field";
import { type Kind, kindId } from "../../../provider/model/kind";
import { FOLLOWERS_INPUT, type SecretPath, SECRETS_INPUT, secretsInput } from "../../../provider/pulumi/program-inputs";
import { providerText, typeOf } from "../../../provider/pulumi/names";
import { providerOf } from "../run/account-of";
import type { KindArgs, UserOutputs } from "./arguments";
import { noteDeclared } from "../names/declared";
import { givenFields } from "./declaration";
import { isKnown } from "./left-out";
import { type Declared, type ResourceClass, resourceClass } from "./resource-class";
import { runError } from "../run/run-error";
import { watch } from "./watch-values";

/** The constructor that every kind has. `O` types what its resources offer to others. */
export interface KindClass<F extends FieldTable, O> {
  /**
   * Declares a user, group or unit.
   * @param name the resource's name in the stack; the natural key is a good one.
   * @throws pulumi.RunError, once and for all declarations together, when one breaks a documented rule.
   */
  new (name: string, args: KindArgs<F>, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource & O;
  /** Reads one that exists without managing it. `id` is the resource id, the directory's own. */
  get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource & O;
  /** Whether something is of this kind, whichever copy of the package made it. */
  isInstance(value: unknown): value is pulumi.CustomResource & O;
  readonly __pulumiType: string;
}

/** The class of a directory's users. `C` types what the directory computes besides. */
export function userClass<F extends FieldTable, C = unknown>(kind: Kind<F>): KindClass<F, UserOutputs<F> & C> {
  return kindClass(kind);
}

/** One class for each kind, so that what a component declares is an instance of what programs import. */
const classes = new WeakMap<Kind, unknown>();

/** The class of a kind, from its field table. */
export function kindClass<F extends FieldTable, O>(kind: Kind<F>): KindClass<F, O> {
  return kept(classes, kind, () => newClass(kind)) as KindClass<F, O>;
}

function newClass(kind: Kind): ResourceClass {
  const what = kindId(kind);
  const made = resourceClass({
    kind,
    many: false,
    type: typeOf(kind),
    what,
    text: providerText(kind),
    read: (_name, args, opts) => declaredBy(kind, args, opts),
  });
  // State keeps declared fields alone, so the others share one output: making twenty for each of a thousand users took seconds.
  const undeclared = pulumi.output(undefined);
  for (const field of Object.keys(kind.fields))
    Object.defineProperty(made.prototype, field, { value: undeclared, writable: true, configurable: true });
  const get: KindClass<FieldTable, unknown>["get"] = (name, id, opts) => {
    if (id !== undefined && id !== null && id !== "") return new made(name, {}, { ...opts, id });
    throw runError(
      `${what}.get(${JSON.stringify(name)}): the id is missing. Give the directory's id of ${whoExists(kind)}.`,
    );
  };
  return Object.assign(made, { get });
}

function declaredBy(kind: Kind, args: Bag, opts: pulumi.CustomResourceOptions): Declared {
  const secrets = Object.entries(kind.fields).flatMap(([field, spec]) => (spec.secret === true ? [field] : []));
  const declared = givenFields(kind, args);
  const watched = watch(declared, kind.fields);
  const kept = Object.keys(declared).filter(
    (field) => !secrets.includes(field) && opts.additionalSecretOutputs?.includes(field),
  );
  const paths = (fields: readonly string[]): readonly SecretPath[] =>
    [...new Set([...fields, ...kept])].map((field) => [field]);
  const secret = secrets.filter((field) => field in declared);
  const isNew = opts.id === undefined;
  return {
    known: () => watched.values(),
    secrets: () => paths(watched.secrets()),
    sources: () => watched.sources(),
    outputs: isNew ? toldBesides(kind) : [...Object.keys(kind.fields), ...toldBesides(kind)],
    inputs: { ...declared, [SECRETS_INPUT]: watched.allSecrets().then((fields) => secretsInput(paths(fields))) },
    ...(kind.token !== "User" && {
      admitted: (admission) => ({
        [FOLLOWERS_INPUT]: admission.then(({ followers }) => (followers.length === 0 ? undefined : followers)),
      }),
    }),
    ...(secret.length > 0 && { opts: pulumi.mergeOptions(opts, { additionalSecretOutputs: secret }) }),
    made: (resource) => {
      if (!isNew) return;
      if (kind.idOutput !== kind.naturalKey && pulumi.runtime.isDryRun()) showId(resource, kind.idOutput);
      noteDeclared(kind, declared, watched.values, resource, providerOf(opts));
    },
  };
}

/** Of a resource that is to be updated a preview knows the id, and nothing of what the provider tells besides: the same id, under its own name. */
function showId(resource: pulumi.CustomResource, idOutput: string): void {
  const told: unknown = Reflect.get(resource, idOutput);
  if (!pulumi.Output.isInstance(told)) return;
  const value = pulumi.output(isKnown(told).then((is): unknown => (is ? told : resource.id)));
  Object.defineProperty(resource, idOutput, { value, writable: true, enumerable: true, configurable: true });
}

/** What the provider tells besides the declared fields. */
function toldBesides(kind: Kind): readonly string[] {
  return [...Object.keys(kind.computed ?? {}), kind.idOutput, ...(kind.token === "User" ? ["userId"] : []), "adopted"];
}

function whoExists({ token, noun }: Kind): string {
  return token === "User"
    ? "a user who exists"
    : `${/^[aeiou]/.test(noun) && noun !== "unit" ? "an" : "a"} ${noun} that exists`;
}
