import fc from "fast-check";
import type { Holds, Step } from "./table";

/** Rewrites some cells: those of one row or of all, in one column or in all. */
interface CellStep {
  readonly name: string;
  /** The spellings that may stand in place of the cell; none where nothing happens to it. */
  rewrite(cell: string, holds: Holds): readonly string[];
}

const isWhole = (cell: string): boolean => /^\d+$/.test(cell);

function datesOf(cell: string): readonly string[] {
  const [, year = "", month = "", date = "", time = ""] = /^(\d{4})-(\d\d)-(\d\d)( [\d:]+)?$/.exec(cell) ?? [];
  if (year === "") return [];
  const [m, d, yy] = [String(Number(month)), String(Number(date)), year.slice(2)];
  const name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(m) - 1] ?? "";
  const serial = String(Math.round(Date.UTC(Number(year), Number(m) - 1, Number(d)) / 86_400_000) + 25_569);
  const short = time.replace(/:00$/, "");
  return [
    `${year}/${m}/${d}${short}`,
    `${date}.${month}.${year}${time}`,
    `${m}/${d}/${yy}${short}`,
    `${d}/${m}/${year}${short}`,
    `${date}.${month}.${yy}${short}`,
    `${d}-${name}-${yy}`,
    `${d}-${name}-${year}${time}`,
    `${name} ${d}, ${year}`,
    `${year}年${m}月${d}日${time}`,
    serial,
    `${serial}.75`,
    `${serial},75`,
    `${year}-${month}-${date}T${time.trim() || "00:00:00"}`,
    `${year}-${month}-${date}T${time.trim() || "00:00:00"}.000Z`,
    `${year}${month}${date}`,
    `${cell}.000`,
  ];
}

const TRUE = "TRUE True true T WAHR VRAI VERDADERO 1 1.0 -1 是 真 yes Y ja x X ✓ √ ＴＲＵＥ on".split(" ");
const FALSE = "FALSE False false F FALSCH FAUX 0 0.0 否 假 no N nein ✗ × off".split(" ");

