import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directories } from "../../../provider/directories";
import { isDirectoryColumn, resolveColumn } from "../../../sdk/lib/roster/columns/headers";
import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import { openSheet } from "../../../sdk/lib/roster/file/sheet";
import { parse, problems, refusal } from "./fixture";

const page = readFileSync(join(__dirname, "../../../docs/roster.md"), "utf8");

/** The fenced block whose first line is the given one. */
function block(fence: string): string {
  const start = page.indexOf(`\`\`\`${fence}\n`);
  expect(start).toBeGreaterThan(0);
  const body = page.slice(page.indexOf("\n", start) + 1);
  return body.slice(0, body.indexOf("```"));
}

/** The names in backquotes in one cell of a table. */
function names(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

/** Rosters of the page that have a name, each followed by its refusal. */
const refused = [...page.matchAll(/^```csv (\S+)$/gm)].map(([, file = ""]) => file);

test("the page refuses rosters of every kind", () => expect(refused).toHaveLength(3));

test.each(refused)("the refusal of %s in the docs is what is really printed", (file) => {
  expect(`${refusal(() => parse(block(`csv ${file}`), { file }))}\n`).toBe(block(`text ${file}`));
});

test("what the page shows of files in another encoding is what is really printed", () => {
  const text = (...people: readonly (readonly [key: string, bytes: string])[]): Buffer =>
    Buffer.from(
      ["endUserId,realNickName,email", ...people.map(([key, name]) => `${key},${name},${key}@harbour-lane.example`)].join("\n"),
      "latin1",
    );
  const folder = mkdtempSync(join(tmpdir(), "rollcall-"));
  const file = join(folder, "people.csv");
  writeFileSync(file, text(["zhang", "\xd5\xc5\xce\xb0"], ["chen", "\xb3\xc2\xbd\xe0"], ["lin", "\xc1\xd6\xcf\xfe\xd3\xea"]));
  const warnings = openSheet({ file, directories }).warnings.map((warning) => warning.replace(file, "people.csv"));
  rmSync(folder, { recursive: true });
  const refused = [
    text(["zhang", "\xb1\x69\xb0\xb6"], ["chen", "\xb3\xaf\xbc\xe4"], ["lin", "\xaa\x4c\xbe\xe5\xab\x42"]),
    text(["sato", "\x8d\xb2\x93\xa1\x89\xd4\x8e\x71"], ["suzuki", "\x97\xe9\x96\xd8\x88\xea\x98\x59"]),
    text(["jose", "José Núñez"], ["joao", "João Müller"]),
  ].map((bytes) => refusal(() => decodeRoster(bytes, "people.csv")));
  expect(page).toContain(`\n${warnings.join("")}\n`);
  expect(page).toContain(`\n${refused.join("\n")}\n`);
  const garbled = "endUserId,realNickName,email\nli_na,李娜,li.na@harbour-lane.example\nzhang_wei,寮犱紵,zw@harbour-lane.example\n";
  expect(page).toContain(`\n${problems(garbled)[0]}\n`);
});

test("the rosters in the docs are good ones", () => {
  expect(parse(block("csv"), { directories }).rows.map(({ key }) => key)).toEqual(["li_na", "alice_wang"]);
  expect(parse(block("yaml"), { file: "people.yaml", directories }).rows.map(({ fields }) => fields)).toEqual([
    {
      endUserId: "li_na",
      email: "li.na@harbour-lane.example",
      phone: "13800138001",
      groupIdList: ["ug-all-staff", "ug-oncall"],
      autoLockTime: "2027-03-31 18:00:00",
    },
  ]);
  const several = page.slice(page.indexOf("## One file, several clouds"));
  const csv = several.slice(several.indexOf("```csv\n") + 7);
  expect(parse(csv.slice(0, csv.indexOf("```")), { directories }).rows.map(({ directory, key }) => `${directory}/${key}`)).toEqual([
    "eds/li_na",
    "eiam/alice_wang",
    "cloudidentity/alice_wang",
  ]);
});

test("every alias in the docs means what it says, in every directory", () => {
  const table = page.slice(page.indexOf("| column | field, whichever"), page.indexOf("## Cells"));
  const rows = table
    .split("\n")
    .slice(2)
    .filter((line) => line.startsWith("|"));
  expect(rows).toHaveLength(13);
  for (const row of rows) {
    const [, columns = "", meaning = ""] = row.split("|");
    const fields = names(meaning);
    for (const column of names(columns)) {
      if (fields.includes("directory")) expect(isDirectoryColumn(column)).toBe(true);
      else {
        for (const directory of Object.values(directories)) {
          expect([column, directory.name, resolveColumn(column, directory.kinds.User)?.field]).toEqual([
            column,
            directory.name,
            fields.find((field) => Object.hasOwn(directory.kinds.User.fields, field)),
          ]);
        }
      }
    }
  }
});
