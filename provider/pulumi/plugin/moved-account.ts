import type { SettingTable } from "../../config/setting-table";
import type { Context } from "../../lifecycle/context";
import { refOf } from "../../lifecycle/read";
import { describeDifference, differences } from "../../model/compare";
import { RollcallError, shortRow } from "../../model/error";
import type { Fields } from "../../model/values";
import { open } from "./wire-values";

/** How far an account's people may be others than before: not at all, since other keys ask, or since another place is asked. */
export type Move = "none" | "keys" | "place";

/** Somebody, or a group or unit, as state has it. */
export interface Known {
  readonly id: string;
  /** What state says is declared. */
  readonly fields: Fields;
}

/**
 * Among an account's settings in state: it once named another place. The engine saves the new settings before anything is asked of the
 * people, so that a run which was refused leaves no other trace, and the next one would end whoever has their names at the new place.
 */
const HAS_MOVED = "__hasMoved";

/** Watches whether an account names another place, or uses other keys, than when state was written. */
export class MovedAccount {
  /** In this run. */
  private move: Move = "none";
  /** In this run or an earlier one. */
  private everMoved = false;

  constructor(private readonly table: SettingTable) {}

  /** Settings as the engine is to keep them: a move stays noted. A new account has no former settings. */
  noted(olds: unknown, inputs: Fields): Fields {
    const before = open(olds).values;
    const isNew = Object.keys(before).length === 0;
    const moved = !isNew && (before[HAS_MOVED] === true || moveBetween(this.table, olds, inputs) === "place");
    return moved ? { ...inputs, [HAS_MOVED]: true } : inputs;
  }

  /** The engine compares the settings in state with those that the program declares now. */
  compare(olds: unknown, news: unknown): void {
    const move = moveBetween(this.table, olds, news);
    if (this.move !== "place" && move !== "none") this.move = move;
  }

  configure(args: unknown): void {
    const value = open(args).values[HAS_MOVED];
    this.everMoved = value === true || value === "true";
  }

  /**
   * Looks whether an account under other settings has those whom state names, before anything is concluded from it: the next refresh
   * would drop who is not there, and a namesake would be taken for the same person.
   * @throws RollcallError ERR_CANNOT_CHANGE when somebody is not there, or, in another place, is not the same
   */
  async requireSame(context: Context, people: () => readonly Known[]): Promise<void> {
    if (this.move !== "none") await this.look(context, people(), this.move, STAYS);
  }

  /**
   * The same before accounts end, also where the account moved in an earlier run: they would be looked for where somebody else may have
   * the name, and stay where they are.
   * @throws RollcallError as above
   */
  async requireSameLeavers(context: Context, people: () => readonly Known[]): Promise<void> {
    const move = this.everMoved ? "place" : this.move;
    if (move === "none") return;
    const ending = people().filter(({ fields }) => fields["onDelete"] !== "retain");
    await this.look(context, ending, move, LEAVES);
  }

  private async look(context: Context, people: readonly Known[], move: Move, remedy: string): Promise<void> {
    const problems = await Promise.all(people.map((one) => this.problem(context, one, move)));
    const found = problems.flatMap((what, index) => {
      const key = people[index] === undefined ? "" : keyOf(context, people[index]);
      return what === undefined ? [] : [{ key, what }];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const { noun } = context.kind;
    const rest =
      others.length === 0
        ? ""
        : `; nor does it have these as state has them: ${shortRow(others.map(({ key }) => key))}`;
    throw new RollcallError({
      code: "ERR_CANNOT_CHANGE",
      summary: `the account that the program now names for this ${noun} ${first.what}${rest}; nothing was changed`,
      remedy,
      user: first.key,
    });
  }

  private async problem(context: Context, { id, fields }: Known, move: Move): Promise<string | undefined> {
    const { kind, calls } = context;
    const observed = await calls.read(refOf(context, id, fields), new Set(Object.keys(fields)), {
      sweep: true,
      user: fields,
    });
    if (observed === undefined) return `has no such ${kind.noun}`;
    const found = move === "place" ? differences(kind, fields, observed) : [];
    if (found.length === 0) return undefined;
    const secret = context.secretFields.of(fields);
    return `has a ${kind.noun} of this id who differs: ${found.map((one) => describeDifference(one, secret, "the last state")).join("; ")}`;
  }
}

const STAYS =
  "Give the resource its former provider or settings. To move a person, declare a new resource under the other account and remove this one.";

const LEAVES =
  "Give the account (provider) its former settings for the run in which they leave. If the new ones are right, run pulumi refresh first: it forgets who is not there, whose account at the former place stays, and shows who differs.";

function keyOf(context: Context, { id, fields }: Known): string {
  return refOf(context, id, fields).key;
}

/** Compares the settings of an account in state with those that the program declares now. */
export function moveBetween(table: SettingTable, olds: unknown, news: unknown): Move {
  const [before, after] = [open(olds).values, open(news).values];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const moves = changed.map((key) => table[key]?.moves);
  return moves.includes("place") ? "place" : moves.includes("keys") ? "keys" : "none";
}
