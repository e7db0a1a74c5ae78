import type { RpcError } from "../alibaba/errors";
import type { Tables } from "../store/tables";
import { duplicated } from "./errors";
import { eiamTables, type EiamUser } from "./records";

type Holder = { readonly UserId: string };

const holders = (tables: Tables) => tables.table<Holder>("eiam.uniqueValues");

/**
 * What only one user of an instance may have, as `[index key, resource named in the refusal]`. Names and e-mail addresses
 * are compared without regard to case: whether the service does is not documented, and this is the stricter reading.
 */
function uniqueValues(tables: Tables, user: EiamUser): [string, string][] {
  const values: [string, string][] = [
    [`Username ${user.Username.toLowerCase()}`, "Username"],
    [`UserExternalId ${user.UserSourceType} ${user.UserSourceId} ${user.UserExternalId}`, "UserExternalId"],
  ];
  if (user.Email !== undefined) values.push([`Email ${user.Email.toLowerCase()}`, "Email"]);
  if (user.PhoneNumber !== undefined) values.push([`Phone ${user.PhoneRegion} ${user.PhoneNumber}`, "PhoneNumber"]);
  for (const { FieldName, FieldValue } of user.CustomFields) {
    const isUnique = eiamTables.customFields(tables).get(`${user.InstanceId} ${FieldName}`)?.Unique === true;
    if (isUnique) values.push([`CustomField ${FieldName} ${FieldValue}`, `CustomField.${FieldName}`]);
  }
  return values.map(([key, resource]) => [`${user.InstanceId} ${key}`, resource]);
}

/** The `ResourceDuplicated` refusal that saving this user would meet, if any. */
export function duplicateOf(tables: Tables, user: EiamUser): RpcError | undefined {
  const taken = uniqueValues(tables, user).find(
    ([key]) => (holders(tables).get(key)?.UserId ?? user.UserId) !== user.UserId,
  );
  return taken === undefined ? undefined : duplicated(taken[1]);
}

/** Puts a user and keeps the index of unique values in step, so that no creation has to look at every user. */
export function saveUser(tables: Tables, user: EiamUser): void {
  const before = eiamTables.users(tables).get(user.UserId);
  if (before !== undefined) releaseValues(tables, before);
  for (const [key] of uniqueValues(tables, user)) holders(tables).put(key, { UserId: user.UserId });
  eiamTables.users(tables).put(user.UserId, user);
}

export function deleteUser(tables: Tables, user: EiamUser): void {
  releaseValues(tables, user);
  eiamTables.users(tables).delete(user.UserId);
}

function releaseValues(tables: Tables, user: EiamUser): void {
  for (const [key] of uniqueValues(tables, user)) {
    if (holders(tables).get(key)?.UserId === user.UserId) holders(tables).delete(key);
  }
}

/** The user of an instance with this Username. */
export function findByUsername(tables: Tables, instanceId: string, username: string): EiamUser | undefined {
  const holder = holders(tables).get(`${instanceId} Username ${username.toLowerCase()}`);
  return holder === undefined ? undefined : eiamTables.users(tables).get(holder.UserId);
}
