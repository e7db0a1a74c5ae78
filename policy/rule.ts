import { directories } from "../provider/directories";
import type { Kind } from "../provider/model/kind";
import { type Fields, isUnknown } from "../provider/model/values";
import { z } from "zod";

/** One person as the rules see it, from a preview or from the resources of a pack. */
export interface PolicyPerson {
  readonly kind: Kind;
  /** Natural key by which people know this account: the present one of an account that exists. */
  readonly key: string;
  /** What happens to the account. `let-go`: it leaves the program and stays, as it is or disabled. */
  readonly fate: "stays" | "deleted" | "replaced" | "let-go";
  /**
   * What will be declared; of somebody who leaves, what was. A value that cannot be seen, because it is unknown before the update
   * or secret, is `UNKNOWN`.
   */
  readonly declared: Fields;
  /** What was declared before; absent where that is not known, as in a policy pack. */
  readonly before?: Fields;
  /** Whether the engine refuses to delete the resource. */
  readonly protect: boolean;
  /** The name of a group by its id, where it is known. */
  readonly groupName?: (id: string) => string | undefined;
}

/** One group or unit as the rules see it. */
export interface PolicyGroup {
  readonly kind: Kind;
  /** Its name by which people know it: the present one of a group that exists. */
  readonly key: string;
  /** The directory's id; absent while there is none. */
  readonly id?: string;
  readonly fate: PolicyPerson["fate"];
  /** Whether the engine refuses to delete the resource. */
  readonly protect: boolean;
}

/** The account exists after the run. */
export function isStaying({ fate }: PolicyPerson): boolean {
  return fate === "stays" || fate === "replaced";
}

/** That a rule about names cannot judge somebody whose name is secret or not known yet. */
export function hiddenKey({ kind: { naturalKey }, before, declared }: PolicyPerson): Undecided | undefined {
  return isUnknown(before?.[naturalKey] ?? declared[naturalKey]) ? { undecided: naturalKey } : undefined;
}

/** What a rule finds wrong with a person. Neither text holds anything personal, so that a report may be masked. */
export interface Objection {
  readonly problem: string;
  readonly remedy: string;
  /** Parts of either text that stand in the program or the policy file, so that a report can show them without effect. */
  readonly outside?: readonly string[];
}

/**
 * What is wrong with the run's plan for somebody, or some group, that a policy protects; `undefined` when it stays.
 * @param needsProtect the engine has to refuse the deletion as well
 * @param remedies where it would be deleted, and where it would be replaced
 */
export function brokenProtection(
  { fate, protect }: Pick<PolicyPerson, "fate" | "protect">,
  needsProtect: boolean,
  remedies: { readonly deleted: string; readonly replaced: string },
): Objection | undefined {
  if (fate === "deleted")
    return { problem: "is protected by the policy and would be deleted", remedy: remedies.deleted };
  if (fate === "replaced")
    return { problem: "is protected by the policy and would be deleted and created again", remedy: remedies.replaced };
  if (fate !== "stays" || !needsProtect || protect) return undefined;
  return {
    problem: "is protected by the policy, but not by the engine",
    remedy: "Pass { protect: true } as resource option.",
  };
}

/** A rule could not judge, because a field's value is unknown before the update or secret. */
export interface Undecided {
  readonly undecided: string;
  /** What stands in the way instead; a sentence about the field without its subject. */
  readonly because?: string;
}

/** `mandatory` fails a run, `advisory` is only told. */
export type PolicyLevel = z.output<typeof level>;

/** Which people a rule is about, and how strict it is. */
export interface Scope {
  readonly level: PolicyLevel;
  /** Absent: every directory. */
  readonly directories?: readonly string[] | undefined;
  /** Natural keys that the rule passes over. */
  readonly except: readonly string[];
}

/** A rule with its settings read from a policy file. */
export interface ActiveRule extends Scope {
  /** Judges one person; absent where the rule is about groups alone. @param now milliseconds since the epoch */
  readonly judge?: (person: PolicyPerson, now: number) => Objection | Undecided | undefined;
  /** Judges one group or unit. */
  readonly judgeGroup?: (group: PolicyGroup) => Objection | undefined;
  /** It judges by names of groups, which nobody knows of one resource alone. */
  readonly needsNames?: boolean;
}

/** One kind of rule: what it is for, and how its settings in the policy file become a judge. */
export interface RuleKind {
  /** One sentence for people. */
  readonly about: string;
  readonly settings: z.ZodType<ActiveRule>;
}

const level = z.enum(["mandatory", "advisory"]);

const isDirectory = (name: string): boolean => Object.hasOwn(directories, name);

/** Settings that every rule has. */
export const scope = {
  level: level.default("mandatory"),
  directories: z
    .array(z.string().refine(isDirectory, `must be one of ${Object.keys(directories).join(", ")}`))
    .min(1)
    .optional(),
  except: z.array(z.string().min(1)).default([]),
} as const;

/** A regular expression, as a setting. It must match somewhere: write `^…$` for the whole. */
export const pattern = z
  .string()
  .min(1)
  .transform((source, context) => {
    try {
      return new RegExp(source, "u");
    } catch {
      context.addIssue("must be a regular expression (JavaScript, with the u flag)");
      return z.NEVER;
    }
  });
