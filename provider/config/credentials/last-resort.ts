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
    traits: [...instance.traits, none],
    isGuess: true,
    async load(secrets) {
      try {
        const held = await instance.load(secrets);
        isInstance = true;
        return held;
      } catch (error) {
        if (isInstance) throw error;
        const failure = asRollcallError(error);
        const instead =
          failure.category === "unreachable"
            ? "no metadata service of an instance answers here."
            : `${failure.summary.replace(" No other keys are tried.", "")}`;
        throw sourceProblem(`${none.summary}, and ${instead}`, none.remedy);
      }
    },
  };
}
