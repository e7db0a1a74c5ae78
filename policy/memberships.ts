import { z } from "zod";
import { fieldsMeaning, textsOf } from "./meanings";
import type { PolicyPerson, Undecided } from "./rule";

/** Settings that name groups: by the directory's ids, and by what people call them. */
export const groupSettings = {
  groups: z.array(z.string().min(1)).default([]),
  groupNames: z.array(z.string().trim().min(1)).default([]),
} as const;

/** Groups that a setting names. */
export interface NamedGroups {
  readonly groups: readonly string[];
  readonly groupNames: readonly string[];
}

/** Whether a setting names any group. */
export function namesAny({ groups, groupNames }: NamedGroups): boolean {
  return groups.length + groupNames.length > 0;
}

/** Whether a group is one of those that a setting names; `undefined` where its name decides and is not known. */
export function isNamed(
  { groups, groupNames }: NamedGroups,
  { id, name }: { readonly id: string; readonly name: string | undefined },
): boolean | undefined {
  if (groups.includes(id)) return true;
  if (groupNames.length === 0) return false;
  return name === undefined ? undefined : groupNames.some((one) => one.normalize("NFC") === name.normalize("NFC"));
}

/** The first group of the setting in which a person is declared to be, how it is called, or why that cannot be told. */
export function memberOf(
  person: PolicyPerson,
  setting: NamedGroups,
  isMeant: (id: string) => boolean = () => true,
): { readonly id: string; readonly shown: string } | Undecided | undefined {
  if (!namesAny(setting)) return undefined;
  const { texts, hidden } = textsOf(person, "groups");
  const among = texts.filter(isMeant).map((id) => {
    const name = person.groupName?.(id);
    return { id, name, is: isNamed(setting, { id, name }) };
  });
  const found = among.find(({ is }) => is === true);
  if (found !== undefined) return { id: found.id, shown: found.name ?? found.id };
  if (hidden !== undefined) return { undecided: hidden };
  const field = fieldsMeaning(person.kind, "groups")[0];
  if (field === undefined || among.every(({ is }) => is === false)) return undefined;
  return { undecided: field, because: "holds groups whose names are not known here" };
}
