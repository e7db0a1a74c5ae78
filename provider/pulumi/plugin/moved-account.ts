import type { SettingTable } from "../../config/setting-table";
import type { Context } from "../../lifecycle/context";
import type { Fields } from "../../model/values";
import { HAS_MOVED, type Lookup, type Move, requireSame, requireSameLeavers, saysMoved } from "../moved-account";
import { moveOf } from "../place";
import { open } from "./wire-values";

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
    const moved = !isNew && (saysMoved(before[HAS_MOVED]) || moveBetween(this.table, olds, inputs) === "place");
    return moved ? { ...inputs, [HAS_MOVED]: true } : inputs;
  }

  /** The engine compares the settings in state with those that the program declares now. */
  compare(olds: unknown, news: unknown): void {
    const move = moveBetween(this.table, olds, news);
    if (this.move !== "place" && move !== "none") this.move = move;
  }

  configure(args: unknown): void {
    this.everMoved = saysMoved(open(args).values[HAS_MOVED]);
  }

  /** Before anything is concluded from what the account has in this run; see {@link requireSame}. */
  async requireSame(context: Context, people: Lookup): Promise<void> {
    await requireSame(context, people, this.move);
  }

  /**
   * Before accounts end, also where the account moved in an earlier run, or state has them at another place; see
   * {@link requireSameLeavers}.
   * @param state of their resource
   */
  async requireSameLeavers(context: Context, people: Lookup, state: Fields): Promise<void> {
    await requireSameLeavers(context, people, moveOf(context, state, this.everMoved ? "place" : this.move));
  }
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
