/**
 * Brings people who are changed together to one point, so that calls that take many are filled. Each enters before anything is
 * sent for it and leaves when it is done; whoever arrives goes on as soon as all who are inside and not done have arrived.
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
