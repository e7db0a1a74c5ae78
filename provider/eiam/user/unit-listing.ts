import { record, text } from "../../model/values";
import { observe, type SeenUser } from "./observe";
import { listPages, type Rpc } from "../api";

/** A listing that was not touched for this long is read again, so that a long run does not act on what others have changed since. In milliseconds. */
const FRESH_MS = 30_000;

/** Calls that a refresh spends on listings beyond one for each user it reads. */
const EAGER_CALLS = 10;

interface Member {
  readonly user: SeenUser;
  /** Units whose listing has the user. */
  readonly units: readonly string[];
}

/**
 * Answers a refresh from the listings of all organizational units. ListUsers tells no units, but asked for one unit it tells who
 * is in it; a user in one listing alone has that unit for its primary one. Users in several, users that this run changed and
 * users in none are left to GetUser. Listings are walked only as far as the calls they may spare, so that an instance of many
 * units costs at most about twice the calls of asking for every user.
 */
export class UnitListing {
  private walk: AsyncIterator<void> | undefined;
  private members = new Map<string, Member>();
  private ids = new Map<string, string>();
  /** Changed by this run since the walk began: a page under way may still show them as they were. */
  private readonly changed = new Set<string>();
  private steppedAt = Number.NEGATIVE_INFINITY;
  private complete = false;
  private calls = 0;
  private asked = 0;
  private walking: Promise<void> | undefined;

  constructor(
    private readonly instance: string,
    private readonly now: () => number,
    private readonly rpc: Rpc,
  ) {}

  /** The user, if it is certain to be in `unit` alone; `undefined` says nothing. */
  async inOnly(unit: string, id: string): Promise<SeenUser | undefined> {
    await this.walked();
    return this.only(unit, id);
  }

  /** The same for a user of that name. */
  async namedInOnly(unit: string, username: string): Promise<SeenUser | undefined> {
    await this.walked();
    return this.only(unit, this.ids.get(username) ?? "");
  }

  private async walked(): Promise<void> {
    this.asked++;
    await (this.walking ??= this.advance().finally(() => (this.walking = undefined)));
  }

  private only(unit: string, id: string): SeenUser | undefined {
    const member = this.complete && !this.changed.has(id) ? this.members.get(id) : undefined;
    if (member === undefined || member.units.length !== 1 || member.units[0] !== unit) return undefined;
    return {
      ...member.user,
      fields: { ...member.user.fields, primaryOrganizationalUnitId: unit, organizationalUnitIds: [unit] },
    };
  }

  /** Forgets a user that this run changed or is about to change. */
  forget(id: string): void {
    this.changed.add(id);
  }

  private async advance(): Promise<void> {
    if (this.now() - this.steppedAt >= FRESH_MS) this.restart();
    try {
      while (!this.complete && this.walk !== undefined && this.calls < EAGER_CALLS + this.asked) {
        this.calls++;
        this.complete = (await this.walk.next()).done === true;
        this.steppedAt = this.now();
      }
    } catch {
      // The key may not list units, or the service fails: GetUser answers, or says better what is wrong.
      this.walk = undefined;
    }
  }

  private restart(): void {
    this.walk = this.steps();
    this.members = new Map();
    this.ids = new Map();
    this.changed.clear();
    this.steppedAt = this.now();
    this.complete = false;
    this.calls = 0;
    this.asked = 0;
  }

  /** One call a step. */
  private async *steps(): AsyncGenerator<void> {
    const InstanceId = this.instance;
    const units = new Set<string>();
    let rootListed = false;
    for await (const page of listPages(this.rpc, "ListOrganizationalUnits", "OrganizationalUnits", { InstanceId })) {
      for (const unit of page) {
        units.add(text(unit["OrganizationalUnitId"]) ?? "");
        rootListed ||= (text(unit["ParentId"]) ?? "") === "";
      }
      yield;
    }
    if (!rootListed) {
      const answer = await this.rpc("GetRootOrganizationalUnit", "read", { InstanceId });
      units.add(text(record(answer["OrganizationalUnit"])["OrganizationalUnitId"]) ?? "");
      yield;
    }
    for (const unit of units) {
      const where = { InstanceId, OrganizationalUnitId: unit };
      for await (const page of listPages(this.rpc, "ListUsers", "Users", where, () => this.asked)) {
        for (const user of page.map(observe)) {
          const { id, key } = user.ref;
          this.members.set(id, { user, units: [...(this.members.get(id)?.units ?? []), unit] });
          this.ids.set(key, id);
        }
        yield;
      }
    }
  }
}
