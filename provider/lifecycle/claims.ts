import { kept } from "../model/kept";

/**
 * The accounts that the resources of this run hold. To Pulumi a person whose resource has another name, another parent or a
 * forced replacement is two, and so is one whose replacement an earlier run began and did not end: one resource has the
 * account, and the other is still to be deleted. That deletion must not reach the account. A process serves one run of the
 * engine, which never deletes what the same run has made or kept, so that every such request is another resource's.
 */
export class Claims {
  private readonly declared = new Set<string>();
  private readonly made = new Set<string>();
  /** By account, the place that its resource declares for it. */
  private readonly kept = new Map<string, string>();
  /** By group or unit that a resource is to give up for another one, the place of that. */
  private readonly replaced = new Map<string, string>();
  /** Of the groups and units that this run has made or taken over. */
  private readonly madePlaces = new Set<string>();
  private readonly joiners = new Map<string, Set<string>>();
  private readonly leavers = new Set<string>();
  private readonly leaving = new Set<string>();
  private readonly ended = new Set<string>();
  private readonly reserved = new Set<string>();
  private readonly spared = new Set<string>();
  private readonly wanted = new Set<string>();
  private readonly given = new Set<string>();

  /** A resource of this run has created this account, or found it and taken it over. @param place of a group or unit, see `kindPlaceOf` */
  make(id: string, place?: string): void {
    this.made.add(id);
    if (place !== undefined) this.madePlaces.add(place);
  }

  /** The engine has a declaration checked, which it does for the program alone. @param place see `kindPlaceOf` */
  declare(place: string): void {
    this.declared.add(place);
  }

  /**
   * Whether the program declares what the engine asks about. In a refresh the engine asks, too, and that says nothing about the run: it
   * compares those who leave like everybody else, with what state says of them (pulumi pkg, `RefreshStep.Apply`).
   */
  isDeclared(place: string): boolean {
    return this.declared.has(place);
  }

  /**
   * The resource that has this account was compared with its declaration, and the account stays. The engine compares in a refresh as
   * well, with what it has just read: that keeps nothing of people whom the same run deletes, since nobody declares them any more.
   * @param place of the declaration
   */
  keep(id: string, place: string): void {
    if (this.declared.has(place)) this.kept.set(id, place);
  }

  /**
   * The resource that has this account is to get another one.
   * @param place of the other one, where it is a group or unit. Another resource that has the same by state keeps it
   */
  release(id: string, place?: string): void {
    if (place === undefined || this.kept.get(id) === place) this.kept.delete(id);
    if (place !== undefined) this.replaced.set(id, place);
  }

  /** Whether a resource still has this group or unit, which is to get another one: should that fail, both would have the same. */
  isReplaced(id: string): boolean {
    const place = this.replaced.get(id);
    return place !== undefined && !this.madePlaces.has(place);
  }

  /** A resource has, or is going to have, somebody, see {@link join}. */
  expect(place: string, by: string): void {
    this.joiners.set(place, (this.joiners.get(place) ?? new Set()).add(by));
  }

  /**
   * Somebody is new to a resource that stays, or to a new one.
   * @param by tells the resource from others, see {@link leave}
   * @returns whether the same person leaves a set in this run, which is going to end the account
   */
  join(place: string, by: string): boolean {
    this.expect(place, by);
    return this.isEnded(place);
  }

  /** Whether this person leaves a set of the run, which is going to end the account. */
  isEnded(place: string): boolean {
    return this.leaving.has(place);
  }

  /** Whether somebody of this place is new to another resource than this one, see {@link leave}. */
  isJoined(place: string, by: string): boolean {
    return [...(this.joiners.get(place) ?? [])].some((other) => other !== by);
  }

  /**
   * Somebody leaves a set that stays, or gets another account there, and the set's update ends this one, at a moment that nobody
   * else can know.
   * @param by the set, as it would have called itself when it was new
   * @returns whether another resource declares the same person
   */
  leave(id: string, place: string, by: string): boolean {
    this.leavers.add(id);
    this.leaving.add(place);
    return this.isJoined(place, by) || this.has(id);
  }

  /** A resource of the program had this account, group or unit before the run, and has not been compared yet. */
  reserve(id: string): void {
    this.reserved.add(id);
  }

  isReserved(id: string): boolean {
    return this.reserved.has(id);
  }

  /** Whether nobody else may take it over: a resource of this run has it, or had it before. */
  isTaken(id: string): boolean {
    return this.has(id) || this.reserved.has(id);
  }

  /** Whether a resource of the program keeps this account and gives it another place than this one, which is about to be free. */
  isRenamed(id: string, place: string): boolean {
    return (this.kept.get(id) ?? place) !== place;
  }

  /** Whether something of this place was new in the program, when it was checked, and is not what this run has made. */
  hasJoined(place: string, id: string): boolean {
    return this.joiners.has(place) && !this.made.has(id);
  }

  /** The set has ended the account, or failed to: a person who joins from now on is somebody else. */
  left(place: string): void {
    this.leaving.delete(place);
    this.ended.add(place);
  }

  /** Whether a set has ended the account of this place in this run. Whoever asks first is told. */
  learnEnd(place: string): boolean {
    return this.ended.delete(place);
  }

  /** Whether a set ends this account in this run, or has ended it. */
  isLeaving(id: string): boolean {
    return this.leavers.has(id);
  }

  /** Whether a resource of this run has the account. */
  has(id: string): boolean {
    return this.made.has(id) || this.kept.has(id);
  }

  /** A resource is about to lose an account. @param claim names both */
  giveUp(claim: string): void {
    this.given.add(claim);
  }

  isGivenUp(claim: string): boolean {
    return this.given.has(claim);
  }

  /** Notes whether a resource has the account that takes no part in the run. */
  spare(id: string, isElsewhere: boolean): void {
    if (isElsewhere) this.spared.add(id);
    else this.spared.delete(id);
  }

  /**
   * A resource of this run was to have somebody, and could not. The engine may go on for all that (`--continue-on-error`) and end what an
   * old resource has of the same person.
   */
  want(place: string): void {
    this.wanted.add(place);
  }

  isWanted(place: string): boolean {
    return this.wanted.has(place);
  }

  /** Whether a resource has the account, so that a request to end it comes from another one. */
  holds(id: string): boolean {
    return this.has(id) || this.spared.has(id);
  }

  /** Why an account stays that a resource asks to end, for texts; `undefined` where it need not. @param place as the resource declares it */
  whyKept(id: string, place: string): string | undefined {
    if (this.has(id)) return "another resource of this run has it";
    if (this.spared.has(id)) return "another resource of the stack has it";
    return this.isWanted(place) ? "another resource of this run was to have it" : undefined;
  }
}

const ofAccount = new Map<string, Claims>();
let open = (_account: string): Claims => new Claims();

/**
 * The claims of an account, one for all resource types of the process.
 * @param account names directory, endpoint and key id, never a secret
 */
export function claimsFor(account: string): Claims {
  return kept(ofAccount, account, () => open(account));
}

/** Claims of accounts that are not open yet are made so; for a host of which several processes serve one run. */
export function claimWith(make: (account: string) => Claims): void {
  open = make;
}
