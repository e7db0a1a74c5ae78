import fc from "fast-check";
import { cellStep } from "./cell-steps";
import type { Step, Table } from "./table";

const HEADERS: readonly ((header: string) => string)[] = [
  (header) => header.toUpperCase(),
  (header) => header.replace(/([A-Z])/g, "_$1").toLowerCase(),
  (header) => header.replace(/([A-Z])/g, " $1"),
  (header) => `*${header}`,
  (header) => `${header}（必填）`,
  (header) => `${header}:`,
  (header) => ` ${header} `,
  (header) => `${header}\u00a0`,
  (header) => `${header}\n(required)`,
  (header) => `“${header}”`,
  (header) => `\ufeff${header}`,
  (header) => `${header.slice(0, 1)}\u200b${header.slice(1)}`,
  (header) => `'${header}`,
  (header) => `="${header}"`,
  (header) => `${header}.1`,
  (header) => `${header}1`,
  () => "",
  () => "Column1",
  () => "x-note",
];

const withHeader = (table: Table, at: number, header: string): Table => ({
  ...table,
  columns: table.columns.map((column, index) => (index === at ? { ...column, header } : column)),
});

const headerStep = fc
  .record({ spelling: fc.constantFrom(...HEADERS.slice(0, -1)), column: fc.nat(11), all: fc.boolean() })
  .map(({ spelling, column, all }): Step => ({
    name: `header ${spelling("fooBar")} (${all ? "each" : column})`,
    apply: (table) =>
      table.columns.reduce(
        (current, { header }, at) => (all || at === column % table.columns.length ? withHeader(current, at, spelling(header)) : current),
        table,
      ),
  }));

const columnStep = fc
  .record({ kind: fc.constantFrom("double", "swap", "blank", "empty double", "name another", "rotate"), at: fc.nat(11), other: fc.nat(11) })
  .map(({ kind, at, other }): Step => ({
    name: `column ${kind} (${at}, ${other})`,
    apply: (table) => {
      const width = table.columns.length;
      const [from, to] = [at % width, other % width];
      const column = table.columns[from];
      if (column === undefined) return table;
      const insert = (header: string, cell: (row: readonly string[]) => string): Table => ({
        ...table,
        columns: [...table.columns.slice(0, to), { ...column, header }, ...table.columns.slice(to)],
        rows: table.rows.map((row) => [...row.slice(0, to), cell(row), ...row.slice(to)]),
      });
      const order = table.columns.map((_, index) => index);
      const reordered = (indices: readonly number[]): Table => ({
        ...table,
        columns: indices.flatMap((index) => table.columns[index] ?? []),
        rows: table.rows.map((row) => indices.map((index) => row[index] ?? "")),
      });
      switch (kind) {
        case "double":
          return insert(column.header, (row) => row[from] ?? "");
        case "empty double":
          return insert(column.header, () => "");
        case "blank":
          return insert("", () => "");
        case "name another":
          return withHeader(table, to, column.header);
        case "swap":
          return reordered(order.map((index) => (index === from ? to : index === to ? from : index)));
        default:
          return reordered([...order.slice(from), ...order.slice(0, from)]);
      }
    },
  }));

const NO_PEOPLE: readonly (readonly string[])[] = [
  [""],
  ["", "", ""],
  [" "],
  ["\u00a0"],
  ['=""'],
  ["Total", "5"],
  ["Total: 5"],
  ["合计", "", "5"],
  ["合计：5人"],
  ["(5 rows)"],
  ["Summe", "5"],
  ["Note: new staff from May on"],
  ["* confidential"],
  ["-----", "-----"],
  ["Design (12)"],
  ["制表人：李娜"],
  ["更新日期：2027-03-31"],
  ["Printed on 31.03.2027"],
  ["", "Total", "5"],
  ["", "see above"],
  ["# a comment"],
  ["Confidential, do not pass on"],
  ["Page 1 of 2"],
];

const rowStep = fc
  .record({ kind: fc.constantFrom("nobody", "nobody", "double", "header", "order"), row: fc.nat(5), other: fc.nat(50) })
  .map(({ kind, row, other }): Step => ({
    name: `row ${kind} (${row}, ${other})`,
    apply: (table) => {
      const at = row % (table.rows.length + 1);
      const insert = (cells: readonly string[]): Table => ({
        ...table,
        rows: [...table.rows.slice(0, at), table.columns.map((_, index) => cells[index] ?? ""), ...table.rows.slice(at)],
      });
      if (kind === "nobody") return insert(NO_PEOPLE[other % NO_PEOPLE.length] ?? []);
      if (kind === "double") return insert(table.rows[other % Math.max(1, table.rows.length)] ?? []);
      if (kind === "header") return insert(table.columns.map(({ header }) => header));
      return { ...table, rows: [...table.rows.slice(at), ...table.rows.slice(0, at)] };
    },
  }));

/** One to three things happen, most of them to cells. */
export const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: cellStep },
    { weight: 1, arbitrary: headerStep },
    { weight: 1, arbitrary: columnStep },
    { weight: 2, arbitrary: rowStep },
  ),
  { maxLength: 3 },
);
