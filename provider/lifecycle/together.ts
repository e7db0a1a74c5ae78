/**
 * People who are created together. Many of them may exist already, because an earlier run was killed before it saved its state:
 * pages of a listing find them, instead of a look at each.
 */
export interface Crowd {
  /** There are so many that a listing costs less than a look at each. */
  readonly sweep: boolean;
  /** Whether an earlier run has made this account, or may have where a look costs little, so that it comes before the creation. */
  isMade(key: string): boolean;
  /** Takes those who were found after a lost answer where the service does not say when they were made: they are told together. */
  undated(key: string): void;
}

/**
 * Brings people who are changed together to one point, so that calls that take many are filled. Each enters before anything is
 * sent and leaves when done. Those who have arrived go on as soon as all who are inside have arrived.
 */
export class Rally {
  private inside = 0;
  private arrived: (() => void)[] = [];

  enter(): void {
    this.inside++;
  }

  leave(): void {
    this.inside--;
    this.release();
  }

  arrive(): Promise<void> {
    return new Promise((resolve) => {
      this.arrived.push(resolve);
      this.release();
    });
  }

  private release(): void {
    if (this.arrived.length < this.inside) return;
    const together = this.arrived;
    this.arrived = [];
    for (const go of together) go();
  }
}
