import type { Change, Step } from "../directory";
import type { Service } from "../calls/service";
import type { Fields } from "../user";
import { passwordChangeSettings } from "./password-settings";
import { oneByOne, type Rpc } from "./rpc";
import { unitMoves } from "./units";
import { update } from "./update";

/** Most units of one AddUserToOrganizationalUnits or RemoveUserFromOrganizationalUnits call. */
const UNITS_LIMIT = 100;

/** The ways to change a living EIAM account (IDaaS EIAM API, update actions), in the order in which they must run. */
export function openSteps(service: Service, rpc: Rpc, instanceOf: (user: Fields) => string): readonly Step[] {
  const account = ({ ref, desired }: Change) => ({ InstanceId: instanceOf(desired), UserId: ref.id });
  const change = (action: string, parameters: (change: Change) => Readonly<Record<string, unknown>>) =>
    oneByOne<Change, void>(service, action, async (it) => void (await rpc(action, "repeatable", { ...account(it), ...parameters(it) })));

  const units = (action: "AddUserToOrganizationalUnits" | "RemoveUserFromOrganizationalUnits") => {
    const call = oneByOne<{ readonly it: Change; readonly units: readonly string[] }, void>(service, action, async ({ it, units }) => void (await rpc(action, "repeatable", { ...account(it), OrganizationalUnitIds: units })));
    return async (it: Change, all: readonly string[]): Promise<void> => {
      for (let from = 0; from < all.length; from += UNITS_LIMIT) await call({ it, units: all.slice(from, from + UNITS_LIMIT) });
    };
  };
  const setPrimary = change("SetUserPrimaryOrganizationalUnit", ({ desired }) => ({ OrganizationalUnitId: desired["primaryOrganizationalUnitId"] }));
  const addTo = units("AddUserToOrganizationalUnits");
  const removeFrom = units("RemoveUserFromOrganizationalUnits");
  const enable = change("EnableUser", () => ({}));
  const disable = change("DisableUser", () => ({}));

  return [
    { fields: ["username", "displayName", "phoneRegion", "phoneNumber", "phoneNumberVerified", "email", "emailVerified", "customFields"], apply: change("UpdateUser", update) },
    { fields: ["description"], apply: change("UpdateUserDescription", ({ desired }) => ({ Description: desired["description"] })) },
    {
      fields: ["primaryOrganizationalUnitId", "organizationalUnitIds"],
      apply: async (it) => {
        const { primary, add, remove } = unitMoves(it.desired, it.observed?.fields);
        if (primary !== undefined) await setPrimary(it);
        await addTo(it, add);
        await removeFrom(it, remove);
      },
    },
    {
      // After UpdateUser, so that a notice of the new password goes to the new address.
      fields: ["password"],
      apply: change("UpdateUserPassword", ({ desired }) => ({ Password: desired["password"], ...passwordChangeSettings(desired["passwordInitializationConfig"]) })),
    },
    { fields: ["status"], apply: (it) => (it.desired["status"] === "disabled" ? disable(it) : enable(it)) },
  ];
}
