import { write } from "../alibaba/rpc-service";
import { instanceOf, requireUnits, userOf } from "./records";
import { update } from "./change-users";

/** SetUserPrimaryOrganizationalUnit: the user leaves the former primary unit. */
export const setUserPrimaryOrganizationalUnit = write((call) => {
  const unit = call.params.requiredText("OrganizationalUnitId");
  requireUnits(call.tables, instanceOf(call), [unit]);
  update(call, (user) => {
    const others = user.OrganizationalUnitIds.filter((id) => id !== unit && id !== user.PrimaryOrganizationalUnitId);
    return { PrimaryOrganizationalUnitId: unit, OrganizationalUnitIds: [unit, ...others] };
  });
});

/** AddUserToOrganizationalUnits: up to 100 units; one the user is in already is no error. */
export const addUserToOrganizationalUnits = write((call) => {
  const units = call.params.requiredList("OrganizationalUnitIds", 100);
  requireUnits(call.tables, instanceOf(call), units);
  update(call, (user) => ({ OrganizationalUnitIds: [...new Set([...user.OrganizationalUnitIds, ...units])] }));
});

/** RemoveUserFromOrganizationalUnits: up to 100 units, never the primary one. */
export const removeUserFromOrganizationalUnits = write((call) => {
  const { params, tables } = call;
  const units = params.requiredList("OrganizationalUnitIds", 100);
  requireUnits(tables, instanceOf(call), units);
  if (units.includes(userOf(call).PrimaryOrganizationalUnitId)) {
    throw params.invalid("OrganizationalUnitIds", "the primary organizational unit cannot be removed.");
  }
  update(call, (user) => ({ OrganizationalUnitIds: user.OrganizationalUnitIds.filter((id) => !units.includes(id)) }));
});
