import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/model/kind";
import type { RollcallError } from "../../provider/model/error";
import { factsOf, type GroupOf, keyText } from "../report/field-values";
import { listed, personal, quoted, say, type Text } from "../report/text";
import type { Count, Report, Risk, Section } from "../report/model";
import type { StackState } from "../stack/stack-state";
import { changeOf, heading, headingOf, shownKey, shownOf } from "./entries";
import type { Drift } from "./find-drift";
import { groupNames, groupSections } from "./group-sections";
import type { Traces } from "./traces";

/** The report of a comparison of state and clouds. */
export function driftReport(state: StackState, drift: Drift, traces: Traces): Report {
  const groupOf = groupNames(state, drift);
  const people = peopleOf(drift);
  const sections = sectionsOf(people, traces, groupOf);
  const clean = people.findings.filter(({ kind }) => kind === "clean").length;
  return {
    kind: "drift",
    title: state.stack === "" ? say`Drift of users` : say`Drift of users: ${quoted(state.stack)}`,
    counts: [
      ...sections.map(countOf),
      { id: "clean", label: "as the last run left them", number: clean, always: true },
      ...ignoredCount(drift),
    ],
    risks: risksOf(people),
    sections: sections.filter((section) => section.people.length > 0),
    groups: groupSections(state, drift, groupOf),
    unseen: [
      ...unseenOf(state, drift),
      ...traces.elsewhere(Object.values<Directory>(directories).map(({ kinds }) => kinds.User)),
    ],
  };
}

/** What a comparison found of people alone. */
function peopleOf({ findings, unmanaged }: Drift): Pick<Drift, "findings" | "unmanaged"> {
  return {
    findings: findings.filter(({ person }) => person.kind.token === "User"),
    unmanaged: unmanaged.filter(({ kind }) => kind.token === "User"),
  };
}

const LABELS: Readonly<Record<string, string>> = {
  deleted: "deleted",
  edited: "edited",
  unmanaged: "managed by nobody",
};

function sectionsOf(
  { findings, unmanaged }: Pick<Drift, "findings" | "unmanaged">,
  traces: Traces,
  groupOf: GroupOf,
): readonly Section[] {
  return [
    {
      id: "deleted",
      title: "Deleted",
      about:
        "The account is gone from the cloud. pulumi up --refresh creates it again; to let the person go, take it out of the program.",
      tone: "goes",
      people: findings.flatMap(({ kind, person }) =>
        kind === "deleted"
          ? [{ ...headingOf(person), facts: factsOf(person.kind, shownOf(person), groupOf), changes: [], notes: [] }]
          : [],
      ),
    },
    {
      id: "edited",
      title: "Edited",
      about: "Left: the last run. Right: the cloud now. pulumi up --refresh puts the program's values back.",
      tone: "changes",
      people: findings.flatMap((finding) =>
        finding.kind === "edited"
          ? [
              {
                ...headingOf(finding.person),
                facts: [],
                changes: finding.differences.map((difference) => changeOf(finding.person, difference, groupOf)),
                notes: [],
              },
            ]
          : [],
      ),
    },
    {
      id: "unmanaged",
      title: "Managed by nobody",
      about:
        "In the directory, but not in this stack. To manage them: rollcall import --directory <directory> --pattern <name>. To hide them: --ignore <name>, or a line in .rollcallignore.",
      tone: "note",
      people: unmanaged.map(({ kind, user }) => ({
        ...heading(kind, user.ref.key, user.fields),
        facts: factsOf(kind, user.fields, groupOf),
        changes: [],
        notes: traces.of(kind, user),
      })),
    },
  ];
}

function countOf({ id, people }: Section): Count {
  return { id, label: LABELS[id] ?? id, number: people.length };
}

function ignoredCount({ ignored }: Drift): readonly Count[] {
  return [{ id: "ignored", label: "ignored", number: ignored }];
}

/** With a wrong account it looks as if everybody had been deleted. */
function risksOf({ findings }: Pick<Drift, "findings">): readonly Risk[] {
  const [gone, all] = [findings.filter(({ kind }) => kind === "deleted").length, findings.length];
  if (gone < 2 || gone < all) return [];
  return [
    {
      id: "all-gone",
      level: "high",
      text: say`All ${gone} users that could be looked at are gone. Check account, region and instance before anything else.`,
    },
  ];
}

function unseenOf(state: StackState, { unseen, unlisted }: Drift): readonly Text[] {
  const sealed = [...state.people, ...state.groups].filter(({ encrypted }) => encrypted.length > 0);
  return [
    ...(state.people.length === 0 && state.groups.length === 0 && state.opaqueSets.length === 0
      ? [say`This stack manages no user of Rollcall.`]
      : []),
    ...unseen.map(
      ({ kind, people, error }) =>
        say`${people.length} ${kind.token === "User" ? "" : `${kind.noun}s `}of ${kind.directory.title} could not be looked at: ${listed(people.map((one) => keyText(kind, shownKey(one))))}. ${because(error)}`,
    ),
    ...unlisted.map(
      ({ kind, error }) =>
        say`${kind.token === "User" ? "" : `${capital(kind.noun)}s of `}${kind.directory.title} could not be listed, so ${kind.noun}s managed by nobody are unknown there. ${because(error)}`,
    ),
    ...state.opaqueSets.map(
      (name) => say`The members of the set ${quoted(name)} are encrypted in the state: nobody of it was looked at.`,
    ),
    ...(sealed.length > 0
      ? [
          say`${sealed.length} have fields that are encrypted in the state and were not compared: ${[...new Set(sealed.flatMap(({ encrypted }) => encrypted))].join(", ")}.`,
        ]
      : []),
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** An error's text names the user it is about. */
function because(error: RollcallError): Text {
  const { user, ...details } = error.details();
  return say`${personal("words", user === undefined ? error.message : details.summary)} ${user === undefined ? "" : `[${details.code}] ${details.remedy}`}`;
}
