import { equalValues } from "../model/compare";
import type { Kind } from "../model/kind";
import type { Properties } from "./contract";
import { isEnvelope } from "./sealed";
import { besideTexts, LINKED, type PlaceOf, SECRETS } from "./set-form";

/** What tells where values of members belong. */
export interface PlaceSources {
  /** What is declared now; absent in a refresh and in a deletion. */
  readonly news?: Properties;
  /** What state keeps. */
  readonly olds?: Properties;
  /** Fields of a declared member that the program names as secret, where they do not stand apart. */
  readonly named?: (member: string) => readonly string[];
}

/**
 * Where the values of a set's members belong: passwords and what is sealed already among the secrets, and everything else
 * where the program has it now. Who is no longer in the program stays where state has it, and so does what was secret and has
 * not changed, because changing it failed or because nobody asked for it.
 */
export function placesOf(
  { fields: table }: Pick<Kind, "fields">,
  { news = {}, olds = {}, named = () => [] }: PlaceSources,
): PlaceOf {
  const declared = memberTest(news);
  const [now, then] = [besides(news), besides(olds)];
  const nothingApart = [news, olds].every(
    (properties) => properties[SECRETS] === undefined && properties[LINKED] === undefined,
  );
  return (member, field, value) => {
    if (table[field]?.secret === true || (typeof value === "object" && isEnvelope(value))) return SECRETS;
    if (nothingApart && !named(member).includes(field)) return "text";
    const isDeclared = declared(member);
    const source = isDeclared ? now : then;
    if (Object.hasOwn(source.secrets(member), field)) return SECRETS;
    if (isDeclared && named(member).includes(field)) return SECRETS;
    const before = then.secrets(member)[field];
    if (before !== undefined && equalValues(before, value)) return SECRETS;
    return Object.hasOwn(source.linked(member), field) ? LINKED : "text";
  };
}

type Beside = (member: string) => Readonly<Record<string, unknown>>;

function besides(properties: Properties): { readonly secrets: Beside; readonly linked: Beside } {
  return { secrets: besideTexts(properties, SECRETS), linked: besideTexts(properties, LINKED) };
}

function memberTest({ users }: Properties): (member: string) => boolean {
  return (member) => typeof users === "object" && users !== null && Object.hasOwn(users, member);
}
