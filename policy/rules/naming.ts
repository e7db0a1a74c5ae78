import { z } from "zod";
import { isUnknown } from "../../provider/lifecycle/unknown";
import { isStaying } from "../person";
import { pattern, type RuleKind, scope } from "../rule";

/** Natural keys follow a pattern. */
export const naming: RuleKind = {
  about: "Names of users follow a pattern.",
  settings: z.strictObject({ ...scope, pattern }).transform(({ pattern: wanted, ...where }) => ({
    ...where,
    judge: (person) => {
      if (!isStaying(person)) return undefined;
      const { naturalKey } = person.directory;
      const name = person.declared[naturalKey] ?? person.key;
      if (isUnknown(name)) return { undecided: naturalKey };
      if (wanted.test(String(name))) return undefined;
      return { problem: `${naturalKey} does not follow ${wanted.source}`, remedy: `Choose another that does; an account that exists already can be listed under except.`, outside: [wanted.source] };
    },
  })),
};
