import { asRollcallError, RollcallError } from "../../model/error";
import { INITIAL_PASSWORD } from "../../model/initial-password";
import { withAccess } from "../access";
import { checkDeclaration } from "../check";
import { describeViolation } from "../validate";
import { type Context, keyOf } from "../context";
import { type Applied, createUser } from "../create";
import { deleteUser } from "../delete";
import { marksOfUpdate, withMarks } from "../memberships";
import { keptPassword } from "../initial-password";
import { updateUser } from "../update";
import type { Member } from "./members";
import { type Change, fieldsToSend } from "./plan";
import { isUnfinished, type Managed, managed, propertiesOf } from "./state";

/** What came of one person. */
export interface Outcome {
  /** What state will keep under the member's name; absent when there is no account. */
  readonly member?: Managed;
  /** An account that should be gone and is not. */
  readonly left?: Managed;
  readonly failures: readonly RollcallError[];
}

/** Creates one member; a member that already exists goes to its `onExisting`. */
export async function createMember(context: Context, member: Member): Promise<Outcome> {
  const violations = checkDeclaration(context.kind, member.fields, true, context.secretFields.of(member.fields));
  if (violations.length > 0)
    return { failures: [invalid(context, member, violations.map(describeViolation).join(" "))] };
  return attempt(context, member, () => createUser(context, member.fields));
}

/** Brings one member in line: nothing, an update of the account, or another account, which touches nobody else. */
export async function changeMember(
  context: Context,
  { before, after, diff, refused }: Change,
  sweep: boolean,
): Promise<Outcome> {
  const stays = { ...before, name: after.name };
  if (refused !== undefined) return { member: stays, failures: [refused] };
  if (diff.replaces.length > 0) return replaceMember(context, stays, after, diff.deleteBeforeReplace);
  const wanted = withAccess(context, after.fields);
  // Only a look shows whether somebody was disabled while the program left that open.
  const mayBeShut = wanted !== after.fields && diff.changed.includes("onDelete");
  const mayBeEnded = diff.changed.includes("otherGroups");
  const isKnown = !mayBeShut && !mayBeEnded && !isUnfinished(before);
  if (isKnown && fieldsToSend(context, diff, wanted).length === 0) {
    const marks = marksOfUpdate(context.kind, propertiesOf(before), after.fields);
    const computed = withMarks(told(context, before, after).computed, marks);
    return { member: { ...stays, own: after.own, fields: after.fields, computed }, failures: [] };
  }
  const outcome = await attempt(context, after, () =>
    updateUser(context, before.id, propertiesOf(before), after.fields, sweep),
  );
  return outcome.member === undefined ? { ...outcome, member: stays } : outcome;
}

/** The outputs of a member to whom nothing is sent: a password that was made leaves state with its declaration. */
function told({ kind }: Context, { computed }: Managed, { fields }: Member): Pick<Managed, "computed"> {
  const { [INITIAL_PASSWORD]: _password, ...others } = computed;
  return { computed: { ...others, ...keptPassword(kind, fields, computed) } };
}

/** Ends one member as its own `onDelete` says; the account that is still there when that fails stays in state. */
export async function deleteMember(context: Context, member: Managed): Promise<Outcome> {
  try {
    await deleteUser(context, member.id, propertiesOf(member));
    return { failures: [] };
  } catch (error) {
    return { left: member, failures: [asRollcallError(error)] };
  }
}

async function replaceMember(context: Context, before: Managed, after: Member, deleteFirst: boolean): Promise<Outcome> {
  if (deleteFirst) {
    const gone = await deleteMember(context, before);
    return gone.left === undefined ? createMember(context, after) : { member: before, failures: gone.failures };
  }
  const created = await createMember(context, after);
  if (created.member === undefined) return { member: before, failures: created.failures };
  const gone = await deleteMember(context, before);
  return { ...created, ...gone, failures: [...created.failures, ...gone.failures] };
}

/**
 * An operation on one member, whose failure is an outcome like any other.
 * @param as what state is to keep of the member beside what the operation answers
 */
export async function attempt(
  context: Context,
  member: Member,
  operation: () => Promise<Applied>,
  as: Member = member,
): Promise<Outcome> {
  context.rally?.enter();
  try {
    const applied = await operation();
    return { member: managed(context.kind, as, applied), failures: applied.failures };
  } catch (error) {
    return { failures: [asRollcallError(error).about(keyOf(context, member.fields))] };
  } finally {
    context.rally?.leave();
  }
}

function invalid(context: Context, member: Member, summary: string): RollcallError {
  return new RollcallError({
    code: "ERR_INVALID_USER",
    category: "invalid",
    summary,
    remedy: "Correct the program and run again.",
    user: keyOf(context, member.fields),
  });
}