const CELL_STEPS: readonly CellStep[] = [
  {
    name: "numbers with decimals",
    rewrite: (cell, holds) => (isWhole(cell) && holds !== "note" && holds !== "secret" ? [`${cell}.0`, `${cell},0`, `${cell}.00`] : []),
  },
  {
    name: "long numbers rounded",
    rewrite: (cell) => {
      const digits = cell.replace(/[ +]/g, "");
      if (!/^[1-9]\d{9,}$/.test(digits)) return [];
      const exponent = String(digits.length - 1);
      const [whole, ...rest] = digits;
      return [
        `${whole ?? ""}.${rest.slice(0, 2).join("")}E+${exponent}`,
        `${whole ?? ""},${rest.slice(0, 5).join("")}E+${exponent}`,
        `${whole ?? ""}.${rest.slice(0, 2).join("")}e+${exponent}`,
        `${whole ?? ""}E+${exponent}`,
      ];
    },
  },
  {
    name: "thousands",
    rewrite: (cell, holds) =>
      isWhole(cell) && holds !== "note" && holds !== "secret" && cell.length > 3
        ? [",", ".", "'", "\u00a0", "\u202f"].map((mark) => cell.replace(/\B(?=(?:\d{3})+$)/g, mark))
        : [],
  },
  {
    name: "zeros and plus lost",
    rewrite: (cell, holds) => {
      const digits = cell.replace(/ /g, "");
      return holds === "phone" && /^\+?\d+$/.test(digits) ? [digits.replace(/^[+0]+/, ""), digits] : [];
    },
  },
  { name: "dates respelled", rewrite: (cell, holds) => (holds === "moment" || holds === "day" ? datesOf(cell) : []) },
  {
    name: "truth respelled",
    rewrite: (cell, holds) =>
      holds !== "truth" ? [] : ["true", "yes", "是", "TRUE", "1"].includes(cell) ? TRUE : cell === "" ? [] : FALSE,
  },
  {
    name: "status respelled",
    rewrite: (cell, holds) =>
      holds !== "status"
        ? []
        : cell === "enabled"
          ? ["Enabled", "ENABLED", "启用", "1", "x"]
          : cell === "disabled"
            ? ["Disabled", "停用", "0"]
            : [],
  },
  {
    name: "blanks behind",
    rewrite: (cell) =>
      cell === ""
        ? ["", " ", "\u00a0", "\u200b", "\u3000"]
        : [" ", "  ", "\t", "\u00a0", "\u3000", "\r\n", "\n", " \n"].map((blank) => cell + blank),
  },
  { name: "blanks in front", rewrite: (cell) => (cell === "" ? [] : [" ", "\t", "\u00a0", "\u3000", "\n"].map((blank) => blank + cell)) },
  {
    name: "unseen marks",
    rewrite: (cell) =>
      cell === ""
        ? []
        : ["\u200b", "\u200e", "\ufeff", "\u202c", "\u00ad", "\u2060"].flatMap((mark) => [
            cell + mark,
            mark + cell,
            cell.slice(0, 1) + mark + cell.slice(1),
          ]),
  },
  {
    name: "odd spaces",
    rewrite: (cell) => (cell.includes(" ") ? ["\u00a0", "\u2009", "\u202f"].map((space) => cell.replaceAll(" ", space)) : []),
  },
  {
    name: "e-mail respelled",
    rewrite: (cell, holds) =>
      holds === "email" && cell !== ""
        ? [
            cell.toUpperCase(),
            cell.charAt(0).toUpperCase() + cell.slice(1),
            `mailto:${cell}`,
            `<${cell}>`,
            `${cell};`,
            `${cell},`,
            cell.replace("@", "＠"),
          ]
        : [],
  },
  {
    name: "key capitalised",
    rewrite: (cell, holds) => (holds === "key" ? [cell.charAt(0).toUpperCase() + cell.slice(1), cell.toUpperCase()] : []),
  },
  {
    name: "key taken for a date",
    rewrite: (cell, holds) =>
      holds === "key"
        ? ({ may2: ["2-May", "2. Mai", "5月2日"], dec1: ["1-Dec", "01. Dez"], "2-5": ["5-Feb", "2月5日"], "1e5": ["1.00E+05", "1E+05"] }[
            cell
          ] ?? [])
        : [],
  },
  {
    name: "formulas",
    rewrite: (cell) => (/["=]/.test(cell) || cell === "" ? [] : [`="${cell}"`, "=A2", "=VLOOKUP(A2,B:C,2,0)", `=CONCATENATE(A2," ",B2)`]),
  },
  { name: "error words", rewrite: (cell) => (cell === "" ? [] : ["#N/A", "#REF!", "#NAME?", "########", "#BEZUG!", "Err:502", "#VALUE!"]) },
  { name: "apostrophes", rewrite: (cell) => (/^[+\d][\d ]*$/.test(cell) ? [`'${cell}`, `’${cell}`] : []) },
  {
    name: "full width",
    rewrite: (cell, holds) =>
      holds === "phone" || holds === "key" || holds === "ids" || holds === "number"
        ? [cell.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))]
        : [],
  },
  {
    name: "nothing",
    rewrite: (cell, holds) => (cell !== "" && holds !== "note" && holds !== "secret" ? ["NULL", "nan", "N/A", "None", "-"] : []),
  },
];

/** Rewrites the cells of one row or of all, in one column or in all, as one program or person would. */
export const cellStep = fc
  .record({ what: fc.constantFrom(...CELL_STEPS), row: fc.option(fc.nat(4)), column: fc.option(fc.nat(11)), spelling: fc.nat(50) })
  .map(({ what, row, column, spelling }): Step => ({
    name: `${what.name} (row ${row ?? "each"}, column ${column ?? "each"}, spelling ${spelling})`,
    apply: (table) => ({
      ...table,
      rows: table.rows.map((cells, y) =>
        row !== null && row % table.rows.length !== y
          ? cells
          : cells.map((cell, x) => {
              const holds = table.columns[x]?.holds;
              if (holds === undefined || (column !== null && column % table.columns.length !== x)) return cell;
              const spellings = what.rewrite(cell, holds);
              return spellings[spelling % spellings.length] ?? cell;
            }),
      ),
    }),
  }));
