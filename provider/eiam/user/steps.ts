import { fields } from "./fields";
import { wireChanges } from "../../model/text-fields";
import { oneByOne } from "../../calls/gathered";
import type { Change, Step } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import type { Bag, Fields } from "../../model/values";
import { type Rpc } from "../api";
import { customFieldOperations, passwordChangeSettings, unitMoves } from "./values";

/**
 * What UpdateUser is sent for a change, besides instance and user. Phone and e-mail go with everything that belongs to them
 * (IDaaS EIAM UpdateUser: PhoneRegion and PhoneNumberVerified are required with PhoneNumber, EmailVerified with Email).
 */
export function update(change: Change): Bag {
  const { desired, observed, changed } = change;
  const operations = changed.has("customFields")
    ? customFieldOperations(desired["customFields"], observed?.fields["customFields"])
    : [];
  return {
    ...wireChanges(fields, ["username", "displayName"], change),
    ...(touches(changed, ["phoneRegion", "phoneNumber", "phoneNumberVerified"]) && phone(change)),
    ...(touches(changed, ["email", "emailVerified"]) && email(change)),
    ...(operations.length > 0 && { CustomFields: operations }),
  };
}

/** A cleared number goes with the region it had, because the region is required and has no empty form. */
function phone({ desired, observed }: Change): Bag {
  if (desired["phoneNumber"] === "")
    return { PhoneRegion: observed?.fields["phoneRegion"] ?? "", PhoneNumber: "", PhoneNumberVerified: false };
  return {
    PhoneRegion: desired["phoneRegion"],
    PhoneNumber: desired["phoneNumber"],
    PhoneNumberVerified: desired["phoneNumberVerified"],
  };
}

function email({ desired }: Change): Bag {
  if (desired["email"] === "") return { Email: "", EmailVerified: false };
  return { Email: desired["email"], EmailVerified: desired["emailVerified"] };
}

function touches(changed: ReadonlySet<string>, fields: readonly string[]): boolean {
  return fields.some((field) => changed.has(field));
}

/** Most units of one AddUserToOrganizationalUnits or RemoveUserFromOrganizationalUnits call. */
const UNITS_LIMIT = 100;

/** The ways to change a living EIAM account (IDaaS EIAM API, update actions), in the order in which they must run. */
export function openSteps(service: Service, rpc: Rpc, instanceOf: (user: Fields) => string): readonly Step[] {
  const account = ({ ref, desired }: Change) => ({ InstanceId: instanceOf(desired), UserId: ref.id });
  const change = (action: string, parameters: (change: Change) => Bag) =>
    oneByOne<Change, void>(
      service,
      action,
      async (it) => void (await rpc(action, "repeatable", { ...account(it), ...parameters(it) })),
    );

  const units = (action: "AddUserToOrganizationalUnits" | "RemoveUserFromOrganizationalUnits") => {
    const call = oneByOne<{ readonly it: Change; readonly units: readonly string[] }, void>(
      service,
      action,
      async ({ it, units }) => void (await rpc(action, "repeatable", { ...account(it), OrganizationalUnitIds: units })),
    );
    return async (it: Change, all: readonly string[]): Promise<void> => {
      for (let from = 0; from < all.length; from += UNITS_LIMIT)
        await call({ it, units: all.slice(from, from + UNITS_LIMIT) });
    };
  };
  const setPrimary = change("SetUserPrimaryOrganizationalUnit", ({ desired }) => ({
    OrganizationalUnitId: desired["primaryOrganizationalUnitId"],
  }));
  const addTo = units("AddUserToOrganizationalUnits");
  const removeFrom = units("RemoveUserFromOrganizationalUnits");
  const enable = change("EnableUser", () => ({}));
  const disable = change("DisableUser", () => ({}));

  return [
    {
      fields: [
        "username",
        "displayName",
        "phoneRegion",
        "phoneNumber",
        "phoneNumberVerified",
        "email",
        "emailVerified",
        "customFields",
      ],
      apply: change("UpdateUser", update),
    },
    {
      fields: ["description"],
      apply: change("UpdateUserDescription", ({ desired }) => ({ Description: desired["description"] })),
    },
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
      apply: change("UpdateUserPassword", ({ desired }) => ({
        Password: desired["password"],
        ...passwordChangeSettings(desired["passwordInitializationConfig"]),
      })),
    },
    { fields: ["status"], apply: (it) => (it.desired["status"] === "disabled" ? disable(it) : enable(it)) },
  ];
}
