import { RpcError, type ParamErrors } from "../alibaba/errors";

/** EIAM's own patterns: `MissingParameter.<Field>` and `InvalidParameter.<Field>` (EIAM service error codes). */
export const eiamParamErrors: ParamErrors = {
  missing: (parameter) => new RpcError(400, `MissingParameter.${parameter}`, `The parameter: ${parameter} is missing.`),
  invalid: (parameter, rule) =>
    new RpcError(400, `InvalidParameter.${parameter}`, `The specified parameter: ${parameter} is invalid: ${rule}`),
};

/** A duplicate, which EIAM reports with status 403. */
export function duplicated(resource: string): RpcError {
  return new RpcError(403, `ResourceDuplicated.${resource}`, `The specified resource: ${resource} already exist.`);
}

/** A membership that another directory owns; nothing documents how the service refuses its removal. */
export function importedMembership(userId: string): RpcError {
  return new RpcError(
    400,
    "UnsupportedAction.ImportedGroupMember",
    `The membership of ${userId} was imported from another directory.`,
  );
}

/** The user quota is used up; its code is not documented. */
export function quotaExceeded(): RpcError {
  return new RpcError(403, "QuotaExceeded.User", "The number of users has reached the quota of the instance.");
}

export function notFound(resource: "Instance" | "User" | "OrganizationalUnit" | "Group", id: string): RpcError {
  return new RpcError(404, `ResourceNotFound.${resource}`, `The specified ${resource} resource: ${id} not found.`);
}
