import { z } from "zod";
import { fieldsMeaning, groupSettings, isNamed, memberOf, namesAny, textsOf } from "./meanings";
import { isStaying, brokenProtection, type RuleKind, scope } from "./rule";

const NONE = "must name a group: groups or groupNames";

/** Nobody joins certain groups without approval. Who is in one already passes, as far as that is known. */
export const privilegedGroups: RuleKind = {
  about: "Nobody joins a privileged group without approval.",
  settings: z
    .strictObject({ ...scope, ...groupSettings, approved: z.array(z.string().min(1)).default([]) })
    .refine(namesAny, NONE)
    .transform(({ groups, groupNames, approved, ...where }) => ({
      ...where,
      needsNames: groupNames.length > 0,
      judge: (person) => {
        if (!isStaying(person) || approved.includes(person.key)) return undefined;
        const { kind, before } = person;
        const had = new Set(before === undefined ? [] : textsOf({ kind, declared: before }, "groups").texts);
        const nameOf = (id: string): string | undefined => person.groupName?.(id);
        const hadNames = new Set([...had].map(nameOf));
        // A person who follows to a group that is made again was in one of its name before.
        const follows = (id: string): boolean =>
          !groups.includes(id) && nameOf(id) !== undefined && hadNames.has(nameOf(id));
        const group = memberOf(person, { groups, groupNames }, (id) => !had.has(id) && !follows(id));
        if (group === undefined || "undecided" in group) return group;
        const field = fieldsMeaning(kind, "groups")[0] ?? "";
        return {
          problem: `${before === undefined ? "is in" : "joins"} the privileged group ${group.shown}`,
          remedy: `Take it out of ${field}, or list the name under approved in the policy file.`,
          outside: [group.shown],
        };
      },
    })),
};

/** Certain groups and units stay: they are neither deleted nor replaced. */
export const protectedGroups: RuleKind = {
  about: "Certain groups and units are neither deleted nor replaced.",
  settings: z
    .strictObject({ ...scope, ...groupSettings, needProtect: z.boolean().default(false) })
    .refine(namesAny, NONE)
    .transform(({ groups, groupNames, needProtect, ...where }) => ({
      ...where,
      judgeGroup: (group) => {
        const { key, id = "" } = group;
        if (isNamed({ groups, groupNames }, { id, name: key }) !== true) return undefined;
        return brokenProtection(group, needProtect, {
          deleted: 'Keep the declaration, or set onDelete: "retain" in a run of its own first.',
          replaced: "Take the change back that needs a new one.",
        });
      },
    })),
};
