import { jsonText } from "../terminal/write-answer";
import { defined } from "../../provider/model/values";
import type { Entry, FieldChange, Report } from "./model";
import type { ReportJson } from "./schema";
import { plain } from "./text";

/** The report for programs; see `docs/schema/review.schema.json`. Values are as they come, without any escaping but JSON's. */
export function renderJson(report: Report): string {
  const json: ReportJson = {
    version: 1,
    kind: report.kind,
    title: plain(report.title),
    counts: Object.fromEntries(report.counts.map(({ id, number }) => [id, number])),
    risks: report.risks.map(({ id, level, text }) => ({ id, level, text: plain(text) })),
    sections: report.sections.map(({ label: _, entries, ...rest }) => ({ ...rest, people: entries.map(entryJson) })),
    groups: report.groups.map(({ label: _, entries, ...rest }) => ({
      ...rest,
      groups: entries.map((entry) => ({ noun: "", ...entryJson(entry) })),
    })),
    unseen: report.unseen.map(plain),
  };
  return jsonText(json);
}

function entryJson({ noun, directory, key, name, facts, changes, notes }: Entry) {
  return defined({
    noun,
    directory,
    key: plain(key),
    name: name && plain(name),
    facts: facts.map(({ field, value }) => ({ field, value: plain(value) })),
    changes: changes.map(changeJson),
    notes: notes.map(plain),
  });
}

function changeJson(change: FieldChange): ReportJson["sections"][number]["people"][number]["changes"][number] {
  switch (change.kind) {
    case "value":
      return {
        ...change,
        before: change.before === undefined ? null : plain(change.before),
        after: change.after === undefined ? null : plain(change.after),
      };
    case "list":
      return { ...change, added: change.added.map(plain), removed: change.removed.map(plain) };
    case "secret":
    case "unknown":
      return change;
  }
}
