import { beijingTime } from "../times";
import type { Behaviour } from "../behaviour";
import type { StoredGroup, StoredInstance, StoredUser } from "./records";

/** A phone number as reads show it: up to four characters before the last four are masked, so that the length stays. */
export function maskPhone(phone: string): string {
  const start = Math.max(0, phone.length - 8);
  const end = Math.max(0, phone.length - 4);
  return `${phone.slice(0, start)}${"*".repeat(end - start)}${phone.slice(end)}`;
}

/** User fields that every answer about a user shows. */
export function userView(user: StoredUser, { plainPhones }: Behaviour): Readonly<Record<string, unknown>> {
  return {
    UserId: user.UserId,
    UserName: user.UserName,
    DisplayName: user.DisplayName,
    Description: user.Description,
    Source: user.Source,
    CreatedTime: beijingTime(user.createdAt),
    UpdatedTime: beijingTime(user.updatedAt),
    Email: user.Email,
    Phone: plainPhones === true ? user.Phone : maskPhone(user.Phone),
  };
}

/** What GetUser and the lists show: {@link userView} and the kind of identity. */
export function userReadView(user: StoredUser, behaviour: Behaviour): Readonly<Record<string, unknown>> {
  return { ...userView(user, behaviour), IdentityType: user.IdentityType };
}

/** A group as every answer shows it. */
export function groupView(group: StoredGroup): Readonly<Record<string, unknown>> {
  const { createdAt, updatedAt, HasProvision: _hidden, ...fields } = group;
  return { ...fields, CreatedTime: beijingTime(createdAt), UpdatedTime: beijingTime(updatedAt) };
}

/** An instance of GetServiceStatus. */
export function instanceView(instance: StoredInstance, region: string): Readonly<Record<string, unknown>> {
  const { createdAt, ...fields } = instance;
  return { ...fields, Region: region, CreatedTime: beijingTime(createdAt) };
}
