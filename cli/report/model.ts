import { joinTexts, say, type Text } from "./text";

/** A report about people and the groups they are in: what `rollcall review` and `rollcall drift` tell, before any format is chosen. */
export interface Report {
  readonly kind: "review" | "drift";
  /** Heading, e.g. `Review of users: acme/dev`. */
  readonly title: Text;
  /** How many people stand where, in the order of the summary line; zeros are shown only where `always` is set. */
  readonly counts: readonly Count[];
  /** What a reader must look at first, gravest first. */
  readonly risks: readonly Risk[];
  readonly sections: readonly Section[];
  /** Groups and units, which are no people and count apart. */
  readonly groups: readonly Section[];
  /** What the report could not see, one sentence each. Empty: it saw everything. */
  readonly unseen: readonly Text[];
}

/** A number of the summary line: `3 joining`. */
export interface Count {
  /** Stable name for JSON: `joins`. */
  readonly id: string;
  readonly label: string;
  readonly number: number;
  readonly always?: true;
}

/** A flag on top of a report. */
export interface Risk {
  /** Stable name for JSON and for filters: `look-alike`. */
  readonly id: string;
  readonly level: "high" | "notice";
  readonly text: Text;
}

/** The flag, where there is anybody whom it is about. */
export function riskAbout(found: readonly unknown[], risk: Risk): readonly Risk[] {
  return found.length === 0 ? [] : [risk];
}

/** People, or groups and units, with the same change. */
export interface Section {
  /** Stable name for JSON: `joins`. */
  readonly id: string;
  /** For a summary line: `2 leaving`. */
  readonly label: string;
  /** `Leave: 2` without the number, which follows from the entries. */
  readonly title: string;
  /** One sentence under the title; empty when the title says it all. */
  readonly about: string;
  /** Decides colour and the mark in front of each entry. */
  readonly tone: Tone;
  /** How many entries there are beyond those below; absent where all are shown. */
  readonly more?: number;
  readonly entries: readonly Entry[];
}

/** A section before anybody is in it. */
export type Heading = Omit<Section, "entries" | "more">;

/** What happens to the people of a section: they come, go, go and come again, change, or merely need attention. */
export type Tone = "comes" | "goes" | "replaced" | "changes" | "note";

/** The mark in front of each person; the same in every format, so that a report needs no colour. */
export const MARKS: Readonly<Record<Tone, string>> = { comes: "+", goes: "-", replaced: "±", changes: "~", note: "!" };

/** One person, group or unit in one directory. */
export interface Entry {
  /** What it is unless a person: `group`, `organisation`, `unit`. */
  readonly noun?: string;
  readonly directory: string;
  /** Natural key. */
  readonly key: Text;
  /** Display name, when the program or the cloud tells one that is not the key itself. */
  readonly name?: Text;
  /** What is worth knowing of a person who comes or goes: field and value. */
  readonly facts: readonly Fact[];
  readonly changes: readonly FieldChange[];
  /** Whole sentences: a replacement's reason and loss, who loses a group. */
  readonly notes: readonly Text[];
}

/** A field and its value. */
export interface Fact {
  readonly field: string;
  readonly value: Text;
}

/** How one field of an entry changes. */
export type FieldChange =
  /** `undefined`: the field was not set, or is not any more. */
  | {
      readonly kind: "value";
      readonly field: string;
      readonly before: Text | undefined;
      readonly after: Text | undefined;
    }
  | {
      readonly kind: "list";
      readonly field: string;
      readonly added: readonly Text[];
      readonly removed: readonly Text[];
    }
  /** Secrets: nothing but that they change. */
  | { readonly kind: "secret"; readonly field: string }
  /** The new value is known only during the update. */
  | { readonly kind: "unknown"; readonly field: string };

/** A change in words, without the name of its field: `a → b`, `+x, -y`, `changed`. */
export function changeText(change: FieldChange): Text {
  switch (change.kind) {
    case "secret":
      return ["changed"];
    case "unknown":
      return ["known after the update"];
    case "list": {
      const members = [
        ...change.added.map((member) => say`+${member}`),
        ...change.removed.map((member) => say`-${member}`),
      ];
      return members.length === 0 ? ["order"] : joinTexts(members, ", ");
    }
    case "value":
      return say`${change.before ?? "(not set)"} → ${change.after ?? "(not set)"}`;
  }
}

/** The numbers that a summary shows, in order. */
export function shownCounts({ counts }: Report): readonly Count[] {
  return counts.filter(({ number, always }) => number > 0 || always === true);
}

/** The summary in one line of plain words: `1 leaving, 2 joining, 990 unchanged`. */
export function summaryLine(report: Report): string {
  return shownCounts(report)
    .map(({ number, label }) => `${number} ${label}`)
    .join(", ");
}

/** The same of groups and units: `1 deleted, 2 created`; empty where there are none. */
export function groupsLine({ groups }: Report): string {
  return groups.map((section) => `${sizeOf(section)} ${section.label}`).join(", ");
}

/** Where an entry stands, and what it is unless a person: `eds`, `eds group`. */
export function placeText({ directory, noun }: Entry): string {
  return noun === undefined ? directory : `${directory} ${noun}`;
}

/** How many a section is about. */
export function sizeOf({ entries, more = 0 }: Section): number {
  return entries.length + more;
}

/** The report with every section of people, groups and units passed through a function. */
export function mapSections(report: Report, change: (section: Section) => Section): Report {
  return { ...report, sections: report.sections.map(change), groups: report.groups.map(change) };
}
