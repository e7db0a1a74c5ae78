import { asRollcallError, type RollcallError } from "../../model/error";
import { describeReturn } from "../access";
import type { Kind } from "../../model/kind";
import type { Context } from "../context";
import { describeReplacement, type FieldChange, fieldChanges } from "../diff";
import { describeEnded } from "../memberships";
import { readUser, refOf } from "../read";
import { announceReplaced, announceSummary } from "./announcement";
import { checkPlan } from "./check";
import { failureOfMany } from "./failures";
import type { UserSet } from "./members";
import { refuseMovers, requireChangeable } from "./movers";
import { type Change, listingPays, planSet, type SetPlan, valuePlan } from "./plan";
import { progressOf } from "./progress";
import { isUnfinished, type Managed, managed, propertiesOf, type SetState } from "./state";

/** What a preview says of a set. */
export interface SetPreview {
  /** Something differs between the declaration and state. */
  readonly changes: boolean;
  /** Nothing differs in the declaration, but accounts are left that an earlier run could not end. */
  readonly leftovers: boolean;
  /** One line for each person who would get another account, and one with everybody concerned. */
  readonly lines: readonly string[];
  /** The same by member and field. */
  readonly fields: readonly FieldChange[];
  /** Accounts that would be ended: of those who leave, and of those who get another one. */
  readonly ended: readonly Managed[];
}

/** People named in a line before the rest is counted. */
const NAMES = 10;

/**
 * What an update of a set would do, in words: plain previews name no more than the property `users`.
 * @param id the set's own, which tells readers of the preview which set is meant
 * @throws RollcallError ERR_CANNOT_CHANGE naming every change that no action of the service can make.
 */
export async function previewSet(context: Context, id: string, state: SetState, desired: UserSet): Promise<SetPreview> {
  const plan = await planSet(context, state, desired);
  requireChangeable([
    ...checkPlan(context, desired.shared, plan).map(({ text }) => text),
    ...refuseMovers(context, state, plan),
  ]);
  const differs = differences(state, plan);
  const sweep = listingPays(plan.changes.length, desired);
  const ended = await Promise.all(plan.changes.map((change) => endedMemberships(context, change, sweep)));
  const returns = plan.changes.flatMap(({ before, after }) => describeReturn(context, before.fields, after.fields));
  return {
    ...differs,
    lines: differs.changes
      ? [...replacements(context, id, plan), ...returns, ...ended.flat(), announceSummary(summary(context, plan), id)]
      : [],
    ended: [...plan.deletes, ...plan.changes.flatMap(({ before, diff }) => (diff.replaces.length > 0 ? [before] : []))],
  };
}

/** What a refresh shows of a set: how those whom it has read differ from what state says is declared; see `valueDiff`. */
export function refreshedSet(kind: Kind, state: SetState, desired: UserSet): SetPreview {
  return { ...differences(state, valuePlan(kind, state, desired)), lines: [], ended: [] };
}

function differences(state: SetState, plan: SetPlan): Pick<SetPreview, "changes" | "leftovers" | "fields"> {
  const { creates, changes, deletes } = plan;
  const stays = changes.length + creates.length === 0;
  const leftovers = stays && deletes.length > 0 && deletes.every((member) => state.leaving.includes(member));
  return { changes: !stays || deletes.length > 0, leftovers, fields: memberChanges(plan) };
}

/** The memberships by others that a change would end; a person who gets another account has a line already. */
async function endedMemberships(context: Context, change: Change, sweep: boolean): Promise<readonly string[]> {
  const { before, after, diff, refused } = change;
  if (refused !== undefined || diff.replaces.length > 0) return [];
  return describeEnded(context, refOf(context, before.id, before.fields), propertiesOf(before), after.fields, sweep);
}

function memberChanges({ creates, changes, deletes }: SetPlan): readonly FieldChange[] {
  const whole = (name: string, kind: FieldChange["kind"]): FieldChange => ({
    path: ["users", name],
    kind,
    replaces: false,
  });
  return [
    ...creates.map(({ name }) => whole(name, "add")),
    ...deletes.map(({ name }) => whole(name, "delete")),
    ...changes.flatMap(({ before, after, diff }) =>
      before.name === after.name
        ? fieldChanges(diff, before.fields, after.fields).map((change) => ({
            ...change,
            // The set stays, even where a member gets another account.
            replaces: false,
            path: ["users", after.name, ...change.path],
          }))
        : [whole(before.name, "delete"), whole(after.name, "add")],
    ),
  ];
}

function replacements(context: Context, id: string, { changes }: SetPlan): readonly string[] {
  const replaced = changes.filter(({ diff }) => diff.replaces.length > 0);
  return replaced.map(({ before, after, diff }) =>
    announceReplaced(describeReplacement(context, before.fields, diff), id, after.name, diff.replaces),
  );
}

/** What becomes of the accounts of those who leave. */
const DEPARTURES = [
  ["delete", "to remove"],
  ["disable", "to disable, as they leave"],
  ["retain", "to let go, whose accounts stay"],
] as const;

function summary({ kind }: Context, { creates, changes, deletes }: SetPlan): string {
  const replaced = changes.filter(({ diff }) => diff.replaces.length > 0);
  const updated = changes.filter(({ diff }) => diff.replaces.length === 0);
  const changed = ({ before, after, diff }: Change): string => {
    const unseen = isUnfinished(before) ? "what failed in the last run" : "name in the set";
    return `${after.name}: ${diff.changed.length === 0 ? unseen : diff.changed.join(", ")}`;
  };
  const leaving = (way: string): readonly Managed[] =>
    deletes.filter(({ fields }) => (fields["onDelete"] ?? "delete") === way);
  const parts = [
    ["to create", creates.map(({ name }) => name)],
    ["to change", updated.map(changed)],
    ["to replace", replaced.map(({ after, diff }) => `${after.name}: ${diff.replaces.join(", ")}`)],
    ...DEPARTURES.map(([way, what]) => [what, leaving(way).map(({ name }) => name)] as const),
  ] as const;
  return `${kind.directory.name} users of the set: ${parts.flatMap(part).join(", ")}`;
}

function part([what, people]: readonly [string, readonly string[]]): readonly string[] {
  if (people.length === 0) return [];
  const rest = people.length > NAMES ? `; and ${people.length - NAMES} more` : "";
  return [`${people.length} ${what} (${people.slice(0, NAMES).join("; ")}${rest})`];
}

/**
 * Reads every member of a set as the cloud has it. Members that are gone are left out, drifted fields have the cloud's values.
 * @throws RollcallError when anybody could not be looked at; nothing is concluded about the others then, and state keeps all.
 */
export async function readSet(context: Context, state: SetState): Promise<SetState> {
  const failures: RollcallError[] = [];
  const read = async (member: Managed): Promise<readonly (readonly [string, Managed])[]> => {
    try {
      const found = await readUser(context, member.id, propertiesOf(member));
      return found === undefined ? [] : [[member.name, managed(context.kind, member, found)]];
    } catch (error) {
      failures.push(asRollcallError(error).about(member.name));
      return [];
    }
  };
  const told = progressOf(context, "read", state.members.size);
  const members = (await Promise.all([...state.members.values()].map((member) => told(read(member))))).flat();
  if (failures.length === 0) return { ...state, members: new Map(members) };
  throw failureOfMany(
    `${failures.length} of ${state.members.size} users of the set could not be read, and nobody was changed in state`,
    failures,
    "Correct the cause and run again.",
  );
}
