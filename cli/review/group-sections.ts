import { grouped } from "../../provider/model/kept";
import type { Fields } from "../../provider/model/values";
import type { GroupOf } from "../report/field-values";
import type { Entry, Heading, Section } from "../report/model";
import { quoted, say, type Text, when } from "../report/text";
import { endsAccount, fateOf, keyIn, type Movement, names, people as count, takesOver } from "./movement";
import { groupsOf } from "../stack/named-objects";
import type { People } from "./people";
import { heading, joiner, replaced, stayer } from "./person-entry";

interface GroupSection extends Heading {
  readonly holds: (group: Movement) => boolean;
  readonly entry: (group: Movement, people: GroupPeople, groupOf: GroupOf) => Entry;
}

const isRenamed = (group: Movement): boolean =>
  group.move === "changes" && keyIn(group, group.before) !== keyIn(group, group.after);

/** Sections in the order of what a reader must not miss. */
const SECTIONS: readonly GroupSection[] = [
  {
    id: "groups-deleted",
    label: "deleted",
    title: "Groups and units deleted",
    about: "One that still holds somebody then is kept, and the run names them.",
    tone: "goes",
    holds: (group) => group.move === "leaves" && fateOf(group) === "delete",
    entry: (group, people) =>
      goer(group, [
        ...lossNotes(group, people),
        ...when(group.protect, say`Protected: the engine refuses to delete it.`),
      ]),
  },
  {
    id: "groups-replaced",
    label: "replaced",
    title: "Groups and units replaced",
    about: "Deleted and created again; people whom the program puts into one follow to the new one.",
    tone: "replaced",
    holds: ({ move }) => move === "replaced",
    entry: (group, people, groupOf) => {
      const entry = replaced(group, groupOf);
      return { ...entry, notes: [...entry.notes, ...(endsAccount(group) ? lossNotes(group, people) : [])] };
    },
  },
  {
    id: "groups-retained",
    label: "let go",
    title: "Groups and units let go",
    about: "Leave the program and stay as they are, managed by nobody.",
    tone: "note",
    holds: (group) => group.move === "leaves" && fateOf(group) !== "delete",
    entry: (group) => goer(group, []),
  },
  {
    id: "groups-renamed",
    label: "renamed",
    title: "Groups and units renamed",
    about: "Nobody leaves or joins.",
    tone: "changes",
    holds: isRenamed,
    entry: (group, _people, groupOf) => stayer(group, groupOf),
  },
  {
    id: "groups-changed",
    label: "changing",
    title: "Groups and units changed",
    about: "",
    tone: "changes",
    holds: (group) => group.move === "changes" && !isRenamed(group),
    entry: (group, _people, groupOf) => stayer(group, groupOf),
  },
  {
    id: "groups-adopted",
    label: "adopted",
    title: "Groups and units adopted",
    about: "One that exists already is taken over and brought in line.",
    tone: "comes",
    holds: (group) => group.move === "joins" && takesOver(group),
    entry: (group, _people, groupOf) => joiner(group, groupOf),
  },
  {
    id: "groups-created",
    label: "created",
    title: "Groups and units created",
    about: "",
    tone: "comes",
    holds: (group) => group.move === "joins" && !takesOver(group),
    entry: (group, _people, groupOf) => joiner(group, groupOf),
  },
];

/** What becomes of the groups and units of a plan; none of those that stay as they are. */
export function groupSections({ groups, movements, names: { groupOf } }: People): readonly Section[] {
  const people = new GroupPeople(groups.length === 0 ? [] : movements);
  return SECTIONS.flatMap(({ holds, entry, ...heading }) => {
    const held = groups.filter(holds);
    if (held.length === 0) return [];
    return [{ ...heading, entries: held.map((group) => entry(group, people, groupOf)) }];
  });
}

/** A group or unit that goes, with its id on the cloud. */
function goer(group: Movement, notes: readonly Text[]): Entry {
  const { kind, id } = group;
  const facts = id === undefined ? [] : [{ field: kind.idOutput, value: say`${quoted(id)}` }];
  return { ...heading(group, group.before), facts, changes: [], notes };
}

/** Who of the plan loses it, and whether the run will get so far as to delete it. */
function lossNotes(group: Movement, people: GroupPeople): readonly Text[] {
  const { kind, before } = group;
  const losing = people.losing(group);
  const staying = people.staying(group);
  const withMembers = before["deleteWithMembers"] === true;
  return [
    losing.length === 0
      ? say`Nobody of this plan is in it.`
      : say`${count(losing.length)} of this plan ${losing.length === 1 ? "loses" : "lose"} it: ${names(losing)}.`,
    ...when(
      group.move === "leaves" && staying.length > 0 && !withMembers,
      say`${count(staying.length)} would still be declared in it, so the run will keep it: ${names(staying)}.`,
    ),
    ...when(
      withMembers,
      say`Whoever else is in this ${kind.noun} loses it too (deleteWithMembers); no preview knows them.`,
    ),
  ];
}

/** The people of a plan by the ids of their groups and units. */
export class GroupPeople {
  private readonly before: ReadonlyMap<string, readonly Movement[]>;
  private readonly after: ReadonlyMap<string, readonly Movement[]>;

  constructor(people: readonly Movement[]) {
    const keeping = people.filter(keepsAccount);
    const placesOf = (person: Movement, fields: Fields): readonly string[] =>
      groupsOf(person.kind, fields).map((id) => placeOf(person, id));
    this.before = grouped(keeping, (person) => placesOf(person, person.before));
    this.after = grouped(keeping, (person) => placesOf(person, person.after));
  }

  /** People who are in it now and keep their account: once it is gone, they have lost it. */
  losing(group: Movement): readonly Movement[] {
    return this.before.get(placeOf(group, group.id ?? "")) ?? [];
  }

  /** People who are declared in it by its present id after the update, too. */
  staying(group: Movement): readonly Movement[] {
    return this.after.get(placeOf(group, group.id ?? "")) ?? [];
  }
}

function keepsAccount(person: Movement): boolean {
  return person.move !== "leaves" || fateOf(person) !== "delete";
}

function placeOf({ kind }: Movement, id: string): string {
  return `${kind.directory.name} ${id}`;
}
