import { keyOf } from "../../lifecycle/context";
import { cannotChange } from "../../model/error";
import { thingOf } from "../../model/kind";
import type { Fields } from "../../model/values";
import type { ResourceDiff } from "../contract";
import type { Managed } from "../held-by-program";
import { among, type Known } from "../moved-account";
import { followed } from "./followed";
import type { Asked } from "./messages";
import type { MovedAccount } from "./moved-account";
import type { RunGuard } from "./run-guard";
import type { Session } from "./sessions";
import type { StackState } from "./stack-state";
import type { Opened } from "./wire-values";

/** What state has of a resource. */
export interface Former {
  readonly id: string;
  readonly state: Opened;
}

/**
 * What a run of the plugin compares: what state has of each resource with what the program declares. The engine asks for that, or begins
 * a replacement without it.
 */
export class Comparisons {
  /** URNs of what the program declares, as far as the engine has had it checked. */
  private readonly declared = new Set<string>();
  /** What the program declares of resources that were not compared or made since they were checked, by URN. */
  private readonly waiting = new Map<string, Fields>();
  /** URNs of resources of which it is known what becomes of what state had of them. */
  private readonly settled = new Set<string>();
  /** What needs no new account, by URN. */
  private readonly stayers = new Map<string, Former>();
  /** URNs of what stayed as what was to replace it. */
  private readonly renewed = new Set<string>();
  /** Members whom sets give up as they were compared, by URN. */
  private readonly given = new Map<string, readonly Known[]>();
  private managed: readonly Managed[] | undefined;

  constructor(
    private readonly moved: MovedAccount,
    private readonly state: StackState,
    private readonly guard: RunGuard,
  ) {}

  /** @param people of the stack's last state, where a component has asked for them */
  know(people: readonly Managed[]): void {
    this.managed = people;
  }

  declare(urn: string): void {
    this.declared.add(urn);
  }

  isDeclared(urn: string): boolean {
    return this.declared.has(urn);
  }

  /** What the program declares has been checked, and is to be compared. */
  await(urn: string, inputs: Fields): void {
    this.waiting.set(urn, inputs);
  }

  /** What state had of this resource was compared or deleted, or it is made now: whatever else there is, is of this run. */
  settle(urn: string): void {
    this.waiting.delete(urn);
    this.settled.add(urn);
  }

  isSettled(urn: string): boolean {
    return this.settled.has(urn);
  }

  /** What was compared and needs no new account. */
  staying(urn: string): Former | undefined {
    return this.stayers.get(urn);
  }

  /** Members whom a set gives up. */
  leavers(urn: string): readonly Known[] {
    return this.given.get(urn) ?? [];
  }

  /** Compares what state has with what the program declares, and notes who stays. */
  async compare(asked: Asked, { served, context }: Session, former: Former, after: Fields): Promise<ResourceDiff> {
    const { urn } = asked;
    const { id, state } = former;
    const before = state.values;
    this.waiting.delete(urn);
    const people = served.people(before);
    const known = (): readonly Known[] => served.operations.known(served.kind, id, before);
    await this.moved.requireSame(context, known);
    const diff = await followed(context, id, after, this.managed, () =>
      served.operations.diff(context, id, before, after),
    );
    const leavers = diff.ended.length === 0 ? [] : among(context, known(), diff.ended);
    await this.moved.requireSameLeavers(context, () => leavers, before);
    if (served.many && this.declared.has(urn)) {
      this.given.set(urn, leavers);
      this.state.requireUnprotected(context, asked, leavers);
    }
    // Who is deleted together with something else is compared before the program declares it.
    if (this.declared.has(urn) || diff.replaces.length > 0) this.settle(urn);
    // In a refresh the engine compares those who leave, too.
    if (this.declared.has(urn)) {
      this.guard.compare(urn, served.kind, people, diff.ended);
      this.guard.have(served.kind, served.people(after));
      if (diff.replaces.length === 0) this.stayers.set(urn, former);
      else this.stayers.delete(urn);
    }
    return diff;
  }

  /**
   * Compares what is to be replaced before the engine has it deleted.
   * @throws RollcallError ERR_CANNOT_CHANGE where the present one must go first
   */
  async replace(asked: Asked, session: Session, former: Former, after: Fields): Promise<void> {
    const { served, context } = session;
    const lines: string[] = [];
    const listening = { served, context: { ...context, say: (line: string) => void lines.push(line) } };
    const { replaces, deleteBeforeReplace } = await this.compare(asked, listening, former, after);
    if (!deleteBeforeReplace) {
      for (const line of lines) context.say(line);
      return;
    }
    const thing = thingOf(context.kind);
    throw cannotChange(
      `${replaces.join(" and ")} needs a new ${thing}, and the present one must go first; pulumi state taint and --replace ask for the new one first, and nothing was changed`,
      `Run pulumi state untaint, or leave --replace out: the change itself then replaces the ${thing}, the present one first.`,
      { category: "precondition", user: keyOf(context, after) },
    );
  }

  /** What stays has become what was to replace it. */
  renew(urn: string): void {
    this.renewed.add(urn);
  }

  /** What was to stay is not there any more. */
  lose({ urn }: Asked, { context }: Session, { id }: Former): void {
    this.stayers.delete(urn);
    context.claims.release(id);
  }

  /**
   * Whether what the engine wants deleted is, or is going to be, what replaces it. A replacement that an option asks for (--replace,
   * replacementTrigger) may begin with the deletion, and without a comparison.
   */
  async stays(asked: Asked, session: Session, former: Former): Promise<boolean> {
    const { urn } = asked;
    const declared = this.waiting.get(urn);
    if (declared !== undefined) await this.compare(asked, session, former, declared);
    const isReplaced = declared !== undefined || this.renewed.has(urn);
    return isReplaced && this.stayers.get(urn)?.id === former.id;
  }
}
