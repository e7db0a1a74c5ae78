import { isReference } from "../../sdk/lib/roster/references";
import { factsOf, type GroupOf, keyText } from "../report/field-values";
import type { GroupEntry, GroupSection } from "../report/model";
import { listed, quoted, say, type Text } from "../report/text";
import type { ManagedObject, StackState } from "../stack/stack-state";
import { changeOf, heading, headingOf, shownKey, shownOf } from "./entries";
import type { Drift } from "./find-drift";

/** Groups and units that are gone, edited, or managed by nobody. */
export function groupSections(state: StackState, drift: Drift, groupOf: GroupOf): readonly GroupSection[] {
  const all: readonly GroupSection[] = [
    {
      id: "groups-deleted",
      label: "deleted",
      title: "Groups and units deleted",
      about:
        "Gone from the cloud. pulumi up --refresh creates them again, and puts the people back whom the program declares there.",
      tone: "goes",
      groups: drift.findings.flatMap(({ kind, person }) =>
        kind === "deleted" && isGroup(person)
          ? [entry(person, { facts: factsOf(person.kind, shownOf(person), groupOf), notes: lossNotes(state, person) })]
          : [],
      ),
    },
    {
      id: "groups-edited",
      label: "edited",
      title: "Groups and units edited",
      about: "Left: the last run. Right: the cloud now. pulumi up --refresh puts the program's values back.",
      tone: "changes",
      groups: drift.findings.flatMap((finding) =>
        finding.kind === "edited" && isGroup(finding.person)
          ? [
              entry(finding.person, {
                changes: finding.differences.map((difference) => changeOf(finding.person, difference, groupOf)),
              }),
            ]
          : [],
      ),
    },
    {
      id: "groups-unmanaged",
      label: "managed by nobody",
      title: "Groups and units managed by nobody",
      about:
        "In the directory, but not in this stack. To manage them: rollcall import --directory <directory> --only-groups --groups-pattern <name>. To hide them: --ignore <name>, or a line in .rollcallignore.",
      tone: "note",
      groups: drift.unmanaged.flatMap(({ kind, user }) =>
        kind.token === "User"
          ? []
          : [
              {
                noun: kind.noun,
                ...heading(kind, user.ref.key, user.fields),
                facts: [
                  { field: kind.idOutput, value: say`${quoted(user.ref.id)}` },
                  ...factsOf(kind, user.fields, groupOf),
                ],
                changes: [],
                notes: [],
              },
            ],
      ),
    },
  ];
  return all.filter(({ groups }) => groups.length > 0);
}

function isGroup({ kind }: ManagedObject): boolean {
  return kind.token !== "User";
}

function entry(group: ManagedObject, told: Partial<Pick<GroupEntry, "facts" | "changes" | "notes">>): GroupEntry {
  return { noun: group.kind.noun, ...headingOf(group), facts: [], changes: [], notes: [], ...told };
}

/** Who of the stack was in it by the last run. */
function lossNotes({ people }: StackState, group: ManagedObject): readonly Text[] {
  const lost = people.filter(
    ({ kind, declared }) =>
      kind.directory.name === group.kind.directory.name &&
      Object.entries(kind.fields).some(
        ([field, spec]) => isReference(spec) && [declared[field]].flat().includes(group.id),
      ),
  );
  if (lost.length === 0) return [];
  const names = listed(lost.map((person) => keyText(person.kind, shownKey(person))));
  return [say`${lost.length} of this stack ${lost.length === 1 ? "was" : "were"} in it: ${names}.`];
}

/** Names of groups and units: as the clouds have them now, else as the stack remembers them. */
export function groupNames(state: StackState, { seen }: Pick<Drift, "seen">): GroupOf {
  const names = new Map<string, string>();
  const note = (directory: string, id: string, name: string): void => void names.set(`${directory} ${id}`, name);
  for (const { directory, id, name } of state.names) note(directory, id, name);
  for (const { kind, id, key } of state.groups) note(kind.directory.name, id, key);
  for (const { kind, observed } of seen) note(kind.directory.name, observed.ref.id, observed.ref.key);
  // What the program keeps secret is in no text, whatever the cloud tells of it.
  for (const { kind, id, secret } of state.groups)
    if (secret.has(kind.naturalKey)) names.delete(`${kind.directory.name} ${id}`);
  return (directory, id) => {
    const name = names.get(`${directory} ${id}`);
    return name === undefined ? undefined : { name };
  };
}
