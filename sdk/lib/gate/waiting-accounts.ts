import * as pulumi from "@pulumi/pulumi";
import type { Judge } from "./judge";

/** The accounts that a program declares: where they are, and when they may go to the engine. */
export class WaitingAccounts {
  private waiting: (() => void)[] = [];

  /** @param isOpen whether the verdict on the program is still to come, and will be told */
  constructor(
    private readonly judge: Judge,
    private readonly isOpen: () => boolean,
  ) {}

  /** Notes where an account is. */
  note(names: readonly string[], properties: Readonly<Record<string, pulumi.Input<unknown>>>): void {
    this.judge.places.note(names, properties);
  }

  /** Whether an account names another place than in the last state, or did before; once its settings are known. */
  async hasMoved(names: readonly string[]): Promise<boolean> {
    const last = await this.judge.former.reading;
    return last !== undefined && this.judge.places.haveEverMoved(names, last.settings);
  }

  /**
   * Resolves when an account may go to the engine. One that names another place than before waits until nobody leaves it: the next run
   * would find the new place in state, and nothing to stop for. Look-ups that need it are not kept waiting.
   */
  async mayGo(names: readonly string[]): Promise<void> {
    const last = await this.judge.former.reading;
    if (last === undefined || pulumi.runtime.isDryRun() || !this.isOpen()) return;
    const moved = this.judge.places.moved(last.settings);
    if (!names.some((name) => moved.has(name))) return;
    await new Promise<void>((release) => this.waiting.push(release));
  }

  /** @returns whether any account has waited */
  release(): boolean {
    const { waiting } = this;
    this.waiting = [];
    for (const release of waiting) release();
    return waiting.length > 0;
  }
}
