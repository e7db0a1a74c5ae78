import type { Violation } from "./rule";
import type { Fields, Observed, UserRef } from "./values";

/** A difference to bring to the cloud. */
export interface Change {
  readonly ref: UserRef;
  /** Everything declared, options included. */
  readonly desired: Fields;
  /** What the cloud reported just before; `undefined` right after a creation. */
  readonly observed: Observed | undefined;
  /** The declared fields to send: those that differ from the cloud or from the last declaration. */
  readonly changed: ReadonlySet<string>;
}

/** One way of changing a living account, for the fields it covers. Applying it twice is harmless. */
export interface Step {
  readonly fields: readonly string[];
  /** Its calls take many users, so that people who are changed together wait for each other before it. */
  readonly gathers?: true;
  apply(change: Change): Promise<void>;
}

/** A user just created, with what the service already shows of it, for directories that look anyway. */
export interface CreatedUser extends UserRef {
  readonly observed?: Observed;
}

/** The calls of one account. Each takes one user and may travel in a batch with others; each user has its own outcome. */
export interface KindCalls {
  /**
   * Creates a user and returns its reference.
   * Sent once: after an ambiguous failure the lifecycle looks before it repeats.
   * @throws RollcallError with category `already-exists`, `invalid`, … for this user alone.
   */
  create(user: Fields, attempt: CreateAttempt): Promise<CreatedUser>;
  /**
   * Looks a user up by natural key, always freshly and exactly; `undefined` when there is none.
   * @param sweep one of many who are there, so that listing the directory pays: the answer may be as old as this run's listing
   */
  find(key: string, user: Fields, sweep?: boolean): Promise<Observed | undefined>;
  /** When a user was made, in milliseconds since the epoch, where look-ups do not tell and another call does. */
  createdAt?(ref: UserRef): Promise<number | undefined>;
  /** Reads a user by id; may be answered from a listing shared within the run. `declared`: the fields that matter. */
  read(ref: UserRef, declared: ReadonlySet<string>, hint: ReadHint): Promise<Observed | undefined>;
  /** Drops what a shared listing remembers of a user that is about to change. */
  forget(ref: UserRef): void;
  /** Deletes a user. Where one is gone already it fails with category `not-found`, which counts as done: another may have the name by then. */
  remove(ref: UserRef, user: Fields): Promise<void>;
  /** Who or what is in a group or unit, by name: nothing that still holds anybody is deleted in silence. */
  holders?(ref: UserRef, declared: Fields): Promise<readonly string[]>;
  /**
   * Refuses another parent that a look at the cloud shows to be none: in the preview already, and again before it is sent.
   * @throws RollcallError when it does not exist, or stands below the unit itself
   */
  refuseMove?(ref: UserRef, desired: Fields): Promise<void>;
  /** Ways to change a living account, in the order in which they must run. */
  readonly steps: readonly Step[];
  /**
   * Learns what the program declares of somebody, so that reads of others know which groups it names.
   * @param former groups that it once named
   */
  note?(user: Fields, former?: readonly string[]): void;
  /** What a declaration lacks under this account, because the configuration does not say it either. Pure. */
  missing?(user: Fields): Violation | undefined;
  /** Of units: the one above all others, which a listing may leave out. */
  root?(user: Fields): Promise<Observed>;
  /** Every user of the directory, for import, drift reports and other spellings of a name. `user`: whose parents to list, such as EIAM's instance. */
  list(user?: Fields): AsyncIterable<Observed>;
}

/** How a read comes about. */
export interface ReadHint {
  /** One of many, as in a refresh: listing pays. */
  readonly sweep: boolean;
  /** What the program or the state says of the user, for parents such as EIAM's `instanceId`. */
  readonly user: Fields;
  /** Groups that state says the program added the user to before. */
  readonly former?: readonly string[];
}

/** Identifies one creation across its repeats within a run, for services with an idempotency token. */
export interface CreateAttempt {
  readonly token: string;
}
