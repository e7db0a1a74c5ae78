import * as pulumi from "@pulumi/pulumi";
import { type Kind, kindId } from "../../provider/model/kind";
import type { FieldTable } from "../../provider/model/field";
import { FOLLOWERS_INPUT } from "../../provider/pulumi/followers-input";
import { type SecretPath, SECRETS_INPUT, secretsInput } from "../../provider/pulumi/secret-paths";
import type { KindArgs, UserOutputs } from "./arguments";
import { providerOf } from "./account-of";
import { composedName } from "./composed-name";
import { checkCall, insteadOfImport } from "./declaration";
import { noteDeclared } from "./names/declared";
import { watch } from "./watch-values";
import { program } from "./gate";
import { registered } from "./turns";
import { runError, shortenTraces } from "./run-error";
import { providerText, typeOf } from "../../provider/pulumi/names";

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

/** Makes the class of a directory's users. `C` types what the directory computes besides. */
export function userClass<F extends FieldTable, C = unknown>(
  kind: Kind & { readonly fields: F },
): KindClass<F, UserOutputs<F> & C> {
  return kindClass(kind);
}

/** Makes the class of a kind from its field table. */
export function kindClass<F extends FieldTable, O>(kind: Kind & { readonly fields: F }): KindClass<F, O> {
  const type = typeOf(kind);
  const what = kindId(kind);
  const secrets = Object.entries(kind.fields).flatMap(([field, spec]) => (spec.secret === true ? [field] : []));

  class Resource extends pulumi.CustomResource {
    static readonly __pulumiType = type;

    static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Resource {
      if (id === undefined || id === null || id === "")
        throw runError(
          `${what}.get(${JSON.stringify(name)}): the id is missing. Give the directory's id of ${whoExists(kind)}.`,
        );
      return new Resource(name, {}, { ...opts, id });
    }

    static override isInstance(value: unknown): value is Resource {
      return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type;
    }

    constructor(given: string, args: Readonly<Record<string, unknown>>, options: pulumi.CustomResourceOptions = {}) {
      checkCall({ what, name: given, args, opts: options, insteadOfImport: insteadOfImport(kind) });
      const { name, opts } = composedName(given, options);
      const declared: Record<string, unknown> = {};
      for (const [field, value] of Object.entries(args)) {
        if (value !== undefined) declared[field] = secrets.includes(field) ? pulumi.secret(value) : value;
      }
      const watched = watch(declared, kind.fields);
      const kept = Object.keys(declared).filter(
        (field) => !secrets.includes(field) && opts.additionalSecretOutputs?.includes(field),
      );
      const paths = (fields: readonly string[]): readonly SecretPath[] =>
        [...new Set([...fields, ...kept])].map((field) => [field]);
      const admitted =
        opts.id === undefined
          ? program().declare({
              kind,
              many: false,
              name,
              known: watched.values,
              secrets: () => paths(watched.secrets()),
              opts,
              registered: () => registered(this),
            })
          : Promise.resolve({ followers: [] });
      const text = providerText(kind);
      const secret = secrets.filter((field) => field in declared);
      const restoreTraces = shortenTraces();
      try {
        super(
          type,
          name,
          {
            ...(opts.id === undefined ? toldBesides(kind) : everything(kind)),
            ...declared,
            [SECRETS_INPUT]: watched.allSecrets().then((fields) => secretsInput(paths(fields))),
            ...(kind.token !== "User" && {
              [FOLLOWERS_INPUT]: admitted.then(({ followers }) => (followers.length === 0 ? undefined : followers)),
            }),
            __provider: admitted.then(() => text),
          },
          secret.length === 0 ? opts : pulumi.mergeOptions(opts, { additionalSecretOutputs: secret }),
        );
      } finally {
        restoreTraces();
      }
      if (opts.id === undefined) noteDeclared(kind, declared, watched.values, this, providerOf(opts));
    }
  }
  // State keeps declared fields alone, so the others share one output: making twenty for each of a thousand users took seconds.
  const undeclared = pulumi.output(undefined);
  for (const field of Object.keys(kind.fields))
    Object.defineProperty(Resource.prototype, field, { value: undeclared, writable: true, configurable: true });
  return Resource as unknown as KindClass<F, O>;
}

/** What the provider tells besides the declared fields. A resource only offers outputs whose names it knows from the start. */
function toldBesides(kind: Kind): Readonly<Record<string, undefined>> {
  return unset([
    ...Object.keys(kind.computed ?? {}),
    kind.idOutput,
    ...(kind.token === "User" ? ["userId"] : []),
    "adopted",
  ]);
}

/** What may be known of a user that is only read. */
function everything(kind: Kind): Readonly<Record<string, undefined>> {
  return { ...unset(Object.keys(kind.fields)), ...toldBesides(kind) };
}

function unset(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function whoExists({ token, noun }: Kind): string {
  return token === "User"
    ? "a user who exists"
    : `${/^[aeiou]/.test(noun) && noun !== "unit" ? "an" : "a"} ${noun} that exists`;
}
