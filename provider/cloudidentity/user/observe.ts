import { observeTexts } from "../../model/text-fields";
import { type Bag, type Observed, text } from "../../model/values";
import { fields } from "./fields";

/** A user of GetUser or ListUsers under SDK names. */
export function observe(user: Bag): Observed {
  const createdAt = Date.parse(text(user["CreatedTime"]) ?? "");
  const observed = observeTexts(fields, "userName", "UserId", user);
  return { ...observed, ...(!Number.isNaN(createdAt) && { createdAt }) };
}
