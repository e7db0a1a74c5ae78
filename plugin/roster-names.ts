import type { Bag } from "../provider/model/values";
import type { SettingSources } from "../provider/config/settings";
import { type ManagedUser, newcomerTest } from "../sdk/lib/run/managed-users";
import { memoryOf, type NameMemory } from "../sdk/lib/names/memory";
import { resolveNames } from "../sdk/lib/names/resolve-roster";
import type { ParsedRoster, RosterRow } from "../sdk/lib/roster/people/parse";
import type { Reference } from "../sdk/lib/roster/people/references";

/** Ids of what the program itself makes, by the text that the file has: of any directory, or behind `<directory>/`. */
export type Named = Readonly<Record<string, string>>;

/** What a roster's names came to. */
export interface WithIds {
  /** The roster with ids in place of the names. */
  readonly parsed: ParsedRoster;
  /** What state keeps: the id behind each name as written, by directory; absent where the file names none. */
  readonly memory?: NameMemory;
}

/** Where the names of a file are looked up. */
export interface NamesOf {
  readonly file: string;
  readonly named: Named;
  /** The account's settings. */
  readonly sources: SettingSources;
  /** What the stack's last state kept of the roster. */
  readonly former: Bag | undefined;
  /** Whom the stack's last state has. */
  readonly users: readonly ManagedUser[];
}

/**
 * Finds every group and unit that a file names: first among those that the program gives by `named`, then in the directory of
 * an account.
 * @throws pulumi.RunError with every name that cannot be found, each with its place.
 */
export async function withIds(
  parsed: ParsedRoster,
  { file, named, sources, former, users }: NamesOf,
): Promise<WithIds> {
  if (parsed.rows.every(({ references }) => references === undefined)) return { parsed };
  const given = new Map(Object.entries(named).map(([name, id]) => [plain(name), id]));
  const ownId = (row: RosterRow, text: string): string | undefined =>
    given.get(plain(`${row.directory}/${text}`)) ?? given.get(plain(text));
  const asked = parsed.rows.map((row) => ({
    ...row,
    ...(row.references !== undefined && { references: others(row, row.references, ownId) }),
  }));
  const found = await resolveNames(asked, {
    file,
    account: undefined,
    sources,
    before: async () => memoryOf(former?.["references"]),
    newcomers: async () => {
      const isNewcomer = newcomerTest(users);
      return (kind, fields) => isNewcomer(kind, [], undefined, fields);
    },
  });
  const rows = parsed.rows.map((row, index): RosterRow => {
    const fields = Object.entries(row.references ?? {}).map(([field, reference]) => {
      const rest = asked[index]?.references?.[field];
      const own = textsOf(reference, (text) => ownId(row, text)).flatMap((text) => ownId(row, text) ?? []);
      const listed = rest === undefined ? [] : found.idsOf(row, rest);
      const ids = [...new Set([...own, ...listed.filter((id) => typeof id === "string")])];
      return [field, reference.many ? ids : (ids[0] ?? "")] as const;
    });
    return { ...row, fields: { ...row.fields, ...Object.fromEntries(fields) } };
  });
  return { parsed: { ...parsed, rows, warnings: [...parsed.warnings, ...found.warnings] }, memory: found.memory };
}

/** The references of a row without what the program gives. */
function others(
  row: RosterRow,
  references: Readonly<Record<string, Reference>>,
  ownId: (row: RosterRow, text: string) => string | undefined,
): Readonly<Record<string, Reference>> {
  return Object.fromEntries(
    Object.entries(references).map(([field, reference]) => {
      const texts = textsOf(reference, (text) => ownId(row, text)).filter((text) => ownId(row, text) === undefined);
      return [field, { ...reference, texts }];
    }),
  );
}

/** People also separate names by commas, where one of the parts is the program's own; whole names go first. */
function textsOf({ many, texts }: Reference, isOwn: (text: string) => string | undefined): readonly string[] {
  if (!many) return texts;
  return texts.flatMap((text) => {
    if (isOwn(text) !== undefined) return [text];
    const parts = text.split(/[,，、|]/).map((part) => part.trim());
    return parts.some((part) => isOwn(part) !== undefined) ? parts.filter((part) => part !== "") : [text];
  });
}

function plain(text: string): string {
  return text.normalize("NFC").trim();
}
