import type { Context } from "../lifecycle/context";
import { textsIn } from "../lifecycle/secret-fields";
import { isOpen } from "../lifecycle/many/members";
import { withoutUndefined } from "../lifecycle/outputs";
import { composed } from "../model/compare";
import { type Fields, record } from "../model/values";
import type { Operations, Properties } from "./contract";
import { setOperations } from "./dynamic-set";
import { type PlaceSources, placesOf } from "./places";
import { isEnvelope, sealedValue } from "./sealed";
import { memberSecrets, type SecretPath } from "./program-inputs";
import { readSet, SECRETS, writeSet } from "./set-form";

/**
 * Many users as one resource, whose members are texts to the engine; see {@link readSet}. What a set is and does is written
 * without knowing that.
 */
export const textSetOperations: Operations = {
  mark: (context, properties, secret) =>
    setOperations.mark(context, readSet(properties), [...secret, ...standingApart(context, properties)]),
  check: (context, olds, news, secret) =>
    setOperations.check(context, olds, readSet(news), [...secret, ...standingApart(context, news)]),
  inputs(context, news, secret) {
    const { users, ...shared } = readSet(news);
    // Somebody whom a preview cannot know yet has no text.
    if (typeof users !== "object" || isOpen({ users })) return record(composed(news));
    const texts = Object.entries(record(news["users"])).filter((entry): entry is [string, string] => isText(entry[1]));
    const properties = { ...withoutUndefined(record(composed(shared))), users: withoutUndefined(record(users)) };
    return written(context, properties, { news, named: memberSecrets(secret) }, new Map(texts));
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
};

/** What state says of a set. What it keeps apart as secret is so, whatever the program says now and whoever leaves. */
function former(context: Context, properties: Properties): Properties {
  for (const path of standingApart(context, properties))
    for (const text of textsIn(
      path.slice(1).reduce<unknown>((value, step) => record(value)[step], properties[SECRETS]),
    ))
      context.service.secrets.learn(text);
  return readSet(properties);
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
