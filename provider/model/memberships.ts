import { type FieldTable, fieldThatMeans } from "./field";
import type { Rule } from "./rule";
import type { Fields } from "./values";

/** A user in a group, as a directory tells it. */
export interface Membership {
  readonly group: string;
  /** Whether Rollcall may end it: not one that is imported or synchronised, and not one of an automatic group. */
  readonly ours: boolean;
}

/** What decides which of a user's memberships a declaration is about. */
export interface Claim {
  /** The groups that are declared; `undefined` when the program leaves memberships alone, as in an import. */
  readonly declared: readonly string[] | undefined;
  /** Groups that state says this program added the user to, whether it still declares them or not. */
  readonly former: readonly string[];
  /** Memberships by others stay. */
  readonly keepsOthers: boolean;
}

/** The field of a directory that holds a user's groups. */
export function groupsField(fields: FieldTable): string | undefined {
  return fieldThatMeans(fields, "groups");
}

/** A value of that field as ids; empty when it is anything else. */
export function groupIds(value: unknown): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((group) => typeof group === "string"))] : [];
}

/**
 * The rule that a creation takes no more than so many groups; an existing user can join further ones.
 * @param source page and parameter with the limit
 */
export function groupsAtCreation(field: string, most: number, source: string): Rule {
  return {
    fields: [field],
    onlyNew: true,
    counts: true,
    check(user) {
      const declared = user[field];
      const length = Array.isArray(declared) ? declared.length : 0;
      if (length <= most) return undefined;
      return {
        field,
        rule: `names ${length} groups, and a creation takes at most ${most}`,
        remedy: `Create the user with ${most} of them, and declare the others in the next run.`,
        source,
      };
    },
  };
}

/** The claim of a user's declaration on the groups in `field`. */
export function claimOf(field: string, user: Fields, former: readonly string[] = []): Claim {
  return {
    declared: user[field] === undefined ? undefined : groupIds(user[field]),
    former,
    keepsOthers: user["otherGroups"] === "keep",
  };
}

/**
 * The memberships to compare with what is declared: those that are declared, whoever made them, and those that have to go.
 * A membership that is not ours to end is not among the latter, and neither is one by others where the program lets them stay.
 * @param inView whether the directory looks at a group for everybody; by default it does, because a user's read shows all
 */
export function countedGroups(
  seen: readonly Membership[],
  { declared, former, keepsOthers }: Claim,
  inView: (group: string) => boolean = () => true,
): readonly string[] {
  return seen
    .filter(({ group, ours }) => {
      if (declared === undefined) return ours;
      if (declared.includes(group)) return true;
      return ours && (former.includes(group) || (!keepsOthers && inView(group)));
    })
    .map(({ group }) => group);
}
