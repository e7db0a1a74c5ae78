import type { Entry, Report } from "../../../cli/report/model";
import { personal, say } from "../../../cli/report/text";

/** A person whose every value is the given text. */
export function personOf(value: string): Entry {
  return {
    directory: "eds",
    key: [personal("key", value)],
    name: [personal("name", value)],
    facts: [{ field: "remark", value: [personal("words", value)] }],
    changes: [
      { kind: "value", field: "email", before: undefined, after: [personal("email", value)] },
      { kind: "list", field: "groupIdList", added: [[personal("nobody", value)]], removed: [] },
      { kind: "secret", field: "password" },
    ],
    notes: [say`Why: ${personal("words", value)}.`],
  };
}

/** A report into which one text goes everywhere where text from outside can. */
export function reportOf(value: string, people = 1): Report {
  return {
    kind: "review",
    title: say`Review of users: ${personal("nobody", value)}`,
    counts: [
      { id: "joins", label: "joining", number: people },
      { id: "leaves", label: "leaving", number: 0 },
      { id: "unchanged", label: "unchanged", number: 0, always: true },
    ],
    risks: [{ id: "replacement", level: "high", text: say`Look at ${personal("key", value)}.` }],
    sections: [
      {
        id: "joins",
        label: "joining",
        title: "Join",
        about: "",
        tone: "comes",
        entries: Array.from({ length: people }, () => personOf(value)),
      },
    ],
    groups: [
      {
        id: "groups-deleted",
        label: "deleted",
        title: "Groups and units deleted",
        about: "",
        tone: "goes",
        entries: [{ ...personOf(value), noun: "group" }],
      },
    ],
    unseen: [say`The preview failed: ${personal("words", value)}`],
  };
}
