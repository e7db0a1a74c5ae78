import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { RollcallError } from "../../../provider/model/error";
import type { DeclaredUser } from "./departures";
import { asTheEngineSees, readEngineOptions } from "./engine-options";
import { byResource } from "./ignored-changes";
import { noteKnownPasswords } from "../run/known-passwords";
import { type LastState, type ManagedUser, readLastState, stackName } from "../run/managed-users";

const NOTHING: LastState = {
  users: [],
  accounts: [],
  settings: new Map(),
  rosterOutputs: new Map(),
  rosters: new Map(),
};

/** What the stack last managed, as far as it is known while the program runs. */
export class FormerState {
  /** The state's users are as the engine's own options have them. */
  optionsKnown = false;
  /** Why nothing may be done to what the state holds. */
  damage: RollcallError | undefined;
  /** Resolves with the state, as far as it can be read. */
  reading: Promise<LastState | void> = Promise.resolve();
  private known: LastState | undefined;
  private readonly inUsers = byResource();

  /** The state; one that is empty where it is not known. */
  get last(): LastState {
    return this.known ?? NOTHING;
  }

  /** Its users that a resource of this name had. */
  named(resource: string): readonly ManagedUser[] {
    return this.inUsers(this.last.users, resource);
  }

  get isKnown(): boolean {
    return this.known !== undefined;
  }

  /** The look-up is a call of the program's own, so the program cannot become idle before it is answered. */
  read(): void {
    this.reading = readLastState(directories).then(
      (last) => {
        this.known = last;
        noteKnownPasswords(last.users);
        return last;
      },
      (error: unknown) => {
        if (error instanceof RollcallError) this.damage = error;
        else
          void pulumi.log.warn(
            `The deletion guard is off for this run: the stack's last state could not be read (${String(error)}).`,
          );
      },
    );
  }

  /**
   * Asks the engine, once, for what spares accounts and whose account is whose. It costs a second.
   * @param declared everybody whom the program declares
   * @returns whether that may change anything
   */
  askEngine(declared: readonly DeclaredUser[]): boolean {
    if (this.known === undefined || this.optionsKnown) return false;
    const options = readEngineOptions(stackName());
    if (options === undefined) return false;
    this.optionsKnown = true;
    this.known = { ...this.known, users: asTheEngineSees(this.known.users, options, declared) };
    return true;
  }
}
