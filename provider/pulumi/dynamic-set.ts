import { configError, RollcallError } from "../model/error";
import { checkDeclaration } from "../lifecycle/check";
import type { Context } from "../lifecycle/context";
import { type AppliedSet, createSet, deleteSet, updateSet } from "../lifecycle/many/apply";
import { noteInState } from "../lifecycle/initial-password";
import { checkSet } from "../lifecycle/many/check";
import { describeFailures } from "../lifecycle/many/failures";
import { isOpen, kindPlaceOf, setOf } from "../lifecycle/many/members";
import { nameOf, refuseJoiner } from "../lifecycle/many/movers";
import { noteLeftGroups } from "../lifecycle/memberships";
import { previewSet, readSet, refreshedSet } from "../lifecycle/many/preview";
import { inputsOf, outputsOf, type SetState, stateOf } from "../lifecycle/many/state";
import { GENERATE } from "../model/initial-password";
import { type Kind, kindId } from "../model/kind";
import { record } from "../model/values";
import type { Operations, Properties, Written } from "./contract";
import { sealSecrets } from "./sealed";
import { memberSecrets } from "./program-inputs";

/** Many users as one resource. */
export const setOperations: Operations = {
  mark({ kind, secretFields }, properties, secret) {
    const secretsOf = memberSecrets(secret);
    for (const { name, fields } of setOf(kind, properties).members.values()) secretFields.mark(fields, secretsOf(name));
  },
  check(context, olds, news, secret) {
    const { kind, calls, claims, secretFields } = context;
    const isNew = Object.keys(olds).length === 0;
    const own = isNew ? nameOf(kind, setOf(kind, news).members.values()) : "";
    const secretsOf = memberSecrets(secret);
    claims.declare(setsOf(kind));
    if (mentionsGenerate(olds))
      for (const { fields } of setOf(kind, olds).members.values()) noteInState(context, fields);
    return checkSet(kind, news, (user, member) => {
      calls.note?.(user);
      claims.declare(kindPlaceOf(kind, user));
      const missing = calls.missing?.(user);
      secretFields.mark(user, secretsOf(member));
      const moving = isNew ? refuseJoiner(context, user, own) : undefined;
      return [
        ...(moving === undefined ? [] : [moving]),
        ...checkDeclaration(kind, user, isNew, secretFields.of(user)),
        ...(missing === undefined ? [] : [missing]),
      ];
    }).map(({ text, path = [] }) => ({ text, path }));
  },
  async diff(context, id, olds, news) {
    const stays = { replaces: [], deleteBeforeReplace: false };
    if (isOpen(news)) return { ...stays, changes: "open", fields: [], ended: [] };
    const { kind, claims } = context;
    const [state, desired] = [stateOf(kind, olds), setOf(kind, news)];
    for (const { fields, computed } of state.members.values()) noteLeftGroups(context, fields, computed);
    const { changes, leftovers, lines, fields, ended } = claims.isDeclared(setsOf(kind))
      ? await previewSet(context, id, state, desired)
      : refreshedSet(kind, state, desired);
    for (const line of lines) context.say(line);
    // Accounts that are left over show in no input, so the engine's own comparison would find nothing to do.
    return {
      ...stays,
      changes: leftovers ? "unseen" : changes ? "some" : "none",
      fields,
      ended: ended.map((member) => member.fields),
    };
  },
  create: async (context, inputs) => written(context, await createSet(context, setOf(context.kind, inputs)), inputs),
  async read(context, id, properties) {
    if (properties["users"] === undefined) throw onlyManaged();
    const { kind } = context;
    const state = await readSet(context, stateOf(kind, properties));
    return { id, props: sealSecrets(kind, outputsOf(kind, state)), inputs: sealSecrets(kind, inputsOf(kind, state)) };
  },
  async update(context, id, olds, news) {
    const before = stateOf(context.kind, olds);
    const applied = await updateSet(context, id, before, setOf(context.kind, news));
    const known = idsOf(before);
    return { ...written(context, applied, news), joined: [...idsOf(applied.state)].some((one) => !known.has(one)) };
  },
  delete: (context, _id, properties) => deleteSet(context, stateOf(context.kind, properties)),
  known(kind, _id, properties) {
    const { members, leaving } = stateOf(kind, properties);
    return [...members.values(), ...leaving];
  },
};

function written({ kind, secretFields }: Context, { id, state, failures }: AppliedSet, news: Properties): Written {
  if (failures.length === 0) return { id, outs: sealSecrets(kind, outputsOf(kind, state)) };
  const declared = record(news["users"]);
  const isGone = (member: string): boolean => secretFields.any && !Object.hasOwn(declared, member);
  return {
    id,
    outs: sealSecrets(kind, outputsOf(kind, state), isGone),
    lacks: { summary: summaryOf(failures), reasons: describeFailures(failures) },
  };
}

function idsOf({ members }: SetState): ReadonlySet<string> {
  return new Set([...members.values()].map(({ id }) => id));
}

/** Whether anybody's password may be left to Rollcall: reading a large set takes longer. */
export function mentionsGenerate(olds: Properties): boolean {
  return JSON.stringify(olds).includes(GENERATE);
}

/** The place under which claims note that the program declares a set of this kind, even an empty one. */
function setsOf(kind: Kind): string {
  return `${kindId(kind)}Set`;
}

function summaryOf(failures: readonly RollcallError[]): RollcallError {
  const people = new Set(failures.map(({ user }) => user)).size;
  return new RollcallError({
    code: "ERR_PARTIAL",
    summary: `${people} ${people === 1 ? "user" : "users"} of the set could not be brought in line; everybody else is done`,
    remedy: "Correct the cause and run again: the next run repeats exactly these.",
  });
}

function onlyManaged(): RollcallError {
  return configError(
    "a UserSet cannot be looked up by id: no directory knows it",
    "Declare the set with its users: accounts that are there and agree are taken over. Single users can be looked up (User.get, pulumi import).",
  );
}
