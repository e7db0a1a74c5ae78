import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../provider/model/kind";
import type { Fields } from "../../provider/model/values";
import type { SecretPath } from "../../provider/pulumi/program-inputs";
import { composedName } from "./composed-name";
import { checkCall, insteadOfImport } from "./declaration";
import { program } from "./gate";
import type { Admission } from "./pending";
import { shortenTraces } from "./run-error";
import { registered } from "./turns";

type Declarations = Readonly<Record<string, unknown>>;

/** What one constructor call declares. */
export interface Declared {
  /** As the engine gets it. */
  readonly inputs: Declarations;
  /** What is known of it, when asked. */
  known(): Fields;
  /** What the program marks as secret, as far as known when asked. */
  secrets(): readonly SecretPath[];
  /** Outputs beside the inputs: a resource only offers those whose names it knows from the start. */
  readonly outputs: readonly string[];
  /** Inputs that the gate decides. */
  admitted?(admission: Promise<Admission>): Declarations;
  /** The resource's options, where the declaration adds to those given. */
  readonly opts?: pulumi.CustomResourceOptions;
  /** The resource is made. */
  made?(resource: pulumi.CustomResource): void;
}

/** What a class of resources is made of. */
export interface ResourceShape {
  readonly kind: Kind;
  /** A set of many. */
  readonly many: boolean;
  readonly type: string;
  /** For texts: `eds:User`. */
  readonly what: string;
  /** The text by which the engine's host finds the provider. */
  readonly text: string;
  /** Reads what a call of the constructor declares. @throws pulumi.RunError */
  read(name: string, args: Declarations, opts: pulumi.CustomResourceOptions): Declared;
}

/** A constructor of resources, as programs call it. */
export interface ResourceClass {
  new (name: string, args: Declarations, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
  isInstance(value: unknown): value is pulumi.CustomResource;
  readonly __pulumiType: string;
  readonly prototype: pulumi.CustomResource;
}

/** Makes the class of one kind of resources: every declaration passes the program's gate before it reaches the engine. */
export function resourceClass({ kind, many, type, what, text, read }: ResourceShape): ResourceClass {
  return class Resource extends pulumi.CustomResource {
    static readonly __pulumiType = type;

    static override isInstance(value: unknown): value is Resource {
      return typeof value === "object" && value !== null && "__pulumiType" in value && value.__pulumiType === type;
    }

    constructor(given: string, args: Declarations, options: pulumi.CustomResourceOptions = {}) {
      checkCall({ what, name: given, args, opts: options, insteadOfImport: insteadOfImport(kind) });
      const { name, opts } = composedName(given, options);
      const declared = read(name, args, opts);
      const { known, secrets, inputs, outputs } = declared;
      // One that is only read needs nobody's leave.
      const admission: Promise<Admission> =
        opts.id === undefined || many
          ? program().declare({ kind, many, name, known, secrets, opts, registered: () => registered(this) })
          : Promise.resolve({ followers: [] });
      const restoreTraces = shortenTraces();
      try {
        super(
          type,
          name,
          {
            ...Object.fromEntries(outputs.map((output) => [output, undefined])),
            ...inputs,
            ...declared.admitted?.(admission),
            __provider: admission.then(() => text),
          },
          declared.opts ?? opts,
        );
      } finally {
        restoreTraces();
      }
      declared.made?.(this);
    }
  };
}
