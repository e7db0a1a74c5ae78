import type { Kind } from "../../provider/model/kind";
import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/model/directory";
import type { RollcallError } from "../../provider/model/error";
import type { Difference } from "../../provider/lifecycle/differences";
import type { Fields, Json } from "../../provider/model/values";
import { factsOf, isSecret, keyText, nameText, scalarText, SECRET, valueText } from "../report/field-values";
import type { Count, FieldChange, PersonEntry, Report, Risk, Section } from "../report/model";
import { joinTexts, personal, quoted, say, type Text } from "../report/text";
import type { ManagedPerson, StackState } from "../stack/stack-state";
import type { Drift } from "./find-drift";
import type { Traces } from "./traces";

/** People named in a sentence before the rest is counted. */
const NAMES = 10;

/** The report of a comparison of state and clouds. */
export function driftReport(state: StackState, drift: Drift, traces: Traces): Report {
  const sections = sectionsOf(drift, traces);
  const clean = drift.findings.filter(({ kind }) => kind === "clean").length;
  return {
    kind: "drift",
    title: state.stack === "" ? say`Drift of users` : say`Drift of users: ${quoted(state.stack)}`,
    counts: [
      ...sections.map(countOf),
      { id: "clean", label: "as the last run left them", number: clean, always: true },
      ...ignoredCount(drift),
    ],
    risks: risksOf(drift),
    sections: sections.filter(({ people }) => people.length > 0),
    unseen: [
      ...unseenOf(state, drift),
      ...traces.elsewhere(Object.values<Directory>(directories).map(({ kinds }) => kinds.User)),
    ],
  };
}

const LABELS: Readonly<Record<string, string>> = {
  deleted: "deleted",
  edited: "edited",
  unmanaged: "managed by nobody",
};

function sectionsOf({ findings, unmanaged }: Drift, traces: Traces): readonly Section[] {
  return [
    {
      id: "deleted",
      title: "Deleted",
      about:
        "The account is gone from the cloud. pulumi up --refresh creates it again; to let the person go, take it out of the program.",
      tone: "goes",
      people: findings.flatMap(({ kind, person }) =>
        kind === "deleted"
          ? [{ ...headingOf(person), facts: factsOf(person.kind, shownOf(person)), changes: [], notes: [] }]
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
                changes: finding.differences.map((difference) => changeOf(finding.person, difference)),
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
        facts: factsOf(kind, user.fields),
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

function heading(kind: Kind, key: string, fields: Fields): Pick<PersonEntry, "directory" | "key" | "name"> {
  const name = nameText(kind, fields);
  return { directory: kind.directory.name, key: keyText(kind, key), ...(name !== undefined && { name }) };
}

function headingOf(person: ManagedPerson): Pick<PersonEntry, "directory" | "key" | "name"> {
  return heading(person.kind, shownKey(person), shownOf(person));
}

/** What is declared, without what the program made secret. */
function shownOf({ declared, secret }: ManagedPerson): Fields {
  return { ...declared, ...Object.fromEntries([...secret].map((field) => [field, SECRET])) };
}

/** Whose key is secret is named as in the program. */
function shownKey({ kind, key, place, secret }: ManagedPerson): string {
  return secret.has(kind.naturalKey) ? place : key;
}

function changeOf({ kind, secret }: ManagedPerson, { field, declared, observed }: Difference): FieldChange {
  if (secret.has(field) || isSecret(kind, field, declared)) return { kind: "secret", field };
  if (isTextList(declared) && isTextList(observed ?? [])) {
    const now = isTextList(observed) ? observed : [];
    return {
      kind: "list",
      field,
      added: now.filter((member) => !declared.includes(member)).map((member) => scalarText(kind, field, member)),
      removed: declared.filter((member) => !now.includes(member)).map((member) => scalarText(kind, field, member)),
    };
  }
  return {
    kind: "value",
    field,
    before: valueText(kind, field, declared),
    after: observed === undefined ? undefined : valueText(kind, field, observed),
  };
}

function isTextList(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}

/** A wrong account looks like a directory from which everybody was deleted. */
function risksOf({ findings }: Drift): readonly Risk[] {
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
  const sealed = state.people.filter(({ encrypted }) => encrypted.length > 0);
  return [
    ...(state.people.length === 0 && state.opaqueSets.length === 0
      ? [say`This stack manages no user of Rollcall.`]
      : []),
    ...unseen.map(
      ({ kind, people, error }) =>
        say`${people.length} of ${kind.directory.title} could not be looked at: ${names(kind, people.map(shownKey))}. ${because(error)}`,
    ),
    ...unlisted.map(
      ({ kind, error }) =>
        say`${kind.directory.title} could not be listed, so users managed by nobody are unknown there. ${because(error)}`,
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

function names(kind: Kind, keys: readonly string[]): Text {
  const shown = joinTexts(
    keys.slice(0, NAMES).map((key) => keyText(kind, key)),
    ", ",
  );
  return keys.length > NAMES ? say`${shown} and ${keys.length - NAMES} more` : shown;
}

/** An error's text names the user it is about. */
function because(error: RollcallError): Text {
  const { user, ...details } = error.details();
  return say`${personal("words", user === undefined ? error.message : details.summary)} ${user === undefined ? "" : `[${details.code}] ${details.remedy}`}`;
}
