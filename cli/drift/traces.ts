import type { Kind } from "../../provider/model/kind";
import { type DiaryEntry, digestOf, isDigest } from "../../provider/lifecycle/diary";
import type { Observed } from "../../provider/model/values";
import { keyText } from "../report/field-values";
import { listed, quoted, say, type Text } from "../report/text";
import type { StackState } from "../stack/stack-state";

/** What runs have left notes of: the diary in the project's folder, and the operations that a state lists as pending. */
export class Traces {
  /** The diary by name, for accounts whose id no answer told, and by id; names and ids that are secret by their digests. */
  private readonly noted = new Map<string, DiaryEntry>();
  private readonly pending: ReadonlySet<string>;

  /** @param diary the latest entry of each account, as `openEntries` gives them */
  constructor(
    private readonly state: StackState,
    private readonly diary: readonly DiaryEntry[],
  ) {
    for (const entry of diary) {
      const place = placeOf(entry.directory, entry.id === undefined ? "name" : "id", entry.id ?? entry.key);
      if (!this.noted.has(place)) this.noted.set(place, entry);
    }
    this.pending = new Set(state.pending.map(({ kind, key }) => placeOf(kind.directory.name, "name", key)));
  }

  /** How an account that state does not hold may have been made, in sentences; none where no run has left a note of it. */
  of({ directory: { name } }: Kind, { ref }: Observed): readonly Text[] {
    const entry = this.find(name, "name", ref.key) ?? this.find(name, "id", ref.id);
    return [
      ...(this.pending.has(placeOf(name, "name", ref.key))
        ? [say`The state names it in an operation that a killed run left pending.`]
        : []),
      ...(entry === undefined ? [] : [WORDS[entry.deed](quoted(`${entry.at.slice(0, 16).replace("T", " ")} UTC`))]),
    ];
  }

  private find(directory: string, by: "name" | "id", seen: string): DiaryEntry | undefined {
    if (this.noted.size === 0) return undefined;
    return (
      this.noted.get(placeOf(directory, by, seen)) ?? this.noted.get(placeOf(directory, by, digestOf(directory, seen)))
    );
  }

  /** One sentence for each directory that the diary names and where state has nobody, so that nobody looked there. */
  elsewhere(kinds: readonly Kind[]): readonly Text[] {
    return kinds.flatMap((kind) => {
      if (this.state.people.some((person) => person.kind.directory.name === kind.directory.name)) return [];
      const keys = this.diary
        .filter((entry) => entry.directory === kind.directory.name)
        .map(({ key }) => (isDigest(key) ? say`somebody whose name is secret` : keyText(kind, key)));
      if (keys.length === 0) return [];
      return [
        say`This state holds nobody of ${kind.directory.title}, so nobody looked there. Runs of this project have left notes of ${listed(keys)}: another stack has them, or a killed run left them.`,
      ];
    });
  }
}

const WORDS: Readonly<Record<DiaryEntry["deed"], (when: Text[number]) => Text>> = {
  creating: (when) => say`A run of ${when} was about to create a user of this name, and no state holds it.`,
  has: (when) =>
    say`A run of ${when} created it or took it over. Another stack has it, or that run was killed before it saved its state.`,
  took: (when) => WORDS.has(when),
  known: (when) =>
    say`The state had it when a run of ${when} looked. Another stack has it, or it was taken out of the state.`,
  unseen: (when) => say`A refresh of ${when} did not find it, and dropped it from the state.`,
  settled: () => [],
};

function placeOf(directory: string, by: "name" | "id", text: string): string {
  return `${directory} ${by} ${text}`;
}
