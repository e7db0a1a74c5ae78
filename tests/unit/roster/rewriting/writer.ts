import fc from "fast-check";
import type { Table } from "./table";

/** How a program writes a table. */
export interface Writer {
  readonly delimiter: string;
  readonly eol: string;
  readonly quotes: "needed" | "all" | "smart" | "none";
  readonly separatorLine: "none" | "right" | "wrong";
  readonly end: "exact" | "cut" | "padded" | "ragged";
  readonly title: boolean;
  readonly encoding: Encoding;
}

const ENCODINGS = [
  "utf8",
  "utf8 bom",
  "utf16le bom",
  "utf16be bom",
  "utf16le",
  "windows-1252",
  "gb18030",
  "big5",
  "euc-kr",
  "shift_jis",
] as const;
type Encoding = (typeof ENCODINGS)[number];

const usually = <T>(plain: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

export const writer: fc.Arbitrary<Writer> = fc.record({
  delimiter: usually(",", ";", "\t", "|", "，", "；"),
  eol: usually("\n", "\r\n", "\r"),
  quotes: usually<Writer["quotes"]>("needed", "all", "smart", "none"),
  separatorLine: usually<Writer["separatorLine"]>("none", "right", "wrong"),
  end: usually<Writer["end"]>("exact", "cut", "padded", "ragged"),
  title: usually(false, true),
  encoding: usually<Encoding>("utf8", ...ENCODINGS),
});

/** The plain text of a table, as a program writes it that does nothing odd. */
export const PLAIN: Writer = {
  delimiter: ",",
  eol: "\n",
  quotes: "needed",
  separatorLine: "none",
  end: "exact",
  title: false,
  encoding: "utf8",
};

export function writeText({ columns, rows }: Table, { delimiter, eol, quotes, separatorLine, end, title }: Writer): string {
  const cell = (text: string): string => {
    const needed = text.includes(delimiter) || /["\n\r#]/.test(text);
    if (quotes === "none") return text;
    if (!needed && quotes !== "all") return text;
    const body = text.replace(/"/g, '""');
    return quotes === "smart" ? `“${body}”` : `"${body}"`;
  };
  const lines = [columns.map(({ header }) => header), ...rows].map((cells, index) => {
    const written = cells.map(cell);
    const last = written.reduce((found, text, at) => (text === "" ? found : at), -1);
    if (end === "cut" && index > 0) return written.slice(0, Math.max(1, last + 1)).join(delimiter);
    const more = end === "padded" || (end === "ragged" && index % 2 === 1) ? ["", ""] : [];
    return [...written, ...more].join(delimiter);
  });
  const first = separatorLine === "none" ? [] : [`sep=${separatorLine === "right" ? delimiter : delimiter === ";" ? "," : ";"}`];
  return [...first, ...(title ? ["Staff of 2027"] : []), ...lines].map((line) => line + eol).join("");
}

/** Bytes of a text, with ? for what the encoding does not have, as spreadsheets write it. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case "utf8":
      return Buffer.from(text);
    case "utf8 bom":
      return Buffer.from(`\ufeff${text}`);
    case "utf16le":
      return Buffer.from(text, "utf16le");
    case "utf16le bom":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf16be bom":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    default:
      return Uint8Array.from([...text].flatMap((character) => tableOf(encoding).get(character) ?? [0x3f]));
  }
}

/** Whether all of a text is left once it has been written in this encoding. */
export function isKept(text: string, encoding: Encoding): boolean {
  return encoding.startsWith("utf") || [...text].every((character) => tableOf(encoding).has(character));
}

type Codes = ReadonlyMap<string, readonly number[]>;
const tables = new Map<string, Codes>();

/** Node only decodes, so that every one and every two bytes are decoded once. */
function tableOf(encoding: string): Codes {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const codes = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding);
  const add = (...bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== "\ufffd" && !codes.has(text)) codes.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  if (encoding !== "windows-1252")
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) add(lead, trail);
  tables.set(encoding, codes);
  return codes;
}
