import { type Entry, type FieldChange, mapSections, type Report } from "./model";
import type { Personal, Text } from "./text";

/**
 * The report without personal data: keys, names and the local part of e-mail addresses keep their first character, telephone
 * numbers their last two digits, free text nothing. A value has the same mask wherever it stands, and different values have
 * different ones: `a***`, `a***(2)`. Domains stay, because they are no person.
 */
export function maskReport(report: Report): Report {
  const masker = new Masker();
  // In the order of the page: the first of several values with one mask has it without a number.
  const risks = report.risks.map((risk) => ({ ...risk, text: masker.text(risk.text) }));
  const masked = mapSections(report, (section) => ({
    ...section,
    entries: section.entries.map((entry) => maskEntry(entry, masker)),
  }));
  return { ...masked, risks, unseen: report.unseen.map((text) => masker.text(text)) };
}

function maskEntry(entry: Entry, masker: Masker): Entry {
  return {
    ...entry,
    key: masker.text(entry.key),
    ...(entry.name !== undefined && { name: masker.text(entry.name) }),
    facts: entry.facts.map(({ field, value }) => ({ field, value: masker.text(value) })),
    changes: entry.changes.map((change) => maskChange(change, masker)),
    notes: entry.notes.map((note) => masker.text(note)),
  };
}

function maskChange(change: FieldChange, masker: Masker): FieldChange {
  switch (change.kind) {
    case "value":
      return {
        ...change,
        before: change.before && masker.text(change.before),
        after: change.after && masker.text(change.after),
      };
    case "list":
      return {
        ...change,
        added: change.added.map((text) => masker.text(text)),
        removed: change.removed.map((text) => masker.text(text)),
      };
    case "secret":
    case "unknown":
      return change;
  }
}

class Masker {
  private readonly masks = new Map<string, string>();
  private readonly taken = new Map<string, number>();

  text(text: Text): Text {
    return text.map((piece) => (typeof piece === "string" ? piece : { ...piece, value: this.mask(piece) }));
  }

  private mask({ personal, value }: Personal): string {
    if (personal === "nobody" || value === "") return value;
    if (personal === "words") return "[masked]";
    const known = this.masks.get(value);
    if (known !== undefined) return known;
    const [shape, rest] = maskShape(personal, value);
    const number = (this.taken.get(shape + rest) ?? 0) + 1;
    this.taken.set(shape + rest, number);
    const mask = `${shape}${number === 1 ? "" : `(${number})`}${rest}`;
    this.masks.set(value, mask);
    return mask;
  }
}

/** What follows the last `@` is a domain only in a whole address; in `Li Na @ Wang Fang` it is a name. */
const ADDRESS = /^[^\s@]+(@(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+)$/u;

/** The mask in front of and behind the number that tells equal masks apart. */
function maskShape(kind: Personal["personal"], value: string): readonly [string, string] {
  if (kind === "phone") return [`***${value.replace(/\D/g, "").slice(-2)}`, ""];
  const [, domain = ""] = ADDRESS.exec(value) ?? [];
  return [`${[...value][0] ?? ""}***`, domain];
}
