import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeRoster, readRosterFile } from "../../../sdk/lib/roster/file/read-file";
import { encodeGb18030 } from "./gb18030";
import { refusal } from "./fixture";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "roster-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, "people.csv");
  writeFileSync(path, content);
  return path;
}

describe("a file that cannot be used", () => {
  test.each([
    ["missing", () => join(folder, "nowhere.csv"), /nowhere\.csv does not exist \(looked from .+\).*Correct the path/],
    ["below something that is no folder", () => join(file("a"), "people.csv"), /does not exist/],
    ["a directory", () => folder, /is a directory, not a roster file.*Name the CSV or YAML file inside it/],
    ["a device", () => "/dev/null", /is not a regular file/],
    ["a name too long for the disk", () => join(folder, "x".repeat(300)), /cannot be read: ENAMETOOLONG/],
    ["empty", () => file(""), /is empty.*Write a header line and one line per person/],
    ["only blank lines", () => file("\n \r\n\t\n"), /is empty/],
    ["only a byte order mark", () => file(Uint8Array.of(0xef, 0xbb, 0xbf)), /is empty/],
    ["an Excel workbook", () => file(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)), /is an Excel workbook.*CSV UTF-8/],
    ["binary", () => file(Uint8Array.of(1, 2, 0, 3)), /is not text: it holds zero bytes/],
    ["neither UTF-8 nor GB18030", () => file(Uint8Array.of(0x61, 0xff, 0xff)), /is not UTF-8.*byte 2 is the first.*windows-1252/],
  ])("%s", (_what, path, message) => {
    expect(refusal(() => readRosterFile(path()))).toMatch(message);
  });

  test("larger than 64 MiB, without reading it", () => {
    const path = file("");
    truncateSync(path, 64 * 1024 * 1024 + 1);
    expect(refusal(() => readRosterFile(path))).toMatch(/has 67108865 bytes; a roster may have 67108864.*Split it/);
  });

  const asRoot = process.getuid?.() === 0;
  (asRoot ? test.skip : test)("not permitted", () => {
    const path = file("a");
    chmodSync(path, 0);
    expect(refusal(() => readRosterFile(path))).toMatch(/permission denied.*read access/);
  });
});

describe("encodings", () => {
  const text = "endUserId,realNickName\nli_na,李娜\n";
  const utf16le = Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));

  test.each([
    ["UTF-8", Buffer.from(text), undefined],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`), undefined],
    ["UTF-16 little-endian with a mark", utf16le, undefined],
    ["UTF-16 big-endian with a mark", Buffer.from(utf16le).swap16(), undefined],
    ["GB18030, guessed", encodeGb18030(text), "GB18030"],
  ])("%s", (_name, bytes, guessed) => {
    expect(decodeRoster(bytes, "people.csv")).toEqual(guessed === undefined ? { text } : { text, guessed });
  });

  test("a named encoding is believed and no guess", () => {
    expect(decodeRoster(encodeGb18030(text), "people.csv", "gb18030")).toEqual({ text });
    expect(decodeRoster(Buffer.from("name\nMüller\n", "latin1"), "people.csv", "windows-1252")).toEqual({ text: "name\nMüller\n" });
  });

  test("a named encoding that is wrong, or none", () => {
    expect(refusal(() => decodeRoster(encodeGb18030(text), "people.csv", "utf-8"))).toMatch(/people\.csv is not valid utf-8/);
    expect(refusal(() => decodeRoster(encodeGb18030(text), "people.csv", "klingon"))).toMatch(/"klingon" is not an encoding/);
  });

  test("UTF-8 with a damaged character is not taken for Chinese in GB18030", () => {
    const damaged = Buffer.concat([Buffer.from(`${text}bob,李娜`), Buffer.of(0xe6, 0x9d), Buffer.from("\neve,Eve\n")]);
    expect(new TextDecoder("gb18030", { fatal: true }).decode(damaged)).toBeTruthy();
    expect(refusal(() => decodeRoster(damaged, "people.csv"))).toMatch(
      /people\.csv is UTF-8 with damaged characters, the first on line 3\..*Type them again/,
    );
  });

  test("Windows-1252 is not taken for Chinese", () => {
    expect(refusal(() => decodeRoster(Buffer.from("name\nMüller\nJosé Pérez\n", "latin1"), "people.csv"))).toMatch(/windows-1252/);
  });
});
