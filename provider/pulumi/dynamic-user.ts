import { describeReturn } from "../lifecycle/access";
import { checkUser, describeViolation } from "../lifecycle/check";
import { createUser } from "../lifecycle/create";
import { deleteUser } from "../lifecycle/delete";
import { describeReplacement, diffUser } from "../lifecycle/diff";
import { describeEnded } from "../lifecycle/memberships";
import { declaredOf } from "../lifecycle/outputs";
import { readUser, refOf } from "../lifecycle/read";
import { updateUser } from "../lifecycle/update";
import type { Fields } from "../model/values";
import type { Operations } from "./contract";

/** One user as one resource. */
export const userOperations: Operations = {
  check({ directory, calls, secretFields }, olds, news, secret) {
    const declared = news as Fields;
    calls.note?.(declared);
    secretFields.mark(
      declared,
      secret.flatMap(([field = ""]) => field),
    );
    const before = Object.keys(olds).length === 0 ? undefined : declaredOf(directory, olds);
    const missing = calls.missing?.(declared);
    return [
      ...checkUser(directory, before, declared, secretFields.of(declared)),
      ...(missing === undefined ? [] : [missing]),
    ].map(describeViolation);
  },
  async diff(context, id, olds, news) {
    const before = declaredOf(context.directory, olds);
    const after = declaredOf(context.directory, news);
    const diff = await diffUser(context, refOf(context, id, before), before, after);
    if (diff.replaces.length > 0) context.claims.release(id);
    else context.claims.keep(id);
    if (diff.changed.length === 0) return { changes: false };
    for (const line of describeReturn(context, before, after)) context.say(line);
    if (diff.replaces.length === 0) {
      for (const line of await describeEnded(context, refOf(context, id, before), olds, after)) context.say(line);
      return {};
    }
    context.say(describeReplacement(context, before, diff));
    return { replaces: [...diff.replaces], deleteBeforeReplace: diff.deleteBeforeReplace };
  },
  async create(context, inputs) {
    const { ref, outputs } = await createUser(context, declaredOf(context.directory, inputs));
    return { id: ref.id, outs: outputs };
  },
  async read(context, id, properties) {
    const found = await readUser(context, id, properties);
    return found === undefined ? {} : { id: found.ref.id, props: found.outputs, inputs: found.inputs };
  },
  async update(context, id, olds, news) {
    const { outputs } = await updateUser(context, id, olds, declaredOf(context.directory, news));
    return { outs: outputs };
  },
  delete: (context, id, properties) => deleteUser(context, id, properties),
};
