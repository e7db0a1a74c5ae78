import { observeTexts } from "../../model/text-fields";
import { type Observed, text } from "../../model/values";
import { fields } from "./fields";

/** A user of GetUser or ListUsers under SDK names. */
export function observe(user: Readonly<Record<string, unknown>>): Observed {
  const createdAt = Date.parse(text(user["CreatedTime"]) ?? "");
  const observed = observeTexts(fields, "userName", "UserId", user);
  return { ...observed, ...(!Number.isNaN(createdAt) && { createdAt }) };
}
