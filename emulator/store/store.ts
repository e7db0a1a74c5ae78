import type { Identity } from "../service";
import type { Tables } from "./tables";
import { Transaction, World } from "./world";

/** Where the emulator keeps its world. Callbacks run synchronously and must not keep the tables. */
export interface Store {
  readonly identity: Identity;
  /** Runs `use` over the newest state; a put or delete inside throws. */
  read<R>(use: (tables: Tables) => R): Promise<R>;
  /** Runs `use` alone and commits its changes as one entry. Resolves once they would survive a crash; a throw commits nothing. */
  write<R>(use: (tables: Tables) => R): Promise<R>;
  close(): Promise<void>;
}

/** A world that ends with the process. */
export class MemoryStore implements Store {
  readonly #world = new World();

  constructor(readonly identity: Identity) {}

  read<R>(use: (tables: Tables) => R): Promise<R> {
    return new Promise((resolve) => resolve(use(new Transaction(this.#world, true))));
  }

  write<R>(use: (tables: Tables) => R): Promise<R> {
    return new Promise((resolve) => {
      const transaction = new Transaction(this.#world, false);
      const result = use(transaction);
      this.#world.apply(transaction.changes());
      resolve(result);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
