import type { CustomResourceOptions } from "@pulumi/pulumi";
import { configuredKeys } from "../../../provider/config/resolve-account";
import type { Settings } from "../../../provider/config/settings";
import type { DirectoryFacts, Kind } from "../../../provider/model/kind";
import { asRollcallError } from "../../../provider/model/error";
import { providerOf } from "./account-of";

/** A resource that a program declares. */
interface Declared {
  readonly kind: Kind;
  readonly opts: CustomResourceOptions;
}

/**
 * Where nobody names keys, only the instance's metadata can tell whether there are any. It is asked before anybody is registered, so
 * that no user of another directory is made in a run that cannot end well.
 */
export class LastResorts {
  private readonly asked = new Map<string, Promise<void> | undefined>();
  private readonly found = new Map<string, string>();
  private open = 0;

  /** Why there are no keys, by directory, as far as it is known. */
  get problems(): ReadonlyMap<string, string> {
    return this.found;
  }

  /**
   * Asks for the directories of the stack's own account for which nobody has asked; resolves when all is known, and is `undefined`
   * when it is already.
   */
  ask(declared: Iterable<Declared>, settings: () => Settings): Promise<unknown> | undefined {
    for (const { kind, opts } of declared) {
      const { directory } = kind;
      if (providerOf(opts) !== undefined || this.asked.has(directory.name)) continue;
      this.asked.set(directory.name, this.probe(directory, settings()));
    }
    return this.open === 0 ? undefined : Promise.all(this.asked.values());
  }

  private probe(directory: DirectoryFacts, settings: Settings): Promise<void> | undefined {
    const keys = keysOf(directory, settings)?.found;
    if (keys?.isGuess !== true) return undefined;
    this.open++;
    return keys.identity.keys().then(
      () => void this.open--,
      (error: unknown) => {
        this.open--;
        this.found.set(directory.name, asRollcallError(error).message);
      },
    );
  }
}

/** A configuration that cannot work is told elsewhere, with everything else that is wrong. */
function keysOf(directory: DirectoryFacts, settings: Settings): ReturnType<typeof configuredKeys> {
  try {
    return configuredKeys(directory, settings);
  } catch {
    return undefined;
  }
}
