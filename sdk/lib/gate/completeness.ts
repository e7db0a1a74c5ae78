import { shortRow } from "../../../provider/model/error";
import type { DeclaredUser } from "./departures";
import { placeOf } from "./objection";
import type { ManagedUser } from "../run/managed-users";

/** Whether a program declares all that it would. Where it may not, nobody can tell who leaves. */
export class Completeness {
  private readonly refused: string[] = [];
  private isFinished = true;

  /** A constructor has refused a declaration; a program may catch that and go on. */
  noteRefused(text: string): void {
    this.refused.push(text);
  }

  /** Node has nothing left to do, while the program waits for something that never comes. */
  noteUnfinished(): void {
    this.isFinished = false;
  }

  /** Why the run must not go on: who is missing may be among those whom the program would have declared. */
  objection(before: readonly ManagedUser[], staying: () => ReadonlyMap<ManagedUser, DeclaredUser>): string | undefined {
    if (this.isFinished && this.refused.length === 0) return undefined;
    const declared = staying();
    const missing = before.filter((user) => !declared.has(user) && user.declared["onDelete"] !== "retain");
    if (missing.length === 0) return undefined;
    const names = missing.map((user) => (user.hidden === true ? placeOf(user) : user.key));
    return [
      `Rollcall stops this run before the first delete: ${this.reason()}, so that nobody can tell who leaves and who has not been declared:`,
      `  ${shortRow(names)}`,
      this.isFinished
        ? `  Correct what was refused: ${this.firstRefusal()}\n  Who is to leave leaves in a run in which nothing is refused.`
        : "  Look for a promise that is never resolved and that the program awaits.",
    ].join("\n");
  }

  private reason(): string {
    if (!this.isFinished) return "the program has not come to its end, since it waits for something that never comes";
    const { length } = this.refused;
    const [are, them] = length === 1 ? ["1 declaration was", "it"] : [`${length} declarations were`, "them"];
    return `${are} refused, and the program goes on without ${them}`;
  }

  /** Of a roster, the file and its first problem. */
  private firstRefusal(): string {
    const [first = ""] = this.refused;
    return first
      .split("\n", 2)
      .map((line) => line.trim())
      .join(" ");
  }
}
