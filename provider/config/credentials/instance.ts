import { asRollcallError } from "../../model/error";
import { instanceKeys, type MetadataService } from "../../vendors/metadata";
import { exchangeKeys, type Patience } from "./exchange";
import { type Source, sourceProblem } from "./source";
import type { World } from "./world";

/** The machine itself answers; more patience costs time where there is no instance. */
const ONCE: Patience = { timeoutMs: 1_000, attempts: 1 };

/** Keys of the role of the instance on which this runs. One second, one attempt. */
export function instanceSource(service: MetadataService, role: string | undefined, world: World): Source {
  const title = `the instance's ${role === undefined ? "role" : `role ${role}`} (metadata service ${service.endpoint})`;
  return {
    title,
    traits: ["instance", service.endpoint, role],
    renewable: true,
    load: () =>
      exchangeKeys(instanceKeys(service, role, world.network), { world, source: title, secrets: [], patience: ONCE }),
  };
}

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
