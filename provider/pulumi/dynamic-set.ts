import { RollcallError } from "../model/error";
import { checkDeclaration } from "../lifecycle/check";
import type { Context } from "../lifecycle/context";
import { createSet, deleteSet, updateSet } from "../lifecycle/many/apply";
import { checkSet } from "../lifecycle/many/check";
import { describeFailures, PartialSet } from "../lifecycle/many/failures";
import { isOpen, setOf } from "../lifecycle/many/members";
import { previewSet, readSet as readSetMembers } from "../lifecycle/many/preview";
import { inputsOf, outputsOf, type SetState, stateOf } from "../lifecycle/many/state";
import { withoutUndefined } from "../lifecycle/outputs";
import { composed } from "../model/compare";
import { type Fields, record } from "../model/values";
import type { Operations } from "./contract";
import { PartialResource } from "./showable";
import { type PlaceSources, placesOf } from "./places";
import { sealSet } from "./sealed";
import { memberSecrets } from "./secret-paths";
import { readSet, SECRETS } from "./set-form";

/** Many users as one resource. */
export const setOperations: Operations = {
  check({ directory, calls, secretFields }, olds, news, secret) {
    const secretsOf = memberSecrets(secret);
    const placeOf = placesOf(directory, { news });
    return checkSet(directory, readSet(news), (user, member) => {
      const missing = calls.missing?.(user);
      const apart = Object.entries(user).filter(
        ([field, value]) => directory.fields[field]?.secret !== true && placeOf(member, field, value) === SECRETS,
      );
      secretFields.mark(user, [...secretsOf(member), ...apart.map(([field]) => field)]);
      return [
        ...checkDeclaration(directory, user, Object.keys(olds).length === 0, secretFields.of(user)),
        ...(missing === undefined ? [] : [missing]),
      ];
    }).map(({ text }) => text);
  },
  inputs(context, news, secret) {
    const { users, ...shared } = readSet(news);
    // Somebody whom a preview cannot know yet has no text.
    if (typeof users !== "object" || isOpen(news)) return record(composed(news));
    const properties = { ...withoutUndefined(record(composed(shared))), users: withoutUndefined(record(users)) };
    return written(context, properties, { news, named: memberSecrets(secret) });
  },
  async diff(context, id, olds, news) {
    const declared = readSet(news);
    if (isOpen(declared)) return {};
    const { changes, leftovers, lines } = await previewSet(
      context,
      id,
      stateOf(context.directory, readSet(olds)),
      setOf(context.directory, declared),
    );
    for (const line of lines) context.say(line);
    // Accounts that are left over show in no input, so the engine's own comparison would find nothing to do.
    return changes && !leftovers ? {} : { changes };
  },
  create: (context, inputs) =>
    partially(context, { news: inputs }, async () => {
      const { id, state } = await createSet(context, setOf(context.directory, readSet(inputs)));
      return { id, outs: outputs(context, state, { news: inputs }) };
    }),
  async read(context, id, properties) {
    if (properties["users"] === undefined) throw onlyManaged();
    const { directory } = context;
    const state = await readSetMembers(context, stateOf(directory, readSet(properties)));
    const olds = { olds: properties };
    return { id, props: outputs(context, state, olds), inputs: written(context, inputsOf(directory, state), olds) };
  },
  update: (context, id, olds, news) =>
    partially(context, { news, olds }, async () => {
      const { directory } = context;
      const { state } = await updateSet(
        context,
        id,
        stateOf(directory, readSet(olds)),
        setOf(directory, readSet(news)),
      );
      return { outs: outputs(context, state, { news, olds }) };
    }),
  delete: (context, _id, properties) => deleteSet(context, stateOf(context.directory, readSet(properties))),
};

function outputs(context: Context, state: SetState, sources: PlaceSources): Fields {
  return written(context, outputsOf(context.directory, state), sources);
}

/** Properties with an object for each member, as the engine is to have them. */
function written({ directory, secretFields }: Context, properties: Fields, sources: PlaceSources): Fields {
  const placeOf = placesOf(directory, { ...sources, keepsSecrets: secretFields.any });
  return sealSet(directory, properties, placeOf, secretFields.any);
}

async function partially<T>(context: Context, sources: PlaceSources, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof PartialSet)) throw error;
    throw new PartialResource(
      error.id,
      outputs(context, error.state, sources),
      summaryOf(error),
      describeFailures(error.failures),
    );
  }
}

function summaryOf({ failures }: PartialSet): RollcallError {
  const people = new Set(failures.map(({ user }) => user)).size;
  return new RollcallError({
    code: "ERR_PARTIAL",
    summary: `${people} ${people === 1 ? "user" : "users"} of the set could not be brought in line; everybody else is done`,
    remedy: "Correct the cause and run again: the next run repeats exactly these.",
  });
}

function onlyManaged(): RollcallError {
  return new RollcallError({
    code: "ERR_CONFIG",
    summary: "a UserSet cannot be looked up by id: no directory knows it",
    remedy: "Declare its users, or get single users with User.get.",
  });
}
