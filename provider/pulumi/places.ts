import { equalValues } from "../model/compare";
import type { Directory } from "../model/directory";
import type { Properties } from "./contract";
import { besideTexts, isTree, LINKED, type PlaceOf, SECRETS } from "./set-form";

/** What tells where values of members belong. */
export interface PlaceSources {
  /** What is declared now; absent in a refresh and in a deletion. */
  readonly news?: Properties;
  /** What state keeps. */
  readonly olds?: Properties;
  /** Fields of a declared member that the program names as secret, where they do not stand apart. */
  readonly named?: (member: string) => readonly string[];
  /** Whether the program keeps secrets of its own, so that a value may be one of which nothing tells. */
  readonly keepsSecrets?: boolean;
}

/**
 * Where the values of a set's members belong: passwords among the secrets, and everything else where the program has it now.
 * What a failed change leaves as it was, and who is no longer in the program, stays where state has it; of members in states
 * without texts, which do not tell what was secret, all but the name counts as secret where the program keeps any.
 */
export function placesOf(
  { fields: table, naturalKey }: Pick<Directory, "fields" | "naturalKey">,
  { news = {}, olds = {}, named = () => [], keepsSecrets = false }: PlaceSources,
): PlaceOf {
  const declared = memberTest(news);
  const [now, then] = [news, olds].map((properties) => ({
    secrets: besideTexts(properties, SECRETS),
    linked: besideTexts(properties, LINKED),
  }));
  return (member, field, value) => {
    if (table[field]?.secret === true) return SECRETS;
    const isDeclared = declared(member);
    const source = isDeclared ? now : then;
    if (source !== undefined && Object.hasOwn(source.secrets(member), field)) return SECRETS;
    if (isDeclared && named(member).includes(field)) return SECRETS;
    const before = then?.secrets(member)[field];
    if (before !== undefined && equalValues(before, value)) return SECRETS;
    const isUntold = !isDeclared && keepsSecrets && isTree(olds, member);
    if (isUntold && field !== naturalKey && table[field]?.change.kind !== "option") return SECRETS;
    return source !== undefined && Object.hasOwn(source.linked(member), field) ? LINKED : "text";
  };
}

function memberTest({ users }: Properties): (member: string) => boolean {
  return (member) => typeof users === "object" && users !== null && Object.hasOwn(users, member);
}
