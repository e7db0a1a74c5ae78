import { isUnknown } from "../../provider/model/values";
import { personal, quoted, say, type Text, when } from "../report/text";
import { holdsSecret } from "../report/field-values";
import type { People } from "./people";
import type { Preview } from "./read-preview";
import { people as count } from "./movement";

/** What a report of this preview does not tell, one sentence each, gravest first. */
export function unseenOf(preview: Preview, people: People, unlisted: number): readonly Text[] {
  const { movements, groups, opaqueSets, unknownDirectories, otherChanges, refreshed } = people;
  const unknown = movements.filter(({ after }) => isUnknown(after)).length;
  const hidden = movements.filter(({ kind, after }) =>
    Object.entries(after).some(([field, value]) => kind.fields[field]?.secret !== true && holdsSecret(value)),
  ).length;
  return [
    ...preview.errors
      .filter((error) => error !== "preview failed")
      .map((error) => say`The preview failed, so this report is incomplete: ${personal("words", error)}`),
    ...when(
      [movements, groups, opaqueSets, unknownDirectories, preview.errors].every(({ length }) => length === 0),
      say`The plan holds no user of Rollcall.`,
    ),
    ...opaqueSets.map(
      (name) =>
        say`The members of the set ${quoted(name)} are secret or not known yet: none of them is shown or counted.`,
    ),
    ...unknownDirectories.map(
      (name) =>
        say`This version of Rollcall does not know ${name.includes(":") ? "" : "the directory "}${quoted(name)}: none of them is shown or counted.`,
    ),
    ...when(
      unlisted > 0,
      say`Unchanged resources counted but not listed: ${unlisted}. New people were not compared with them, and resources of other packages may be among them. Add --show-sames to pulumi preview.`,
    ),
    ...when(unknown > 0, say`Values of ${count(unknown)} will be known only during the update; they were not judged.`),
    ...when(hidden > 0, say`Values of ${count(hidden)} are kept secret by the program; they were not judged.`),
    ...when(
      otherChanges > 0,
      say`Resources of other packages that change too: ${otherChanges}. This report is about people and their groups only.`,
    ),
    ...when(
      !refreshed,
      say`The clouds were not asked: changes made behind the program's back are not shown. Add --refresh.`,
    ),
  ];
}
