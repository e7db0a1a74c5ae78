import { keyText } from "../../report/field-values";
import { listed, quoted, say } from "../../report/text";
import { type Risk, riskAbout } from "../../report/model";
import { GroupPeople } from "../group-sections";
import { fateOf, keyOf, type Movement, people as count } from "../movement";
import type { Preview } from "../read-preview";

/** People who lose a group or unit because it is deleted. They are no deletions, so the guard does not count them. */
export function groupRisks(groups: readonly Movement[], movements: readonly Movement[]): readonly Risk[] {
  const gone = groups.filter((group) => group.move === "leaves" && fateOf(group) === "delete");
  const people = new GroupPeople(gone.length === 0 ? [] : movements);
  const lost = gone.map((group) => ({ group, losing: people.losing(group) })).filter(({ losing }) => losing.length > 0);
  const all = new Set(lost.flatMap(({ losing }) => losing));
  const each = lost.map(
    ({ group, losing }) =>
      say`${keyText(group.kind, keyOf(group))} (${group.kind.directory.name}, ${count(losing.length)})`,
  );
  const text = say`${count(all.size)} would lose a group or unit that is deleted: ${listed(each)}.`;
  return riskAbout(lost, { id: "group-loss", level: "notice", text });
}

/** Groups and units that were renamed at the console, so that rosters have to write the new name. */
export function renameRisks(renames: Preview["renames"]): readonly Risk[] {
  const each = renames.map(({ written, name, id }) => say`${quoted(written)} is ${quoted(name)} now (${quoted(id)})`);
  const text = say`Renamed in the directory, and nobody leaves or joins; rosters should write the new name: ${listed(each, "; ")}.`;
  return riskAbout(renames, { id: "renamed-group", level: "notice", text });
}
