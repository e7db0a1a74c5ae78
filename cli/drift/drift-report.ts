import { capital } from "../../provider/model/values";
import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/model/kind";
import type { RollcallError } from "../../provider/model/error";
import { keyText } from "../report/field-values";
import { listed, personal, quoted, say, type Text, when } from "../report/text";
import type { Report, Risk, Section } from "../report/model";
import type { StackState } from "../stack/stack-state";
import { groupNames, shownKey } from "./entries";
import type { Drift } from "./find-drift";
import { sectionsOf } from "./sections";
import type { Traces } from "./traces";

/** The report of a comparison of state and clouds. */
export function driftReport(state: StackState, drift: Drift, traces: Traces): Report {
  const groupOf = groupNames(state, drift);
  const people = drift.findings.filter(({ person }) => person.kind.token === "User");
  const isFilled = ({ entries }: Section): boolean => entries.length > 0;
  const sections = sectionsOf("people", state, drift, traces, groupOf);
  const clean = people.filter(({ kind }) => kind === "clean").length;
  return {
    kind: "drift",
    title: state.stack === "" ? say`Drift of users` : say`Drift of users: ${quoted(state.stack)}`,
    counts: [
      ...sections.map(({ id, label, entries }) => ({ id, label, number: entries.length })),
      { id: "clean", label: "as the last run left them", number: clean, always: true },
      { id: "ignored", label: "ignored", number: drift.ignored },
    ],
    risks: risksOf(people),
    sections: sections.filter(isFilled),
    groups: sectionsOf("groups", state, drift, traces, groupOf).filter(isFilled),
    unseen: [
      ...unseenOf(state, drift),
      ...traces.elsewhere(Object.values<Directory>(directories).map(({ kinds }) => kinds.User)),
    ],
  };
}

/** With a wrong account it looks as if everybody had been deleted. */
function risksOf(findings: Drift["findings"]): readonly Risk[] {
  const [gone, all] = [findings.filter(({ kind }) => kind === "deleted").length, findings.length];
  if (gone < 2 || gone < all) return [];
  const text = say`All ${gone} users that could be looked at are gone. Check account, region and instance before anything else.`;
  return [{ id: "all-gone", level: "high", text }];
}

function unseenOf(state: StackState, { unseen, unlisted }: Drift): readonly Text[] {
  const leaving = state.people.filter((person) => person.leaving);
  const sealed = [...state.people, ...state.groups].filter(({ encrypted }) => encrypted.length > 0);
  return [
    ...when(
      [state.people, state.groups, state.opaqueSets].every(({ length }) => length === 0),
      say`This stack manages no user of Rollcall.`,
    ),
    ...unseen.map(
      ({ kind, people, error }) =>
        say`${people.length} ${kind.token === "User" ? "" : `${kind.noun}s `}of ${kind.directory.title} could not be looked at: ${listed(people.map((one) => keyText(kind, shownKey(one))))}. ${because(error)}`,
    ),
    ...unlisted.map(
      ({ kind, error }) =>
        say`${kind.token === "User" ? "" : `${capital(kind.noun)}s of `}${kind.directory.title} could not be listed, so ${kind.noun}s managed by nobody are unknown there. ${because(error)}`,
    ),
    ...when(
      leaving.length > 0,
      say`Accounts that an earlier run could not end, and that the next run ends, were not compared: ${listed(leaving.map((one) => keyText(one.kind, shownKey(one))))}.`,
    ),
    ...state.opaqueSets.map(
      (name) => say`The members of the set ${quoted(name)} are encrypted in the state: nobody of it was looked at.`,
    ),
    ...when(
      sealed.length > 0,
      say`Fields that are encrypted in the state were not compared: ${[...new Set(sealed.flatMap(({ encrypted }) => encrypted))].join(", ")} (of ${sealed.length} in all).`,
    ),
  ];
}

/** An error's text names the user it is about. */
function because(error: RollcallError): Text {
  const { user, ...details } = error.details();
  return say`${personal("words", user === undefined ? error.message : details.summary)} ${user === undefined ? "" : `[${details.code}] ${details.remedy}`}`;
}
