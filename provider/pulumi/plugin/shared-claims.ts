import { Claims } from "../../lifecycle/claims";

/** What several processes of one run tell each other of accounts. */
export interface Told {
  /** What stands for a text of this account: the same in every process, and nothing that a person could read. */
  nameOf(account: string, text: string): string;
  /** Tells the others. */
  tell(deed: Deed, ...names: readonly string[]): void;
  /** What all others have told so far. */
  heard(): Claims;
}

/** What there is to tell, as the lists of names after each. */
const DEEDS = {
  make: (others, id, place) => others.make(id, place || undefined),
  want: (others, place) => others.want(place),
  keep: (others, id, place) => {
    others.declare(place);
    others.keep(id, place);
  },
  release: (others, id, place) => others.release(id, place || undefined),
  expect: (others, place, by) => others.expect(place, by),
  leave: (others, id, place, by) => void others.leave(id, place, by),
  left: (others, place) => others.left(place),
  give: (others, claim) => others.giveUp(claim),
} satisfies Readonly<Record<string, (others: Claims, first: string, second: string, third: string) => void>>;

export type Deed = keyof typeof DEEDS;

/** Adds to claims what a process has told; a line that it does not know is of another version and says nothing. */
export function hear(others: Claims, [deed = "", first = "", second = "", third = ""]: readonly string[]): void {
  if (isDeed(deed)) DEEDS[deed](others, first, second, third);
}

function isDeed(text: string): text is Deed {
  return Object.hasOwn(DEEDS, text);
}

/**
 * The claims of an account that several processes serve in one run: the engine starts one for each provider resource of a program, and
 * two of them may name one place and the same keys. An account that a resource under the one has is not ended by the other.
 */
export class SharedClaims extends Claims {
  constructor(
    private readonly account: string,
    private readonly told: Told,
  ) {
    super();
  }

  override make(id: string, place?: string): void {
    super.make(id, place);
    this.tell("make", id, place);
  }

  override keep(id: string, place: string): void {
    super.keep(id, place);
    if (this.isDeclared(place)) this.tell("keep", id, place);
  }

  override release(id: string, place?: string): void {
    super.release(id, place);
    this.tell("release", id, place);
  }

  override isReplaced(id: string): boolean {
    return super.isReplaced(id) || this.told.heard().isReplaced(this.nameOf(id));
  }

  // A join tells first and asks then: of two who do both at once, one hears of the other.
  override expect(place: string, by: string): void {
    super.expect(place, by);
    this.tell("expect", place, by);
  }

  override leave(id: string, place: string, by: string): boolean {
    this.tell("leave", id, place, by);
    return super.leave(id, place, by);
  }

  override left(place: string): void {
    super.left(place);
    this.tell("left", place);
  }

  override learnEnd(place: string): boolean {
    return super.learnEnd(place) || this.told.heard().learnEnd(this.nameOf(place));
  }

  // As with a join: of two processes of which each ends one of two claims, one hears of the other, and ends the account.
  override giveUp(claim: string): void {
    super.giveUp(claim);
    this.tell("give", claim);
  }

  override isGivenUp(claim: string): boolean {
    return super.isGivenUp(claim) || this.told.heard().isGivenUp(this.nameOf(claim));
  }

  override isEnded(place: string): boolean {
    return super.isEnded(place) || this.told.heard().isEnded(this.nameOf(place));
  }

  override isJoined(place: string, by: string): boolean {
    return super.isJoined(place, by) || this.told.heard().isJoined(this.nameOf(place), this.nameOf(by));
  }

  override hasJoined(place: string, id: string): boolean {
    return super.hasJoined(place, id) || this.told.heard().hasJoined(this.nameOf(place), this.nameOf(id));
  }

  override isRenamed(id: string, place: string): boolean {
    return super.isRenamed(id, place) || this.told.heard().isRenamed(this.nameOf(id), this.nameOf(place));
  }

  override isLeaving(id: string): boolean {
    return super.isLeaving(id) || this.told.heard().isLeaving(this.nameOf(id));
  }

  override want(place: string): void {
    super.want(place);
    this.tell("want", place);
  }

  override isWanted(place: string): boolean {
    return super.isWanted(place) || this.told.heard().isWanted(this.nameOf(place));
  }

  override has(id: string): boolean {
    return super.has(id) || this.told.heard().has(this.nameOf(id));
  }

  private tell(deed: Deed, ...texts: readonly (string | undefined)[]): void {
    this.told.tell(deed, ...texts.flatMap((text) => (text === undefined ? [] : [this.nameOf(text)])));
  }

  private nameOf(text: string): string {
    return this.told.nameOf(this.account, text);
  }
}
