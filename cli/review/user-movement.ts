import type { Directory } from "../../provider/directory";
import { declaredOf } from "../../provider/lifecycle/outputs";
import type { Movement } from "./movement";
import { propertyPath } from "./property-path";
import type { Step } from "./read-preview";
import { formerProperties, kindOf, resourceFacts } from "./steps";

/** The person that a user resource stands for. */
export function userMovement(directory: Directory, step: Step): Movement {
  const paths = [...Object.keys(step.detailedDiff ?? {}), ...(step.diffReasons ?? [])];
  return {
    ...resourceFacts(step),
    directory,
    kind: kindOf(step),
    before: declaredOf(directory, formerProperties(step.oldState)),
    after: declaredOf(directory, step.newState?.inputs ?? {}),
    touched: new Set(paths.flatMap((path) => propertyPath(path)[0] ?? [])),
    replacedBy: (step.replaceReasons ?? []).flatMap((path) => propertyPath(path)[0] ?? []),
  };
}
