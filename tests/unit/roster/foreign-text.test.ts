import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import { parse, refusal } from "./fixture";

const CSV = "endUserId,realNickName,email\nli_na,李娜,li@x.co\nzhang_w,张伟,z@x.co\n";

function said(text: string, file = "people.csv"): string {
  return refusal(() => parse(text, { file }));
}

function saidOf(bytes: Uint8Array, encoding?: string): string {
  return refusal(() => decodeRoster(bytes, "people.csv", encoding));
}

function utf16(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
}

describe("what is no roster is refused in one sentence", () => {
  test.each([
    ["<!DOCTYPE html>\n<html><body>Sign in, please</body></html>\n", /is a web page, perhaps the sign-in page/],
    ['<html xmlns:x="urn:schemas">\n<table><tr><td>a', /is a web page/],
    ["\n<!-- portal -->\n<!DOCTYPE html>\n<html>", /is a web page/],
    ['<meta http-equiv="refresh" content="0; url=/login">\n', /is a web page/],
    ["<table>\n<tr><td>li_na</td></tr></table>", /is XML or a table of a web page/],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", /is a pointer of Git LFS.*git lfs pull/],
    ["$ANSIBLE_VAULT;1.1;AES256\n3030\n", /is encrypted/],
    ["-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", /is encrypted/],
    ["users:\n - endUserId: ENC[AES256_GCM,data:abc,iv:x,tag:y,type:str]\n", /holds encrypted values/],
    ["diff --git a/people.csv b/people.csv\n@@ -1 +1 @@\n-a\n+b\n", /is a patch/],
    ["--- a/people.csv\n+++ b/people.csv\n", /is a patch/],
    ["dn: uid=li,dc=x\nuid: li\n", /is LDIF/],
    ['{"endUserId":"ann"}\n{"endUserId":"bob"}\n', /is JSON Lines.*into one list/],
    ['\n{"endUserId":"ann"} \r\n\r\n {"endUserId":"bob"}', /is JSON Lines/],
  ])("%j", (text, expected) => {
    for (const file of ["people.csv", "people.yaml"]) {
      expect(said(text, file)).toMatch(expected);
      expect(said(text, file)).not.toContain("problem");
    }
  });

  test.each([
    ["<!DOCTYPE html>\n<html><body>Sign in, please</body></html>\n", /^people\.xlsx is a web page, perhaps the sign-in page/],
    ["\ufeff<html xmlns:x='urn:schemas'>\n<table><tr><td>a", /^people\.xlsx is a web page/],
    ["version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", /^people\.xlsx is a pointer of Git LFS.*git lfs pull/],
    ["userName,email\nann,a@x.co\nbob,b@x.co\n", /^people\.xlsx is not an Excel workbook/],
  ])("%j under the name of a workbook", (text, expected) => {
    expect(refusal(() => parse("", { file: "people.xlsx", bytes: Buffer.from(text) }))).toMatch(expected);
  });

  test.each(["people.csv", "people.yaml"])("conflict markers in %s, each with its line", (file) => {
    const text = `a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\r\n>>>>>>> branch\n`;
    expect(said(text, file)).toMatch(
      new RegExp(`^${file} has 3 problems:\n  ${file}:2 is a conflict marker of Git.*\n  ${file}:4 is.*\n  ${file}:8 is`),
    );
  });

  test("CSV, JSON and YAML under each other's names", () => {
    expect(said('[{"endUserId":"ann","email":"a@x.co"}]')).toMatch(
      /holds JSON, but is read as CSV.*extension \.json, or say format: "yaml"/,
    );
    expect(said("# staff\n- endUserId: ann\n  email: a@x.co\n")).toMatch(/holds YAML, but is read as CSV/);
    expect(said("users:\n  - endUserId: ann\n")).toMatch(/holds YAML, but is read as CSV/);
    expect(said(CSV, "people.yaml")).toMatch(/holds CSV, but is read as YAML.*format: "csv"/);
    expect(said(CSV.replace(/,/g, ";"), "people.json")).toMatch(/holds CSV, but is read as YAML/);
  });

  test("many blank lines, spaces and comments above the header are passed in a moment", () => {
    const above = `${"\n".repeat(5000)}${" \t\n".repeat(5000)}${"# note\r\n".repeat(5000)}${" ".repeat(5000)}\n`;
    expect(parse(`${above}endUserId,email\nann,a@x.co\n`).rows).toHaveLength(1);
    expect(said(`${above}- endUserId: ann\n`)).toContain("holds YAML");
    for (const odd of ["[".repeat(9999), "{".repeat(9999), "-".repeat(9999), "<".repeat(9999), "#".repeat(9999)])
      expect(() => parse(odd)).toThrow();
  });

  test("JSON Lines by their name, which is told at once", () => {
    for (const file of ["people.jsonl", "people.NDJSON"])
      expect(said('{"endUserId":"ann"}\n', file)).toMatch(/is JSON Lines, an object a line.*into one list/);
  });

  test("the mark that somebody has a workbook open", () => {
    expect(said("x", "lists/~$people.xlsx")).toMatch(/only says that somebody has people\.xlsx open/);
  });

  test("signs of these inside cells are text", () => {
    const odd = 'endUserId,email,remark\nann,a@x.co,<html>\nbob,b@x.co,"- a: b\n<<<<< five"\n';
    expect(parse(odd).rows.map(({ fields }) => fields["remark"])).toEqual(["<html>", "- a: b\n<<<<< five"]);
  });
});

