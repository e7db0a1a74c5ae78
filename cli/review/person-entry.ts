import type { Directory } from "../../provider/model/directory";
import type { Fields } from "../../provider/model/values";
import { factsOf, keyText, nameText } from "../report/field-values";
import type { PersonEntry } from "../report/model";
import { quoted, say, type Text } from "../report/text";
import { contactsOf } from "./contacts";
import { fieldChanges } from "./field-changes";
import { fateOf, keyOf } from "./keys";
import type { Movement } from "./movement";

/** Somebody who comes, with everything that is declared. */
export function joiner(movement: Movement): PersonEntry {
  const { directory, after, imported, protect } = movement;
  const notes = [
    ...(imported ? [say`Imported: nothing is sent.`] : []),
    ...(protect ? [say`Protected from deletion.`] : []),
  ];
  return { ...heading(movement, after), facts: factsOf(directory, after), changes: [], notes };
}

/** Somebody who goes, with what is needed to know who it is. */
export function leaver(movement: Movement): PersonEntry {
  const { directory, before, protect, lastDay } = movement;
  const contacts = new Set(
    contactsOf(directory, before)
      .filter(({ kind }) => kind !== "name")
      .map(({ value }) => value),
  );
  const facts = factsOf(directory, before).filter(
    ({ field }) => typeof before[field] === "string" && contacts.has(String(before[field])),
  );
  const fate = fateOf(movement);
  const notes = [
    ...(lastDay === undefined ? [] : [say`leaves: until ${quoted(lastDay)}`]),
    ...(fate === "disable" ? [say`Leaves the program.`] : []),
    ...(protect && fate === "delete" ? [say`Protected: the engine refuses to delete this account.`] : []),
  ];
  return { ...heading(movement, before), facts, changes: [], notes };
}

/** Somebody who stays, with what changes. */
export function stayer(movement: Movement): PersonEntry {
  const changes = fieldChanges(movement);
  const notes =
    changes.length === 0
      ? [
          say`The engine updates this person without a change of a field: an earlier run has not finished, or the program's version changed.`,
        ]
      : [];
  return { ...heading(movement, movement.before), facts: [], changes, notes };
}

/** Somebody whose account is deleted and created again: why, and what is lost. */
export function replaced(movement: Movement): PersonEntry {
  const { directory, replacedBy } = movement;
  const reasons = replacedBy.map((field) => reasonOf(directory, field));
  const losses = [...new Set(replacedBy.flatMap((field) => lossOf(directory, field)))];
  const why =
    reasons.length > 0
      ? reasons.map((reason) => say`Why: ${reason}.`)
      : [say`Why: the program or the command line asks for it.`];
  return {
    ...heading(movement, movement.before),
    facts: [],
    changes: fieldChanges(movement),
    notes: [...why, ...losses.map((loss) => say`Lost: ${loss}.`)],
  };
}

function heading(
  { directory, ...movement }: Movement,
  fields: Fields,
): Pick<PersonEntry, "directory" | "key" | "name"> {
  const name = nameText(directory, fields);
  return {
    directory: directory.name,
    key: keyText(directory, keyOf({ directory, ...movement })),
    ...(name !== undefined && { name }),
  };
}

function reasonOf(directory: Directory, field: string): Text {
  const change = directory.fields[field]?.change;
  return change?.kind === "replaces"
    ? say`${field} changes and ${change.because}`
    : say`${field} changes and the program asks for a new account then`;
}

function lossOf(directory: Directory, field: string): readonly string[] {
  const change = directory.fields[field]?.change;
  return change?.kind === "replaces" ? [change.loses] : [];
}
