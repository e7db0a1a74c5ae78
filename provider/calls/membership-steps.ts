import type { Change, Step } from "../model/kind-calls";
import { asRollcallError, type RollcallError } from "../model/error";
import { groupIds } from "../model/memberships";
import type { Service } from "../model/service";

/** One way of changing who is in a group. */
export interface MembershipAction {
  /** The API's own name, e.g. `AddUsersToGroup`. */
  readonly operation: string;
  /** Sends one call for users of one group. Repeating it must be harmless. */
  send(group: string, users: readonly Change[]): Promise<void>;
}

/** How a directory changes memberships. */
export interface MembershipCalls {
  /** The user's field with the ids of its groups. */
  readonly field: string;
  /** Most users of one call. */
  readonly limit: number;
  readonly add: MembershipAction;
  readonly remove: MembershipAction;
  /** Users with different texts never share a call, e.g. those of different instances. */
  readonly apart?: (change: Change) => string;
  /** What a refused removal says to be gone, so that there is nothing left to end: the group, for everybody in it, or a user. */
  gone(error: RollcallError): "group" | "user" | undefined;
  /**
   * Refuses declared groups before anybody joins one.
   * @param joining those of them that the user is not in yet
   */
  readonly require?: (change: Change, joining: readonly string[]) => Promise<void>;
  /** Learns of every membership that was made or ended. */
  readonly done?: (group: string, change: Change, isMember: boolean) => void;
}

interface Move {
  readonly group: string;
  readonly change: Change;
}

/**
 * The steps that bring a user's memberships in line. Only the difference to what was observed is sent, gathered by group. The user
 * joins before leaving, so that access never drops to nothing; one who could not join leaves nothing.
 */
export function membershipSteps(service: Service, calls: MembershipCalls): readonly Step[] {
  const batch = (action: MembershipAction, isMember: boolean) =>
    service.batch<Move, void>({
      operation: action.operation,
      limit: calls.limit,
      bisect: true,
      groupBy: ({ group, change }) => `${group} ${calls.apart?.(change) ?? ""}`,
      run: async (moves) => {
        const [first] = moves;
        if (first === undefined) return [];
        const changes = moves.map(({ change }) => change);
        try {
          await action.send(first.group, changes);
        } catch (error) {
          const gone = isMember ? undefined : calls.gone(asRollcallError(error));
          if (gone === undefined || (gone === "user" && moves.length > 1)) throw error;
        }
        for (const { group, change } of moves) calls.done?.(group, change, isMember);
        return moves.map(() => ({ ok: true, value: undefined }));
      },
    });
  const add = batch(calls.add, true);
  const remove = batch(calls.remove, false);
  const step = (apply: (change: Change) => Promise<unknown>): Step => ({
    fields: [calls.field],
    gathers: true,
    apply: async (change) => void (await apply(change)),
  });
  const [wanted, present] = [
    ({ desired }: Change) => groupIds(desired[calls.field]),
    ({ observed }: Change) => groupIds(observed?.fields[calls.field]),
  ];
  return [
    step(async (change) => {
      const joining = without(wanted(change), present(change));
      await calls.require?.(change, joining);
      await all(joining.map((group) => add({ group, change })));
    }),
    step((change) => all(without(present(change), wanted(change)).map((group) => remove({ group, change })))),
  ];
}

/** Waits for every call, those after a failed one too, so that a user is done when the step is. */
async function all(calls: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(calls)).find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function without(groups: readonly string[], others: readonly string[]): readonly string[] {
  return groups.filter((group) => !others.includes(group));
}
