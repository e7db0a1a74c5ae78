import type { Identity } from "../../../emulator/service";
import type { Store } from "../../../emulator/store/store";
import type { Tables } from "../../../emulator/store/tables";
import { Transaction, World } from "../../../emulator/store/world";

/**
 * A world behind two doors: writes, and about half of the reads, see it as it is; the other reads see a copy that follows late, so
 * that somebody new is missing, somebody removed is still there, and a change does not show, now here and now there.
 */
export class LaggingStore implements Store {
  /** How late the copy follows, in milliseconds. */
  lagMs = 0;
  private readonly world = new World();
  private readonly copy = new World();
  private readonly pending: { readonly at: number; readonly changes: ReturnType<Transaction["changes"]> }[] = [];

  constructor(
    readonly identity: Identity,
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  read<R>(use: (tables: Tables) => R): Promise<R> {
    const seen = this.lagMs > 0 && this.random() < 0.5 ? this.late() : this.world;
    return new Promise((resolve) => resolve(use(new Transaction(seen, true))));
  }

  write<R>(use: (tables: Tables) => R): Promise<R> {
    return new Promise((resolve) => {
      const transaction = new Transaction(this.world, false);
      const result = use(transaction);
      const changes = transaction.changes();
      this.world.apply(changes);
      this.pending.push({ at: this.now(), changes });
      resolve(result);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The copy with everything that is old enough. */
  private late(): World {
    while ((this.pending[0]?.at ?? Number.POSITIVE_INFINITY) <= this.now() - this.lagMs)
      this.copy.apply(this.pending.shift()?.changes ?? []);
    return this.copy;
  }
}
