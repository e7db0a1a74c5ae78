import { readLimits } from "../../provider/config/limits";
import { Settings } from "../../provider/config/settings";
import { readUrn } from "../../provider/pulumi/names";
import type { Count, Entry, Heading, Report, Section } from "../report/model";
import { quoted, say, type Text } from "../report/text";
import type { GroupOf } from "../report/field-values";
import { fateOf, losesAccess, type Movement, takesOver } from "./movement";
import { groupSections } from "./group-sections";
import { type People, readPeople } from "./people";
import { joiner, leaver, replaced, stayer } from "./person-entry";
import type { Preview } from "./read-preview";
import { risksOf } from "./risks";
import { unseenOf } from "./unseen";

interface PeopleSection extends Heading {
  readonly holds: (movement: Movement) => boolean;
  readonly entry: (movement: Movement, groupOf: GroupOf) => Entry;
}

const leavesBy =
  (fate: ReturnType<typeof fateOf>) =>
  (movement: Movement): boolean =>
    movement.move === "leaves" && fateOf(movement) === fate;

/** Sections in the order of what a reader must not miss. */
const SECTIONS: readonly PeopleSection[] = [
  {
    id: "leaves",
    label: "leaving",
    title: "Leave",
    about: "The account is deleted.",
    tone: "goes",
    holds: leavesBy("delete"),
    entry: leaver,
  },
  {
    id: "replaced",
    label: "replaced",
    title: "Replaced",
    about: "The account is deleted and created again.",
    tone: "replaced",
    holds: ({ move }) => move === "replaced",
    entry: replaced,
  },
  {
    id: "disabled",
    label: "disabled",
    title: "Disabled",
    about: "The account stays, but nobody can sign in with it.",
    tone: "goes",
    holds: (movement) => leavesBy("disable")(movement) || losesAccess(movement),
    entry: (movement, groupOf) => (movement.move === "leaves" ? leaver(movement) : stayer(movement, groupOf)),
  },
  {
    id: "retained",
    label: "let go",
    title: "Let go",
    about: "Leave the program; the account stays as it is, managed by nobody.",
    tone: "note",
    holds: leavesBy("retain"),
    entry: leaver,
  },
  {
    id: "changes",
    label: "changing",
    title: "Change",
    about: "",
    tone: "changes",
    holds: (movement) => movement.move === "changes" && !losesAccess(movement),
    entry: stayer,
  },
  {
    id: "adopted",
    label: "adopted",
    title: "Adopted",
    about: "Join; an account that exists already is taken over and brought in line.",
    tone: "comes",
    holds: (movement) => movement.move === "joins" && takesOver(movement),
    entry: joiner,
  },
  {
    id: "joins",
    label: "joining",
    title: "Join",
    about: "",
    tone: "comes",
    holds: (movement) => movement.move === "joins" && !takesOver(movement),
    entry: joiner,
  },
];

/** Where a preview comes from, and the environment that it is judged with. */
export interface ReviewContext {
  /** Shown in the heading when the preview itself names no stack. */
  readonly stack?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The day, `yyyy-MM-dd`, that the preview was asked about; absent: today. */
  readonly on?: string;
  /** Milliseconds since the epoch, by which ends of accounts are judged; absent: nobody's is over. */
  readonly now?: number;
  /** The deletion guard has let this very preview pass. */
  readonly unguarded?: true;
}

/**
 * The report of a preview.
 * @throws RollcallError ERR_CONFIG when the deletion limits of the stack's configuration are no numbers.
 */
export function reviewReport(preview: Preview, context: ReviewContext): Report {
  const people = readPeople(preview);
  const limits = readLimits(new Settings({ config: (name) => preview.config[name], environment: context.environment }));
  const unlisted = unlistedOf(preview, people);
  const stack = stackOf(preview) ?? context.stack;
  return {
    kind: "review",
    title: titleOf(stack, context.on),
    counts: [
      ...SECTIONS.map(({ id, label, holds }) => ({ id, label, number: people.movements.filter(holds).length })),
      unchangedCount(people, unlisted),
    ],
    risks: risksOf(
      people,
      { limits, unlisted, unguarded: context.unguarded === true, now: context.now ?? Number.NEGATIVE_INFINITY },
      preview,
    ),
    sections: SECTIONS.map((section) => sectionOf(section, people)).filter(({ entries }) => entries.length > 0),
    groups: groupSections(people),
    unseen: unseenOf(preview, people, unlisted),
  };
}

function titleOf(stack: string | undefined, on: string | undefined): Text {
  const day = on === undefined ? say`` : say` on ${quoted(on)}`;
  return stack === undefined ? say`Review of users${day}` : say`Review of users${day}: ${quoted(stack)}`;
}

/** Resources that the preview counts as unchanged without listing them: without `--show-sames` nearly all. */
function unlistedOf({ unchanged }: Preview, { listedUnchanged }: People): number {
  return Math.max(0, (unchanged ?? listedUnchanged) - listedUnchanged);
}

function sectionOf({ holds, entry, ...heading }: PeopleSection, { movements, names }: People): Section {
  return { ...heading, entries: movements.filter(holds).map((one) => entry(one, names.groupOf)) };
}

function unchangedCount({ movements }: People, unlisted: number): Count {
  return {
    id: "unchanged",
    label: "unchanged",
    number: movements.filter(({ move }) => move === "unchanged").length + unlisted,
    always: true,
  };
}

/** Project and stack, as every URN names them. */
function stackOf({ steps }: Preview): string | undefined {
  const { stack, project } = readUrn(steps[0]?.urn ?? "");
  return stack === "" ? undefined : `${project}/${stack}`;
}
