import type { FieldChange } from "./model";
import { joinTexts, say, type Text } from "./text";

/** A change in words, without the name of its field: `a → b`, `+x, -y`, `changed`. */
export function changeText(change: FieldChange): Text {
  switch (change.kind) {
    case "secret":
      return ["changed"];
    case "unknown":
      return ["known after the update"];
    case "list": {
      const members = [...change.added.map((member) => say`+${member}`), ...change.removed.map((member) => say`-${member}`)];
      return members.length === 0 ? ["order"] : joinTexts(members, ", ");
    }
    case "value":
      return say`${change.before ?? "(not set)"} → ${change.after ?? "(not set)"}`;
  }
}
