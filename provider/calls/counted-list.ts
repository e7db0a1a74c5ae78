import { type Bag, numberIn } from "../model/values";

/** How an action names what it lists, and how many it says there are. */
export interface CountedList {
  /** The list in the answer: `Users`. */
  readonly member: string;
  /** The count in the answer: `TotalCount`. */
  readonly count: string;
}

/** What a request asks for of such a list. */
export interface AskedPage {
  /** How many stand before the page, or more. */
  readonly before: number;
  /** Whether the request asks for everything there is; what a count counts beside a filter is not documented everywhere. */
  readonly isWhole: boolean;
}

/**
 * What an answer lacks that counts somebody and lists nobody: somebody on the way, or half a service, has lost them, and they would count
 * as gone. An empty list may be left out where the count allows it.
 */
export function lacksEntries(
  body: Bag,
  { member, count }: CountedList,
  { before, isWhole }: AskedPage,
): string | undefined {
  const entries = body[member];
  if (Array.isArray(entries) && (entries.length > 0 || !isWhole)) return undefined;
  const counted = numberIn(body[count]);
  if (counted === undefined ? isNothing(entries) : counted <= before) return undefined;
  return `the answer holds no ${member}${counted === undefined ? "" : `, though it counts ${counted}`}`;
}

/** An empty list, as it stands in answers. */
function isNothing(entries: unknown): boolean {
  return entries === undefined || entries === null || Array.isArray(entries);
}

/** Whether a request has no other parameters than these, so that nothing is filtered. */
export function asksForAll(parameters: Bag, places: readonly string[]): boolean {
  return Object.entries(parameters).every(([name, value]) => value === undefined || places.includes(name));
}
