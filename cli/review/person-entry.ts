import type { Kind } from "../../provider/model/kind";
import type { Fields } from "../../provider/model/values";
import { groupsField } from "../../provider/model/memberships";
import { factsOf, type EntryHead, type GroupOf, headOf, scalarText } from "../report/field-values";
import { joinTexts, listed, quoted, say, type Text, when } from "../report/text";
import type { Entry } from "../report/model";
import { contactsOf } from "./contacts";
import { fieldChanges } from "./field-changes";
import { endsAccount, fateOf, keyOf, type Movement } from "./movement";

/** Whoever comes, with everything that is declared. */
export function joiner(movement: Movement, groupOf: GroupOf): Entry {
  const { kind, after, imported, protect } = movement;
  const notes = [
    ...awaitedNotes(movement, groupOf),
    ...when(imported, say`Imported: nothing is sent.`),
    ...when(protect, say`Protected from deletion.`),
  ];
  return { ...heading(movement, after), facts: factsOf(kind, after, groupOf), changes: [], notes };
}

/** Somebody who goes, with what is needed to know who it is. */
export function leaver(movement: Movement): Entry {
  const { kind, before, protect, lastDay, leftOver } = movement;
  const contacts = new Set(
    contactsOf(kind, before)
      .filter(({ kind }) => kind !== "name")
      .map(({ value }) => value),
  );
  const facts = factsOf(kind, before).filter(
    ({ field }) => typeof before[field] === "string" && contacts.has(String(before[field])),
  );
  const fate = fateOf(movement);
  const notes = [
    ...(lastDay === undefined ? [] : [say`leaves: until ${quoted(lastDay)}`]),
    ...when(leftOver === true, say`An earlier run made a new account in its place, and this one was left.`),
    ...when(fate === "disable" && leftOver !== true, say`Leaves the program.`),
    ...when(protect && fate === "delete", say`Protected: the engine refuses to delete this account.`),
  ];
  return { ...heading(movement, before), facts, changes: [], notes };
}

/** Whoever stays, with what changes. */
export function stayer(movement: Movement, groupOf: GroupOf): Entry {
  const changes = fieldChanges(movement, groupOf);
  const { kind } = movement;
  const field = groupsField(kind.fields) ?? "";
  const ended = movement.endedMemberships ?? [];
  const groups = joinTexts(
    ended.map((group) => scalarText(kind, field, group, groupOf)),
    ", ",
  );
  const notes = [
    ...when(
      changes.length === 0,
      say`The engine updates this ${kind.token === "User" ? "person" : kind.noun} without a change of a field: an earlier run has not finished, or the program's version changed.`,
    ),
    ...awaitedNotes(movement, groupOf),
    ...when(
      ended.length > 0,
      say`Leaves groups that others gave: ${groups}. With otherGroups: "keep" they would stay.`,
    ),
  ];
  return { ...heading(movement, movement.before), facts: [], changes, notes };
}

/** What is known already of groups and units whose ids the update finds out. */
function awaitedNotes({ kind, awaited }: Movement, groupOf: GroupOf): readonly Text[] {
  return [...(awaited ?? [])].map(
    ([field, urns]) =>
      say`${field} depends on ${listed(urns.map((urn) => scalarText(kind, field, urn, groupOf)))}, made by the same update.`,
  );
}

/** Whoever is deleted and created again: why, and what is lost. */
export function replaced(movement: Movement, groupOf: GroupOf): Entry {
  const { kind, replacedBy } = movement;
  const reasons = replacedBy.map((field) => reasonOf(kind, field));
  const losses = [...new Set(replacedBy.flatMap((field) => lossOf(kind, field)))];
  const why =
    reasons.length > 0
      ? reasons.map((reason) => say`Why: ${reason}.`)
      : [say`Why: the program or the command line asks for it.`];
  return {
    ...heading(movement, movement.before),
    facts: [],
    changes: fieldChanges(movement, groupOf),
    notes: [
      ...why,
      ...(endsAccount(movement)
        ? losses.map((loss) => say`Lost: ${loss}.`)
        : [
            say`The old ${kind.token === "User" ? "account" : kind.noun} stays${fateOf(movement) === "disable" ? ", disabled" : ""}, managed by nobody.`,
          ]),
    ],
  };
}

/** Whom or what an entry is about, by what is declared. */
export function heading(movement: Movement, fields: Fields): EntryHead {
  return headOf(movement.kind, keyOf(movement), fields);
}

function reasonOf(kind: Kind, field: string): Text {
  const change = kind.fields[field]?.change;
  return change?.kind === "replaces"
    ? say`${field} changes and ${change.because}`
    : say`${field} changes and the program asks for a new ${kind.token === "User" ? "account" : "one"} then`;
}

function lossOf(kind: Kind, field: string): readonly string[] {
  const change = kind.fields[field]?.change;
  return change?.kind === "replaces" ? [change.loses] : [];
}
