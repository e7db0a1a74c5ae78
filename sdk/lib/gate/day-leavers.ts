import type { DeclaredUser } from "./departures";
import type { ManagedUser } from "../run/managed-users";

/** Somebody whose last day in a roster is over. */
export interface DayLeaver {
  readonly directory: string;
  /** Natural key. */
  readonly key: string;
  /** The last day, `yyyy-MM-dd`. */
  readonly until: string;
}

/** The last days of managed people who are no longer declared because a roster has them until a day that is over. */
export function leaversByDay(
  before: readonly ManagedUser[],
  staying: ReadonlyMap<ManagedUser, DeclaredUser>,
  over: readonly DayLeaver[],
): ReadonlyMap<ManagedUser, string> {
  const days = new Map(over.map(({ directory, key, until }) => [placeOf(directory, key), until]));
  return new Map(
    before.flatMap((user) => {
      const until = staying.has(user) ? undefined : days.get(placeOf(user.kind.directory.name, user.key));
      return until === undefined ? [] : [[user, until] as const];
    }),
  );
}

function placeOf(directory: string, key: string): string {
  return `${directory} ${key.normalize("NFC")}`;
}

/** What the program says of them in a preview, a line each; {@link dayLeaversIn} reads it. */
export function announceDayLeavers(leavers: ReadonlyMap<ManagedUser, string>): string {
  return [...leavers]
    .map(([{ kind, key }, until]) => `${kind.directory.name} user ${JSON.stringify(key)} leaves: until ${until}`)
    .join("\n");
}

const LINE = /(\w+) user ("(?:[^"\\]|\\.)*") leaves: until (\d{4}-\d{2}-\d{2})$/gm;

/** Who leaves because a last day is over, by the texts of a preview: the day by `directory key`. */
export function dayLeaversIn(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.flatMap((text) =>
      [...text.matchAll(LINE)].map(
        ([, directory = "", key = '""', until = ""]) => [`${directory} ${String(JSON.parse(key))}`, until] as const,
      ),
    ),
  );
}
