import type { Service } from "../../model/service";
import type { Change, Step } from "../../model/kind-calls";
import { asRollcallError } from "../../model/error";
import type { Json } from "../../model/values";
import { GROUP_MISSING } from "../errors";
import { fields } from "./fields";
import type { Rest } from "../api";

/** Most users of one group action (Workspace RunActionsOnGroup). */
const MEMBERS_LIMIT = 50;

/** Fields of EditUserReq (Workspace UpdateUserInfo). */
const EDITABLE = [
  "userEmail",
  "userPhone",
  "accountExpires",
  "activeType",
  "enableChangePassword",
  "nextLoginChangePassword",
  "description",
  "passwordNeverExpired",
  "disabled",
  "userInfoMap",
] as const;

interface Member {
  readonly operation: "ADD" | "DELETE";
  readonly group: string;
  readonly user: string;
}

/** The ways to change a living Workspace user, in the order in which they run. */
export function openSteps(service: Service, rest: Rest): readonly Step[] {
  const update = service.batch<Change, void>({
    operation: "UpdateUserInfo",
    limit: 1,
    run: async ([change]) => {
      if (change === undefined) return [];
      await rest.write("UpdateUserInfo", "repeatable", "PUT", ["users", change.ref.id], edits(change));
      return [{ ok: true, value: undefined }];
    },
  });

  const act = service.batch<Member, void>({
    operation: "RunActionsOnGroup",
    limit: MEMBERS_LIMIT,
    bisect: true,
    groupBy: ({ operation, group }) => `${operation} ${group}`,
    run: async (members) => {
      const [first] = members;
      if (first === undefined) return [];
      const body = { op_type: first.operation, user_ids: members.map(({ user }) => user) };
      try {
        await rest.write("RunActionsOnGroup", "repeatable", "POST", ["groups", first.group, "actions"], body);
      } catch (thrown) {
        const error = asRollcallError(thrown);
        if (error.cloudCode !== GROUP_MISSING) throw error;
        // Nobody is in a group that is gone, and no member is to blame for it.
        if (first.operation === "ADD") return members.map(() => ({ ok: false, error }));
      }
      return members.map(() => ({ ok: true, value: undefined }));
    },
  });

  return [
    { fields: EDITABLE, apply: update },
    {
      fields: ["groupIds"],
      apply: async ({ ref, desired, observed }) => {
        const wanted = groupsOf(desired["groupIds"]);
        const present = groupsOf(observed?.fields["groupIds"]);
        const moves = (
          operation: Member["operation"],
          groups: ReadonlySet<string>,
          others: ReadonlySet<string>,
        ): Promise<unknown> =>
          Promise.all(
            [...groups].filter((group) => !others.has(group)).map((group) => act({ operation, group, user: ref.id })),
          );
        await moves("ADD", wanted, present);
        await moves("DELETE", present, wanted);
      },
    },
  ];
}

/** Only what changes: fields left out keep their value, and `""` clears. */
function edits({ desired, changed }: Change): Readonly<Record<string, Json>> {
  const body: Record<string, Json> = {};
  for (const name of EDITABLE) {
    const value = desired[name];
    if (changed.has(name) && value !== undefined) body[fields[name].wire] = value;
  }
  return body;
}

function groupsOf(value: Json | undefined): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((group): group is string => typeof group === "string") : []);
}
