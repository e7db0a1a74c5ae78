import { type Credentials, type Identity, secretsOf } from "../../model/credentials";
import type { Secrets } from "../../model/service";
import type { Held, Source } from "./source";

/** Keys are replaced when less than this is left of them, or a quarter of their lifetime if that is less; in milliseconds. */
const AHEAD_MS = 10 * 60_000;
/** After an exchange that failed while keys still live, the next try waits this long. */
const PAUSE_MS = 30_000;
/** Refusals that one run answers with new keys, over and above one a minute: a cloud that refuses every key is left alone. */
const RENEWALS = 10;
const RENEWAL_EVERY_MS = 60_000;

/** The keys of one source for a whole run: one exchange at a time, ahead of the expiry, and never those of another source. */
export class RenewingIdentity implements Identity {
  private held: Held | undefined;
  private dueAt = Number.NEGATIVE_INFINITY;
  private flight: Promise<Held> | undefined;
  private readonly learned = new Set<string>();
  private readonly told = new Set<Pick<Secrets, "learn">>();
  private allowance = RENEWALS;
  private allowedAt: number;

  /** @param now milliseconds since the epoch */
  constructor(
    private readonly from: Source,
    readonly name: string,
    private readonly now: () => number,
  ) {
    this.allowedAt = now();
    for (const value of from.known ?? []) this.learned.add(value);
  }

  get source(): string {
    return this.from.title;
  }

  async keys(): Promise<Credentials> {
    if (this.held !== undefined && this.now() < this.dueAt) return this.held.credentials;
    const before = this.held;
    try {
      return (await this.load()).credentials;
    } catch (error) {
      if (before === undefined || !this.lives(before)) throw error;
      return before.credentials;
    }
  }

  async renew(refused: Credentials): Promise<boolean> {
    if (!this.from.renewable) return false;
    if (this.held !== undefined && this.held.credentials !== refused) return true;
    if (this.flight === undefined && !this.mayRenew()) return false;
    return (await this.load()).credentials !== refused;
  }

  expiresAt(): number | undefined {
    return this.held?.expiresAt;
  }

  tell(secrets: Pick<Secrets, "learn">): void {
    this.told.add(secrets);
    for (const value of this.learned) secrets.learn(value);
  }

  private load(): Promise<Held> {
    this.flight ??= this.fetch().finally(() => (this.flight = undefined));
    return this.flight;
  }

  private async fetch(): Promise<Held> {
    try {
      const held = await this.from.load(this);
      for (const value of secretsOf(held.credentials)) this.learn(value);
      this.held = held;
      const left = held.expiresAt === undefined ? Number.POSITIVE_INFINITY : held.expiresAt - this.now();
      this.dueAt = this.now() + Math.max(left - AHEAD_MS, (left * 3) / 4);
      return held;
    } catch (error) {
      this.dueAt = this.now() + PAUSE_MS;
      throw error;
    }
  }

  /** Part of what a source sees: it tells what it reads. */
  learn(value: string): void {
    if (this.learned.has(value)) return;
    this.learned.add(value);
    for (const secrets of this.told) secrets.learn(value);
  }

  private lives({ expiresAt }: Held): boolean {
    return expiresAt === undefined || expiresAt > this.now();
  }

  private mayRenew(): boolean {
    const earned = Math.floor((this.now() - this.allowedAt) / RENEWAL_EVERY_MS);
    this.allowance = Math.min(RENEWALS, this.allowance + Math.max(0, earned));
    if (earned > 0) this.allowedAt += earned * RENEWAL_EVERY_MS;
    return this.allowance-- > 0;
  }
}
