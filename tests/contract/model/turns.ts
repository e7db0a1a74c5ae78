import type { Draw } from "./draw";
import type { InProcessCloud } from "./in-process-cloud";
import { type People, withField } from "./people";
import type { Roster } from "./roster";

/** What happens to a stack beside edits of its people: other rules for the same people, and hands that touch their groups. */
export class Turns {
  constructor(
    private readonly people: People,
    private readonly roster: Roster,
    private readonly cloud: InProcessCloud,
    private readonly draw: Draw,
  ) {}

  /** From one run to the next. */
  async befall(): Promise<void> {
    const { roster, draw } = this;
    for (const name of draw.some([...roster.program.keys()], 0.15)) this.ruleOtherwise(name);
    for (const key of draw.some(roster.keys(), 0.1)) await this.cloud.edit(key, this.people.regroup(draw));
  }

  /** The program says otherwise what becomes of an account, at its end or where it was there before. */
  private ruleOtherwise(name: string): void {
    const user = this.roster.program.get(name);
    if (user === undefined) return;
    const ends = this.people.disabled === undefined ? ["delete", "retain"] : ["delete", "disable", "retain"];
    const [field, values] = this.draw.pick([
      ["onDelete", [undefined, ...ends]],
      ["onExisting", [undefined, "match", "adopt", "fail"]],
      ["otherGroups", [undefined, "keep", "remove"]],
    ] as const);
    this.roster.set(name, withField(user, field, this.draw.pick(values)));
  }
}
