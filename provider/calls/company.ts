/** How many usual gaps between two arrivals nobody may come while company is waited for, and bounds of that wait in milliseconds. */
const GAPS = 4;
const PATIENCE_MS = { least: 20, most: 500 };
/** Weight of the latest gap, and of the latest call, in what counts as usual. */
const LATEST = 0.2;
/** Share of those under way at once for whom a call waits at most: whoever is missing keeps the engine busy meanwhile. */
const NEARLY_ALL = 7 / 8;
/** Share of its time for which the engine may stand still, so that calls carry more. */
const IDLE = 0.15;
/** Calls that a user typically waits for: one that creates, and one that looks. */
const CALLS = 2;
/** Lone arrivals after which it is tried once whether others follow; twice as many after each time that nobody did. */
const FIRST_TRIAL = 3;

/**
 * Learns how many requests an engine sends at once, so that a call waits for those who will follow. The engine tells nobody what
 * it has under way: with eight at once and little to do for each they come together, and where each takes it longer than a call,
 * one by one, as from an engine that has one under way.
 */
export class Company {
  /** Not answered yet, and the most of them there were of late. */
  private open = 0;
  private most = 0;
  /** More may come than ever were there: some came while others were under way, and no wait for more has been in vain since. */
  private mayGrow = false;
  /** Usual time between two arrivals, and of a call, in milliseconds. */
  private gap = 0;
  private call = 0;
  private lone = 0;
  private trial = FIRST_TRIAL;

  /** @param limit most that a call takes: more at once are a set, whose members have all come */
  constructor(private readonly limit: number) {}

  /** @param gap since the arrival before, in milliseconds */
  arrives(gap: number, isBusy: boolean): void {
    if (gap < PATIENCE_MS.most) this.gap += LATEST * (gap - this.gap);
    const wasTried = this.isTrial;
    this.lone = isBusy || gap >= PATIENCE_MS.most ? 0 : this.lone + 1;
    if (++this.open <= this.most) return;
    this.most = this.open;
    this.mayGrow = this.open > 1 && (isBusy || wasTried || this.mayGrow);
  }

  leave(count: number): void {
    this.open -= count;
  }

  returns(ms: number): void {
    this.call += LATEST * (ms - this.call);
  }

  /** Nobody came to those who wait. @param isBusy others are under way, so that there may be more than those */
  stayedAway(waiting: number, isBusy: boolean): void {
    this.mayGrow = false;
    if (isBusy) return;
    if (this.isTrial) {
      this.trial *= 2;
      this.lone = 0;
    }
    this.most = Math.max(waiting, Math.ceil(this.most / 2));
  }

  /** How many should wait before a call leaves, if others still come. */
  get wanted(): number {
    if (this.most > this.limit) return 0;
    if (this.isTrial) return 2;
    if (this.mayGrow) return this.most + 1;
    if (this.most < 2 || this.gap === 0) return 0;
    // Those who are missing keep the engine busy while the calls of the others are under way.
    const affordable = (this.most - (CALLS * this.call) / this.gap) / (1 - IDLE);
    return Math.floor(Math.min(affordable, NEARLY_ALL * this.most));
  }

  /** How long nobody may come before a call leaves with those who are there, in milliseconds. */
  get patienceMs(): number {
    return Math.min(PATIENCE_MS.most, Math.max(PATIENCE_MS.least, GAPS * this.gap));
  }

  private get isTrial(): boolean {
    return this.most === 1 && this.lone >= this.trial;
  }
}
