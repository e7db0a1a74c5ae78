import { instanceKeys, type MetadataService } from "../../vendors/metadata";
import { exchangeKeys, type Patience } from "./exchange";
import type { Source } from "./source";
import type { World } from "./world";

/** Metadata is answered on the machine itself; more patience costs whoever is not on an instance. */
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
