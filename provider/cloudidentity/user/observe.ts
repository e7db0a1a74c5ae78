import { type Json, type Observed, record, records, text } from "../../model/values";
import { fields } from "./fields";

/** Fields that reads tell, as they stand on the wire; the service writes `""` for one that was never set. */
const READ_BACK = ["userName", "displayName", "description", "email", "phone"] as const;

/** A user of GetUser or ListUsers under SDK names. Empty fields are left out. */
export function observe(user: Readonly<Record<string, unknown>>): Observed {
  const observed: Record<string, Json> = {};
  for (const name of READ_BACK) {
    const value = text(user[fields[name].wire]);
    if (value !== undefined && value !== "") observed[name] = value;
  }
  const createdAt = Date.parse(text(user["CreatedTime"]) ?? "");
  return {
    ref: { id: text(user["UserId"]) ?? "", key: text(user["UserName"]) ?? "" },
    fields: observed,
    computed: {},
    ...(!Number.isNaN(createdAt) && { createdAt }),
  };
}

/** The users of a ListUsers page, observed. */
export function observeAll(page: unknown): readonly Observed[] {
  return records(record(page)["Users"]).map(observe);
}
