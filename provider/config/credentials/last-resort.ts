import { asRollcallError } from "../../model/error";
import { sourceProblem } from "./problem";
import type { Source } from "./source";

/**
 * The instance's metadata where nobody named any source. Nobody knows whether this machine is an instance before it is asked, so
 * silence means that there are no keys at all.
 * @param none what to say then, and what to do
 */
export function lastResort(instance: Source, none: { readonly summary: string; readonly remedy: string }): Source {
  let isInstance = false;
  return {
    ...instance,
    isGuess: true,
    async load(secrets) {
      try {
        const held = await instance.load(secrets);
        isInstance = true;
        return held;
      } catch (error) {
        const failure = asRollcallError(error);
        if (isInstance || failure.category !== "unreachable") throw failure;
        throw sourceProblem(`${none.summary}, and no metadata service of an instance answers here.`, none.remedy);
      }
    },
  };
}
