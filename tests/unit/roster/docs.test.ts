import { readFileSync } from "node:fs";
import { join } from "node:path";
import { directories } from "../../../provider/directories";
import { isDirectoryColumn, resolveColumn } from "../../../sdk/lib/roster/columns/headers";
import { parse, refusal } from "./fixture";

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
