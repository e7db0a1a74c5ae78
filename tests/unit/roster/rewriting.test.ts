import { parse as parseCsvText } from "csv-parse/sync";
import fc from "fast-check";
import { rosterText } from "../../../cli/import/roster-file";
import { directories, type DirectoryName } from "../../../provider/directories";
import { RollcallError } from "../../../provider/model/error";
import { fieldThatMeans } from "../../../provider/model/field";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { foldKey } from "../../../sdk/lib/roster/cell/hygiene";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import { readValue } from "../../../sdk/lib/roster/people/value";
import { imported } from "./rewriting/imported";
import { saved, SPREADSHEETS } from "./rewriting/spreadsheet";
import { steps } from "./rewriting/steps";
import { type Holds, table, type Table } from "./rewriting/table";
import { encode, isKept, PLAIN, type Writer, writer, writeText } from "./rewriting/writer";

/** Of each property, one after the other; a soak sets more. */
const RUNS = Number(process.env["ROLLCALL_RUNS"] ?? "8");

/** Before, between and after the last days that people of these rosters have. */
const FREE: ReadonlySet<Holds> = new Set<Holds>(["note", "secret", "email"]);
const DAYS = ["2027-11-27", "2027-11-28", "2027-12-03", "2027-12-04", "2028-01-02", "2028-01-03"];

type Reading = Readonly<Record<string, unknown>>;

/** Whom a roster declares with what, for each of those days; letter case of keys and addresses says nothing. */
function read(text: string, directory: DirectoryName): Reading {
  return Object.fromEntries(
    DAYS.map((day) => {
      const { rows } = parseRoster({ file: "people.csv", text, directory, directories, env: {}, now: Date.parse(`${day}T04:00:00Z`) });
      const people = rows.map(({ key, kind, fields }): readonly [string, unknown] => [
        foldKey(key),
        Object.fromEntries(
          Object.entries(fields).map(([field, value]) => [
            field,
            typeof value === "string" && ["key", "email"].includes(kind.fields[field]?.means ?? "") ? value.toLowerCase() : value,
          ]),
        ),
      ]);
      return [day, Object.fromEntries(people)];
    }),
  );
}

/** The reading, or the refusal, which must be one of ours and tell a place in the file or the file as a whole. */
function readOrRefusal(read: () => Reading): Reading | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    expect(error.code).toBe("ERR_ROSTER");
    const [summary = "", ...problems] = error.message.split("\n").filter((line) => !line.startsWith("No user of this roster"));
    expect(summary).toContain("people.csv");
    for (const problem of problems)
      expect(problem).toMatch(/^ {2}(people\.csv:\d+(:\d+)? \S|The file declares nobody|and \d+ more)|ERR_ROSTER/);
    return undefined;
  }
}

const canRead = (text: string, directory: DirectoryName): Reading => {
  const reading = readOrRefusal(() => read(text, directory));
  fc.pre(reading !== undefined);
  return reading ?? {};
};

/** In a note, a password or an address a question mark may be meant, so nothing tells of a character that was lost. */
const keepsFreeText = ({ columns, rows }: Table, encoding: Writer["encoding"]): boolean =>
  rows.every((cells) => cells.every((cell, at) => !FREE.has(columns[at]?.holds ?? "key") || isKept(cell, encoding)));

const names = Object.keys(directories).filter((name): name is DirectoryName => name in directories);

test.each(names)("what programs make of a roster of %s declares the same people with the same values, or nobody", (directory) => {
  fc.assert(
    fc.property(table(directory), steps, writer, (before, chain, how) => {
      const expected = canRead(writeText(before, PLAIN), directory);
      const after: Table = chain.reduce((current, step) => step.apply(current), before);
      const bytes = encode(writeText(after, how), how.encoding);
      fc.pre(keepsFreeText(after, how.encoding));
      // A cell cut in two makes up for one that was left out, and the row is as long as it should be.
      fc.pre(how.quotes !== "smart" || how.end !== "cut" || !after.rows.flat().some((cell) => cell.includes(how.delimiter)));
      const reading = readOrRefusal(() => {
        const { text, guessed } = decodeRoster(bytes, "people.csv");
        // The warning shows what was read.
        fc.pre(guessed === undefined || how.encoding === "gb18030");
        return read(text, directory);
      });
      if (reading !== undefined) expect(reading).toEqual(expected);
    }),
    { numRuns: RUNS },
  );
});

/** The cells of a CSV as a spreadsheet splits them, and whether one stood in quotes. */
function split(csv: string): readonly (readonly string[])[] {
  return parseCsvText(csv, { bom: true, relax_column_count: true });
}

const asked: fc.Arbitrary<Writer> = fc.constantFrom<Writer>(
  { ...PLAIN, eol: "\r\n" },
  { ...PLAIN, delimiter: ";", eol: "\r\n", encoding: "utf8 bom" },
  { ...PLAIN, delimiter: "\t", encoding: "utf16le bom" },
  { ...PLAIN, quotes: "all", end: "padded" },
  { ...PLAIN, end: "cut" },
);

test.each(names)(
  "what is imported from %s is the same people after a spreadsheet in some language has saved it, or is refused",
  (directory) => {
    fc.assert(
      fc.property(imported(directory), fc.constantFrom(...SPREADSHEETS), asked, (people, sheet, how) => {
        const text = importedText(directory, people);
        fc.pre(text !== undefined);
        const expected = read(text ?? "", directory);
        const [header = [], ...rows] = split(text ?? "");
        const table: Table = {
          directory,
          columns: header.map((name) => ({ header: name, holds: "note" })),
          rows: rows.map((cells) => cells.map((cell) => saved(cell, sheet))),
        };
        const reading = readOrRefusal(() => read(decodeRoster(encode(writeText(table, how), how.encoding), "people.csv").text, directory));
        if (reading !== undefined) expect(reading).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  },
);

/** What import writes; nothing where it says that a roster cannot hold these users. */
function importedText(directory: DirectoryName, people: readonly Fields[]): string | undefined {
  const kind = directories[directory].kinds.User;
  const normal = people.map((person) => ({
    ...person,
    ...rosterPhone(kind, person),
    ...("emailVerified" in kind.fields && { emailVerified: true }),
    ...("phoneNumber" in person && { phoneNumberVerified: true }),
  }));
  try {
    return rosterText("people.csv", kind, { people: normal });
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error;
    return undefined;
  }
}

/** A telephone number as the directory holds it. */
function rosterPhone(kind: Kind, person: Fields): Fields {
  const field = fieldThatMeans(kind.fields, "phone");
  const number = field === undefined ? undefined : person[field];
  return field === undefined || typeof number !== "string" ? {} : readValue(number, { field }, kind, undefined, {}).fields;
}
