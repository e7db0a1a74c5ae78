import { z } from "zod";
import { field, type FieldSpec } from "./field";

/** An input that steers Rollcall and never travels. */
function option<T extends z.ZodType>(type: T, limits: string, about: string): FieldSpec<T, false> {
  return field({
    means: "setting",
    type,
    about,
    limits,
    source: "Rollcall, docs/lifecycle.md",
    wire: "",
    readBack: "never",
    change: { kind: "option" },
  });
}

/** What becomes of one that is there already when it is to be created. */
function onExisting(about: string): FieldSpec<z.ZodEnum<{ match: "match"; adopt: "adopt"; fail: "fail" }>, false> {
  return option(z.enum(["match", "adopt", "fail"]), "must be match, adopt or fail", about);
}

/** Inputs of users on every directory. */
export const policyFields = {
  /** What happens when the user already exists at creation: take over if equal, take over and align, or fail. Default `match`. */
  onExisting: onExisting(
    "What happens when the user already exists at creation: match takes over one that agrees with what is declared, adopt takes over and aligns, fail refuses. Default: match.",
  ),
  /** What happens to the account when the user leaves the program: delete it, disable it, or leave it alone. Default `delete`. */
  onDelete: option(
    z.enum(["delete", "disable", "retain"]),
    "must be delete, disable or retain",
    "What happens to the account when the user leaves the program: it is deleted, disabled, or retained as it is. Default: delete.",
  ),
  /** What a declared list of groups means for memberships by others: they are ended, or stay. Default `remove`. */
  otherGroups: option(
    z.enum(["keep", "remove"]),
    "must be keep or remove",
    "Whether memberships that others gave stay beside the declared groups: keep lets them stay, remove ends them. Default: remove.",
  ),
} as const;

/** Inputs of every kind that people are in: what happens to one of the same name, and to this one when it leaves the program. */
export const holderOptions = {
  /** What happens when one of this name exists already: take over if equal, take over and align, or fail. Default `match`. */
  onExisting: onExisting(
    "What happens when one of this name exists already: match takes over one that agrees with what is declared, adopt takes over and aligns, fail refuses. Default: match.",
  ),
  /** What happens when it leaves the program: delete it, as long as nobody is in it, or leave it alone. Default `delete`. */
  onDelete: option(
    z.enum(["delete", "retain"]),
    "must be delete or retain",
    "What happens when it leaves the program: delete ends it as long as nobody is in it, retain leaves it alone. Default: delete.",
  ),
} as const;

/** The same for groups. */
export const groupOptions = {
  ...holderOptions,
  /** Delete the group although people are in it who then lose it. Default false: it is kept, and an error names them. */
  deleteWithMembers: option(
    z.boolean(),
    "must be true or false",
    "Whether the group is deleted although people are in it, who then lose it. Default: false, and an error names them.",
  ),
} as const;
