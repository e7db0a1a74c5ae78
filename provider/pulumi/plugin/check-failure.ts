import type { Kind } from "../../model/kind";
import { isUnknown } from "../../model/values";
import type { Refusal } from "../contract";
import type { CheckFailure } from "./messages";
import type { Opened } from "./wire-values";

/**
 * A refusal as the engine takes it. The engine prints the value of the property that a failure names, and only of one at the
 * top: so a secret is not named, and neither is somebody in a set, whose place stands in the text.
 */
export function failureOf(
  { fields }: Kind,
  { values, secret }: Opened,
  { path, text }: Refusal,
  clean: (text: string) => string,
): CheckFailure {
  const [field = "", ...deeper] = path;
  const isHidden =
    deeper.length > 0 ||
    fields[field]?.secret === true ||
    secret.some(([first]) => first === field) ||
    isUnknown(values[field]);
  return { property: isHidden ? "" : field, reason: clean(text) };
}
