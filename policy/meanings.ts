import { z } from "zod";
import type { Meaning } from "../provider/model/field";
import type { Kind } from "../provider/model/kind";
import { type Fields, isList, isUnknown, type Json } from "../provider/model/values";
import type { PolicyPerson, Undecided } from "./rule";

/** The fields of a kind that mean something, such as an address, whatever their directory calls them. */
export function fieldsMeaning({ fields }: Kind, means: Meaning): readonly string[] {
  return Object.entries(fields).flatMap(([name, spec]) => (spec.means === means ? [name] : []));
}

/** The declared texts of the fields that mean something, lists and single values alike, and the first field that cannot be seen. */
export function textsOf(
  { kind, declared }: { readonly kind: Kind; readonly declared: Fields },
  means: Meaning,
): { readonly texts: readonly string[]; readonly hidden?: string } {
  const names = fieldsMeaning(kind, means);
  const hidden = names.find((name) => isUnknown(declared[name]));
  const texts = names
    .flatMap((name) => list(declared[name]))
    .filter((value): value is string => typeof value === "string" && !isUnknown(value));
  return { texts, ...(hidden !== undefined && { hidden }) };
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

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

/** The first group of the setting that a person declares, with its name, or why that cannot be told. */
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
