import type { Kind } from "../../provider/model/kind";
import { factsOf, type GroupOf, headOf, keyText } from "../report/field-values";
import type { Heading, Section } from "../report/model";
import { listed, quoted, say, type Text } from "../report/text";
import { groupsOf } from "../stack/named-objects";
import type { ManagedObject, StackState } from "../stack/stack-state";
import { changeOf, headingOf, shownKey, shownOf } from "./entries";
import type { Drift } from "./find-drift";
import type { Traces } from "./traces";

type Found = "deleted" | "edited" | "unmanaged";

const EDITED = "Left: the last run. Right: the cloud now. pulumi up --refresh puts the program's values back.";

const PEOPLE: Readonly<Record<Found, Heading>> = {
  deleted: {
    id: "deleted",
    label: "deleted",
    title: "Deleted",
    about:
      "The account is gone from the cloud. pulumi up --refresh creates it again; to let the person go, take it out of the program.",
    tone: "goes",
  },
  edited: { id: "edited", label: "edited", title: "Edited", about: EDITED, tone: "changes" },
  unmanaged: {
    id: "unmanaged",
    label: "managed by nobody",
    title: "Managed by nobody",
    about:
      "In the directory, but not in this stack. To manage them: rollcall import --directory <directory> --pattern <name>. To hide them: --ignore <name>, or a line in .rollcallignore.",
    tone: "note",
  },
};

const GROUPS: Readonly<Record<Found, Heading>> = {
  deleted: {
    id: "groups-deleted",
    label: "deleted",
    title: "Groups and units deleted",
    about:
      "Gone from the cloud. pulumi up --refresh creates them again, and puts the people back whom the program declares there.",
    tone: "goes",
  },
  edited: { id: "groups-edited", label: "edited", title: "Groups and units edited", about: EDITED, tone: "changes" },
  unmanaged: {
    id: "groups-unmanaged",
    label: "managed by nobody",
    title: "Groups and units managed by nobody",
    about:
      "In the directory, but not in this stack. To manage them: rollcall import --directory <directory> --only-groups --groups-pattern <name>. To hide them: --ignore <name>, or a line in .rollcallignore.",
    tone: "note",
  },
};

/** Who is gone, edited, or managed by nobody: of people, or of groups and units. Sections may be empty. */
export function sectionsOf(
  of: "people" | "groups",
  state: StackState,
  { findings, unmanaged }: Drift,
  traces: Traces,
  groupOf: GroupOf,
): readonly Section[] {
  const headings = of === "people" ? PEOPLE : GROUPS;
  const isMeant = (kind: Kind): boolean => (kind.token === "User") === (of === "people");
  const deleted = findings.flatMap(({ kind, person }) =>
    kind === "deleted" && isMeant(person.kind)
      ? [
          {
            ...headingOf(person),
            facts: factsOf(person.kind, shownOf(person), groupOf),
            changes: [],
            notes: of === "people" ? [] : lossNotes(state, person),
          },
        ]
      : [],
  );
  const edited = findings.flatMap((finding) => {
    if (finding.kind !== "edited" || !isMeant(finding.person.kind)) return [];
    const changes = finding.differences.map((difference) => changeOf(finding.person, difference, groupOf));
    return [{ ...headingOf(finding.person), facts: [], changes, notes: [] }];
  });
  const others = unmanaged
    .filter(({ kind }) => isMeant(kind))
    .map(({ kind, user }) => ({
      ...headOf(kind, user.ref.key, user.fields),
      facts: [
        ...(of === "people" ? [] : [{ field: kind.idOutput, value: say`${quoted(user.ref.id)}` }]),
        ...factsOf(kind, user.fields, groupOf),
      ],
      changes: [],
      notes: of === "people" ? traces.of(kind, user) : [],
    }));
  return [
    { ...headings.deleted, entries: deleted },
    { ...headings.edited, entries: edited },
    { ...headings.unmanaged, entries: others },
  ];
}

/** Who of the stack was in it by the last run. */
function lossNotes({ people }: StackState, group: ManagedObject): readonly Text[] {
  const lost = people.filter(
    ({ kind, declared }) =>
      kind.directory.name === group.kind.directory.name && groupsOf(kind, declared).includes(group.id),
  );
  if (lost.length === 0) return [];
  const names = listed(lost.map((person) => keyText(person.kind, shownKey(person))));
  return [say`${lost.length} of this stack ${lost.length === 1 ? "was" : "were"} in it: ${names}.`];
}
