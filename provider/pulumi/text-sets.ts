import type { Context } from "../lifecycle/context";
import { textsIn } from "../lifecycle/secret-fields";
import { isOpen } from "../lifecycle/many/members";
import { withoutUndefined } from "../lifecycle/outputs";
import { composed, equalValues } from "../model/compare";
import type { Kind } from "../model/kind";
import { type Bag, type Fields, isUnknown, record } from "../model/values";
import type { Operations, Properties } from "./contract";
import { mentionsGenerate, setOperations } from "./dynamic-set";
import { placedAsBefore } from "./placed-as-before";
import { memberSecrets, type SecretPath } from "./program-inputs";
import { isEnvelope, sealedValue } from "./sealed";
import { besideTexts, LINKED, type PlaceOf, readSet, requireIds, SECRETS, writeSet } from "./set-form";

/**
 * Many users as one resource, whose members are texts to the engine; see {@link readSet}. What a set is and does is written
 * without knowing that.
 */
export const textSetOperations: Operations = {
  mark: (context, properties, secret) =>
    setOperations.mark(context, readSet(properties), [...secret, ...standingApart(context, properties)]),
  check: (context, olds, news, secret) =>
    setOperations.check(context, mentionsGenerate(olds) ? readSet(olds) : olds, readSet(news), [
      ...secret,
      ...standingApart(context, news),
    ]),
  inputs(context, olds, news, secret) {
    const { users, ...shared } = readSet(news);
    // A person whose values are not known yet in a preview has no text.
    if (typeof users !== "object" || isOpen({ users })) return record(composed(news));
    const texts = Object.entries(record(news["users"])).filter((entry): entry is [string, string] => isText(entry[1]));
    const properties = { ...withoutUndefined(record(composed(shared))), users: withoutUndefined(record(users)) };
    return placedAsBefore(olds, written(context, properties, { news, named: memberSecrets(secret) }, new Map(texts)));
  },
  diff: (context, id, olds, news) => setOperations.diff(context, id, former(context, olds), readSet(news)),
  async create(context, news) {
    const { outs, ...rest } = await setOperations.create(context, readSet(news));
    return { ...rest, outs: written(context, outs, { news }) };
  },
  async read(context, id, olds) {
    const { props, inputs, ...rest } = await setOperations.read(context, id, former(context, olds));
    return {
      ...rest,
      ...(props !== undefined && { props: written(context, props, { olds }) }),
      ...(inputs !== undefined && { inputs: written(context, inputs, { olds }) }),
    };
  },
  async update(context, id, olds, news) {
    const { outs, ...rest } = await setOperations.update(context, id, former(context, olds), readSet(news));
    return { ...rest, outs: written(context, outs, { news, olds }) };
  },
  delete: (context, id, properties) => setOperations.delete(context, id, former(context, properties)),
  known: (kind, id, state) => setOperations.known(kind, id, readSet(state)),
};

/** What state says of a set. What it keeps apart as secret stays secret, whatever the program says now. */
function former(context: Context, properties: Properties): Properties {
  for (const path of standingApart(context, properties))
    for (const text of textsIn(
      path.slice(1).reduce<unknown>((value, step) => record(value)[step], properties[SECRETS]),
    ))
      context.service.secrets.learn(text);
  const state = readSet(properties);
  requireIds(context.kind, state);
  return state;
}

/** Values of members that the program keeps secret, told by where they stand. */
function standingApart({ kind }: Context, properties: Properties): readonly SecretPath[] {
  return Object.entries(record(properties[SECRETS])).flatMap(([member, fields]) =>
    Object.keys(record(fields)).flatMap((field) =>
      kind.fields[field]?.secret === true ? [] : [["users", member, field]],
    ),
  );
}

/** Properties with an object for each member, as the engine is to have them. */
function written(
  { kind }: Context,
  properties: Fields,
  sources: PlaceSources,
  texts?: ReadonlyMap<string, string>,
): Fields {
  return writeSet(
    properties,
    placesOf(kind, sources),
    (value) => (isEnvelope(value) ? value : sealedValue(value)),
    texts,
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value === value.normalize("NFC");
}

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
    // In a text the engine would show what stands for it.
    if (isUnknown(value) && !named(member).includes(field)) return LINKED;
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

type Beside = (member: string) => Bag;

function besides(properties: Properties): { readonly secrets: Beside; readonly linked: Beside } {
  return { secrets: besideTexts(properties, SECRETS), linked: besideTexts(properties, LINKED) };
}

function memberTest({ users }: Properties): (member: string) => boolean {
  return (member) => typeof users === "object" && users !== null && Object.hasOwn(users, member);
}
