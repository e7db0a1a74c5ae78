import { z } from "zod";
import { type RuleKind, scope } from "../rule";

/** Certain people keep their account: it is neither deleted nor replaced. */
export const protectedPeople: RuleKind = {
  about: "Certain people's accounts are neither deleted nor replaced.",
  settings: z.strictObject({ ...scope, people: z.array(z.string().min(1)).min(1), needProtect: z.boolean().default(false) }).transform(({ people, needProtect, ...where }) => ({
    ...where,
    judge: ({ key, fate, protect }) => {
      if (!people.includes(key)) return undefined;
      if (fate === "deleted") return { problem: "is protected by the policy and would be deleted", remedy: "Keep the declaration, or set onDelete: \"disable\" or \"retain\" in a run of its own first." };
      if (fate === "replaced") return { problem: "is protected by the policy and would be deleted and created again", remedy: "Take the change back that needs a new account." };
      if (fate === "stays" && needProtect && !protect) return { problem: "is protected by the policy, but not by the engine", remedy: "Pass { protect: true } as resource option." };
      return undefined;
    },
  })),
};
