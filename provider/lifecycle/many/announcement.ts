import { kept } from "../../model/kept";

/**
 * What the provider says of a set in a preview, written and read in one place: to the engine a set is one resource, so its own
 * words do not tell which member gets another account, and where a value is secret it shows none to compare.
 */
export interface Announcements {
  /** Ids of the sets that the provider has spoken about: a member whom it does not name is not replaced. */
  readonly heard: ReadonlySet<string>;
  /** Members who would get another account, with the fields that ask for it; by set id and name. */
  readonly replaced: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** A sentence about one member who would get another account, with what a reader of the preview needs to find the member again. */
export function announceReplaced(sentence: string, set: string, member: string, fields: readonly string[]): string {
  return `${sentence} [set ${set}, user ${JSON.stringify(member)}: ${fields.join(", ")}]`;
}

/** The sentence that sums a set up. */
export function announceSummary(sentence: string, set: string): string {
  return `${sentence} [set ${set}]`;
}

const SUMMARY = /\[set (\S+)\]$/gm;
const REPLACED = /\[set (\S+), user ("(?:[^"\\]|\\.)*"): ([^\]\n]+)\]$/gm;

/** What the provider has announced in the texts of a preview. */
export function announcementsIn(texts: readonly string[]): Announcements {
  const heard = new Set<string>();
  const replaced = new Map<string, Map<string, readonly string[]>>();
  for (const text of texts) {
    for (const [, set = ""] of text.matchAll(SUMMARY)) heard.add(set);
    for (const [, set = "", member = '""', fields = ""] of text.matchAll(REPLACED))
      kept(replaced, set, () => new Map()).set(String(JSON.parse(member)), fields.split(", "));
  }
  return { heard, replaced };
}
