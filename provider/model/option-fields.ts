import { z } from "zod";
import { field } from "./field";

const SOURCE = "Rollcall, docs/lifecycle.md";

/** Inputs that every directory has: they steer Rollcall and never travel. */
export const policyFields = {
  /** What happens when the user already exists at creation: take over if equal, take over and align, or fail. Default `match`. */
  onExisting: field({
    means: "setting",
    type: z.enum(["match", "adopt", "fail"]),
    about:
      "What happens when the user already exists at creation: match takes over one that agrees with what is declared, adopt takes over and aligns, fail refuses. Default: match.",
    limits: "must be match, adopt or fail",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
  /** What happens to the account when the user leaves the program: delete it, disable it, or leave it alone. Default `delete`. */
  onDelete: field({
    means: "setting",
    type: z.enum(["delete", "disable", "retain"]),
    about:
      "What happens to the account when the user leaves the program: it is deleted, disabled, or retained as it is. Default: delete.",
    limits: "must be delete, disable or retain",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
  /** What a declared list of groups means for memberships by others: they are ended, or stay. Default `remove`. */
  otherGroups: field({
    means: "setting",
    type: z.enum(["keep", "remove"]),
    about:
      "Whether memberships that others gave stay beside the declared groups: keep lets them stay, remove ends them. Default: remove.",
    limits: "must be keep or remove",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
} as const;

/** Inputs of every kind that people are in: what happens to one of the same name, and to this one when it leaves the program. */
export const holderOptions = {
  /** What happens when one of this name exists already: take over if equal, take over and align, or fail. Default `match`. */
  onExisting: field({
    means: "setting",
    type: z.enum(["match", "adopt", "fail"]),
    about:
      "What happens when one of this name exists already: match takes over one that agrees with what is declared, adopt takes over and aligns, fail refuses. Default: match.",
    limits: "must be match, adopt or fail",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
  /** What happens when it leaves the program: delete it, as long as nobody is in it, or leave it alone. Default `delete`. */
  onDelete: field({
    means: "setting",
    type: z.enum(["delete", "retain"]),
    about:
      "What happens when it leaves the program: delete ends it as long as nobody is in it, retain leaves it alone. Default: delete.",
    limits: "must be delete or retain",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
} as const;

/** The same for groups. */
export const groupOptions = {
  ...holderOptions,
  /** Delete the group although people are in it who then lose it. Default false: it is kept, and an error names them. */
  deleteWithMembers: field({
    means: "setting",
    type: z.boolean(),
    about:
      "Whether the group is deleted although people are in it, who then lose it. Default: false, and an error names them.",
    limits: "must be true or false",
    source: SOURCE,
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  }),
} as const;
