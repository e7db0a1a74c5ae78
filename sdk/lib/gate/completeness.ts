import { shortRow } from "../../../provider/model/error";
import type { DeclaredUser } from "./departures";
import { placeOf } from "./objection";
import type { ManagedUser } from "../run/managed-users";

/** Whether a program declares all that it would. Where it may not, nobody can tell who leaves. */
export class Completeness {
  private readonly refused: string[] = [];
  /** Why nothing else is to be expected of the program, and what to do. */
  private cut: { readonly reason: string; readonly remedy: string } | undefined;

  /** A constructor has refused a declaration; a program may catch that and go on. */
  noteRefused(text: string): void {
    this.refused.push(text);
  }

  /** Node has nothing left to do, while the program waits for something that never comes. */
  noteUnfinished(): void {
    this.cut = {
      reason: "the program has not come to its end, since it waits for something that never comes",
      remedy: "Look for a promise that is never resolved and that the program awaits.",
    };
  }

  /** The program declares nobody, and exports a function that would, perhaps. */
  noteUncalled(name: string): void {
    this.cut = {
      reason: `the program declares nobody, and Pulumi does not call the function that it exports as ${JSON.stringify(name)}`,
      remedy:
        'Call it, or export it as the program (module.exports = …, in TypeScript export = …; with "type": "module" in package.json export default). If nobody is to stay, leave the function out.',
    };
  }

  /** Why the run must not go on: who is missing may be among those whom the program would have declared. */
  objection(before: readonly ManagedUser[], staying: () => ReadonlyMap<ManagedUser, DeclaredUser>): string | undefined {
    if (this.cut === undefined && this.refused.length === 0) return undefined;
    const declared = staying();
    const missing = before.filter((user) => !declared.has(user) && user.declared["onDelete"] !== "retain");
    if (missing.length === 0) return undefined;
    const names = missing.map((user) => (user.hidden === true ? placeOf(user) : user.key));
    return [
      `Rollcall stops this run before the first delete: ${this.reason()}, so that nobody can tell who leaves and who has not been declared:`,
      `  ${shortRow(names)}`,
      this.cut === undefined
        ? `  Correct what was refused: ${this.firstRefusal()}\n  Who is to leave leaves in a run in which nothing is refused.`
        : `  ${this.cut.remedy}`,
    ].join("\n");
  }

  private reason(): string {
    if (this.cut !== undefined) return this.cut.reason;
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
