import { textsIn } from "../../../../provider/lifecycle/secret-fields";
import type { Json } from "../../../../provider/model/values";
import { CLEARED } from "./cells";
import { emptyResult } from "./changed-key";
import { visible } from "./hygiene";
import { isShownObject } from "./shown-objects";

/** Quotes, brackets and signs that stand around ids or in other names of groups, the end of a text that a program has cut, and how workbooks keep a character. */
const NO_ID = /['"`“”‘’()[\]{}<>=\\…]|\.{3}$|_x(?=\d*[A-F])[\dA-F]{4}_/;

/** What tells that ids of groups and units stand there otherwise than a directory writes them: several in one, or with what a program put around them. */
export function idsProblem(value: Json): string | undefined {
  const ids = textsIn(value);
  if (Array.isArray(value) && ids.some((id) => id === CLEARED || id === ""))
    return `holds ${CLEARED} or nothing where an item belongs. Write ${CLEARED} alone to clear the list; in YAML, [].`;
  const dressed = ids.find((id) => isShownObject(id) || NO_ID.test(id) || emptyResult(id) !== undefined);
  if (dressed !== undefined)
    return `holds ${JSON.stringify(visible(dressed))}, which is no id: a program has shown something else there, or a part of it. Write the id alone.`;
  const several = ids.find((id) => /[\s;,|；，、]/.test(id));
  return several === undefined
    ? undefined
    : `holds ${JSON.stringify(visible(several))}, which may be several ids. Write ; between them; in YAML, a list. If it is a name, give the roster references: "names".`;
}
