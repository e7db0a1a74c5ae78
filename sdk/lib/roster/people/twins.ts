import { grouped } from "../../../../provider/model/kept";
import type { Meaning } from "../../../../provider/model/field";
import { mayBeOneKey, rewrittenForms } from "../cell/rewritten-key";
import { visible } from "../cell/hygiene";
import type { Person } from "./person";
import { describePlace, warningAt } from "../problem";

/** By what somebody is reached. */
const CONTACTS: ReadonlySet<Meaning> = new Set(["email", "phone"] as const);

/**
 * A warning of people who share an address or a number and whose keys are one key in two forms that programs make of it (`00123` and `123`), as
 * where two files were put together of which one went through a spreadsheet: one person would have two accounts.
 */
export function warnOfTwins(people: readonly Person[]): readonly string[] {
  const reached = grouped(people, contactsOf);
  const twins = [...reached.values()].flatMap(([first, ...others]) =>
    others.filter((other) => areOneKey(first, other)).map((other) => `${named(other)} and ${named(first)}`),
  );
  return warningAt(
    [...new Set(twins)],
    "one key in two forms, with the same address or number. If that is one person, keep the right one of the two.",
  );
}

function contactsOf({ kind, fields }: Person): readonly string[] {
  return Object.entries(kind.fields).flatMap(([field, { means }]) => {
    const value = fields[field];
    const isContact = CONTACTS.has(means) && typeof value === "string" && value !== "";
    return isContact ? [JSON.stringify([kind.directory.name, field, value.toLowerCase()])] : [];
  });
}

function areOneKey({ key: one }: Person, { key: other }: Person): boolean {
  if (one === undefined || other === undefined || one === other) return false;
  return mayBeOneKey(rewrittenForms(one), rewrittenForms(other));
}

function named({ key = "", keyPlace }: Person): string {
  return `${describePlace(keyPlace)} (${visible(key)})`;
}