describe("bytes that are no text", () => {
  test.each([
    [false, "utf-16le"],
    [true, "utf-16be"],
  ])("UTF-16 without a mark (big end first: %s) names its encoding, which then reads it", (isBig, encoding) => {
    expect(saidOf(utf16(CSV, isBig))).toContain(`is UTF-16 without a byte order mark (李娜, 张伟).`);
    expect(saidOf(utf16(CSV, isBig))).toContain(`encoding: "${encoding}"`);
    expect(decodeRoster(utf16(CSV, isBig), "people.csv", encoding).text).toBe(CSV);
    expect(saidOf(utf16("endUserId,email\nann,a@x.co\n", isBig))).toContain(encoding);
  });

  test.each([
    [Buffer.concat([Buffer.from(CSV), Buffer.alloc(4096)]), /ends in zero bytes from line 4 on: it was not saved whole/],
    [Buffer.alloc(300), /holds zero bytes alone: it was not saved whole/],
    [Buffer.from(CSV.replace("张", "\0")), /is not text: it holds zero bytes, the first on line 3/],
    [Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /is UTF-32/],
    [Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]), /is UTF-32/],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /is a file of Excel or another program of Office/],
    [Buffer.from([0x1f, 0x8b, 8, 0]), /is packed by gzip/],
    [Buffer.from("endUserId,realNickName\nsato,\u001b$B:4F#\u001b(B\n"), /is ISO 2022.*佐藤.*encoding: "iso-2022-jp"/],
    [Buffer.from("endUserId,realNickName\nli,~{@nDH~}\n"), /is HZ/],
  ])("%#", (bytes, expected) => {
    expect(saidOf(bytes)).toMatch(expected);
  });
});

describe("an encoding that the program names", () => {
  test.each(["gb18030", "big5", "windows-1252", "shift_jis"])("%s is refused where the file is UTF-8 by now", (encoding) => {
    expect(saidOf(Buffer.from(CSV), encoding)).toMatch(
      /is utf-8 \(李娜, 张伟\), and not .*\. \[ERR_ROSTER\] Remedy: Say encoding: "utf-8"/,
    );
    expect(saidOf(Buffer.from(`\ufeff${CSV}`), encoding)).toMatch(/is utf-8, as its byte order mark says/);
  });

  test("letters of two bytes may be either, and ASCII is in all of them", () => {
    expect(decodeRoster(Buffer.from("endUserId\nann\n"), "p.csv", "gb18030").text).toBe("endUserId\nann\n");
    expect(decodeRoster(Buffer.from([0x61, 0xc3, 0xa9]), "p.csv", "windows-1252").text).toBe("aÃ©");
  });

  test("what is not valid is told with its line", () => {
    const bytes = Buffer.concat([Buffer.from(`\ufeff${CSV}`), Buffer.from([0xcd, 0xf5, 0x0a])]);
    expect(saidOf(bytes)).toMatch(/is not valid utf-8: line 4 is the first that is not/);
  });
});

test("a table of something else is told by its header alone, however many rows it has", () => {
  const text = `root:x:0:0\n${Array.from({ length: 30 }, (_, index) => `user${index}:x:${index}\n`).join("")}`;
  expect(refusal(() => parse(text))).toMatch(
    /^people\.csv has 2 problems:\n.*has no column endUserId.*\n.*"root:x:0:0" is not a field of eds users/,
  );
});
