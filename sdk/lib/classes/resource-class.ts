import * as pulumi from "@pulumi/pulumi";
import type { Kind } from "../../../provider/model/kind";
import { type Bag, type Fields, only } from "../../../provider/model/values";
import { JUDGED_INPUT } from "../../../provider/pulumi/judged";
import { REFUSAL_INPUT, type SecretPath, TAKEN_INPUT } from "../../../provider/pulumi/program-inputs";
import { checkCall, checkOptions, insteadOfImport } from "./declaration";
import { program } from "../gate/program";
import type { Admission } from "../gate/pending";
import { shortenTraces } from "../run/run-error";
import { leftOut } from "./left-out";
import { judged, lookLast, mayTransform, noteTransforms, transformedArgs, withLast } from "./transforms";
import { registered } from "../gate/turns";

/** What one constructor call declares. */
export interface Declared {
  /** As the engine gets it. */
  readonly inputs: Bag;
  /** Inputs that take the place of those above once no transformation looks at them any more: such looks at plain values. */
  readonly sent?: Bag;
  /** What is known of it, when asked. */
  known(): Fields;
  /** What the program marks as secret, as far as known when asked. */
  secrets(): readonly SecretPath[];
  /** The resources from which values come. */
  sources(): Promise<readonly pulumi.Resource[]>;
  /** Outputs beside the inputs: a resource only offers those whose names it knows from the start. */
  readonly outputs: readonly string[];
  /** Inputs that the gate decides. */
  admitted?(admission: Promise<Admission>): Bag;
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
  /** The text that tells the engine's host where the provider is. */
  readonly text: string;
  /** Reads what a call of the constructor declares. @throws pulumi.RunError */
  read(name: string, args: Bag, opts: pulumi.CustomResourceOptions): Declared;
}

/** A constructor of resources, as programs call it. */
export interface ResourceClass {
  new (name: string, args: Bag, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
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

    /** The engine's library keeps here what transforms the resource. */
    set __transformations(transformations: readonly pulumi.ResourceTransformation[]) {
      const value = withLast(this, transformations);
      Object.defineProperty(this, "__transformations", { value, writable: true, configurable: true });
    }

    constructor(given: string, args: Bag, options: pulumi.CustomResourceOptions = {}) {
      const call = { what, name: given, args, opts: options, insteadOfImport: insteadOfImport(kind) };
      program().attempt(() => checkCall(call));
      const { name, opts } = composedName(given, options);
      let own = opts;
      let declared = program().attempt(() => read(name, args, opts));
      let admit: (leave: Promise<Admission>) => void = () => undefined;
      const admission = new Promise<Admission>((resolve) => (admit = resolve));
      const { outputs } = declared;
      const props = {
        ...Object.fromEntries(outputs.map((output) => [output, undefined])),
        ...declared.inputs,
        ...declared.admitted?.(admission),
        [TAKEN_INPUT]: admission.then(({ taken }) => (taken.length === 0 ? undefined : taken)),
        [REFUSAL_INPUT]: admission.then(() => leftOut(() => declared.sources())),
        [JUDGED_INPUT]: admission.then(() => (mayTransform() ? judged(kind, declared, own) : undefined)),
        __provider: admission.then(() => text),
      };
      lookLast((left) => {
        own = left.opts;
        program().attempt(() => checkOptions(`${what} ${JSON.stringify(name)}`, { ...own }, call.insteadOfImport));
        const changed = transformedArgs(args, props, left.props);
        if (changed === undefined) return { props: { ...left.props, ...declared.sent }, opts: own };
        const kept = only<unknown>(left.props, (_, input) => !(input in declared.inputs));
        declared = program().attempt(() => read(name, changed, own));
        return { props: { ...kept, ...declared.inputs, ...declared.sent }, opts: declared.opts ?? own };
      });
      const restoreTraces = shortenTraces();
      try {
        super(type, name, props, declared.opts ?? opts);
      } finally {
        lookLast(undefined);
        restoreTraces();
      }
      noteTransforms(own);
      const { known, secrets } = declared;
      // One that is only read needs nobody's leave.
      admit(
        opts.id === undefined || many
          ? program().declare({
              kind,
              many,
              name,
              known,
              secrets,
              opts: own,
              settled: () => pulumi.isSecret(pulumi.output(declared.inputs)),
              isProtected: Reflect.get(this, "__protect") === true,
              registered: () => registered(this),
            })
          : Promise.resolve({ followers: [], taken: [] }),
      );
      declared.made?.(this);
    }
  };
}

/**
 * A resource name in Unicode normal form C, with the forms under which the same letters may stand in the stack's state as
 * aliases: a program whose text was decomposed or composed by an editor names the same resource as before.
 */
export function composedName(
  name: string,
  opts: pulumi.CustomResourceOptions,
): { readonly name: string; readonly opts: pulumi.CustomResourceOptions } {
  const composed = name.normalize("NFC");
  const others = [...new Set([name, name.normalize("NFD")])].filter((form) => form !== composed);
  return {
    name: composed,
    opts: others.length === 0 ? opts : pulumi.mergeOptions(opts, { aliases: others.map((form) => ({ name: form })) }),
  };
}
