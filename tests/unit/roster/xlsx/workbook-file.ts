import { deflateRawSync } from "node:zlib";
import { crc32 } from "../../../../sdk/lib/roster/file/xlsx/archive";

/** Number formats by the style that a cell names. */
export const STYLES = {
  plain: 0,
  date: 1,
  time: 2,
  padded: 3,
  scientific: 4,
  percent: 5,
  dashes: 6,
  grouped: 7,
  text: 8,
  month: 9,
  language: 10,
  filled: 11,
  dressed: 12,
  accounting: 13,
  unseen: 14,
  star: 15,
} as const;
const FORMATS = [
  ...["General", "yyyy\\-mm\\-dd", "yyyy/m/d h:mm", "000000", "0.00E+00", "0%", "000\\-0000\\-0000", "#,##0", "@", 'm"月"d"日"'],
  ...["[$-409]000000", "*-0;;;*-@", '@"@pier.example"', "_-* #,##0_-;_-* -#,##0_-;_-@_-", ";;;", '[$-409]"*"000'],
];

/** What a test's workbook holds beside its rows. */
export interface WorkbookParts {
  /** Rows of the sheets as XML, by the sheet's name. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  /** Items of the shared strings, as XML. */
  readonly strings?: readonly string[];
  readonly date1904?: true;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A workbook written by hand from ECMA-376, so that what is read was not written by the library that reads it. */
export function workbook({ sheets, hidden = [], strings = [], date1904 }: WorkbookParts): Buffer {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const content = (part: string, type: string): string =>
    `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const state = (name: string): string => (hidden.includes(name) ? ' state="hidden"' : "");
  const formats = FORMATS.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${format.replace(/"/g, "&quot;")}"/>`).join(
    "",
  );
  const styles = FORMATS.map((_, index) => `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`).join(
    "",
  );
  return zip({
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${content("xl/workbook.xml", "sheet.main")}${names.map((_, index) => content(`xl/worksheets/sheet${index + 1}.xml`, "worksheet")).join("")}${content("xl/styles.xml", "styles")}${content("xl/sharedStrings.xml", "sharedStrings")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}"${state(name)} r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, index) => relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`)).join("")}${relation("rId90", "styles", "styles.xml")}${relation("rId91", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    "xl/styles.xml": `<styleSheet ${MAIN}><numFmts count="${FORMATS.length}">${formats}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="${FORMATS.length}">${styles}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst ${MAIN}>${strings.map((item) => `<si>${item}</si>`).join("")}</sst>`,
    ...Object.fromEntries(
      names.map((name, index) => [`xl/worksheets/sheet${index + 1}.xml`, `<worksheet ${MAIN}>${sheets[name] ?? ""}</worksheet>`]),
    ),
  });
}

/** Rows of texts; anything that begins with `<c` is a cell as it stands. */
export function rows(lines: readonly (readonly string[])[], after = ""): string {
  const cell = (text: string): string =>
    text.startsWith("<c") ? text : `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  return `<sheetData>${lines.map((line, index) => `<row r="${index + 1}">${line.map(cell).join("")}</row>`).join("")}</sheetData>${after}`;
}

/** A cell with a number in a format. */
export function number(value: number | string, style: keyof typeof STYLES = "plain"): string {
  return `<c s="${STYLES[style]}"><v>${value}</v></c>`;
}

/** A cell with a text in a format. */
export function text(value: string, style: keyof typeof STYLES): string {
  return `<c s="${STYLES[style]}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** A zip archive of the given files. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, Buffer.from(name));
    local.push(entry);
    at += entry.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, index, end]);
}
