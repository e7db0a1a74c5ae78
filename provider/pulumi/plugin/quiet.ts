/** Without a word for so long, a program has declared everybody who waits for nobody else. In milliseconds. */
const QUIET_MS = 1_000;

/** A program that goes on declaring is not listened to for longer. In milliseconds. */
const LONGEST_MS = 30_000;

/**
 * Tells when a program seems to have declared everybody. The engine tells no plugin that a program has ended; only the deletions that it
 * asks for afterwards show it.
 */
export class Quiet {
  private heard = 0;
  private readonly speaking = new Set<object>();
  private isOver = false;

  /** The program declares something. */
  hear(): void {
    this.heard++;
  }

  /** A component begins, which has people to declare. @returns what to call when it has told of them, more than once if need be */
  begin(): () => void {
    const speaker = {};
    this.speaking.add(speaker);
    return () => {
      if (this.speaking.delete(speaker)) this.hear();
    };
  }

  /** A resource is at work whose outputs others may wait for before they are declared. */
  async during<T>(work: Promise<T>): Promise<T> {
    const done = this.begin();
    return work.finally(done);
  }

  /** Nobody is listened to any more. */
  end(): void {
    this.isOver = true;
  }

  /** Resolves when nothing has been said for a moment. */
  async come(sleep: (ms: number) => Promise<void>): Promise<void> {
    for (let waited = 0; waited < LONGEST_MS && !this.isOver; waited += QUIET_MS) {
      const before = this.heard;
      await sleep(QUIET_MS);
      if (this.heard === before && this.speaking.size === 0) return;
    }
  }
}
