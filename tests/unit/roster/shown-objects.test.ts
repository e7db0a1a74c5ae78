import { rosterContent } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { parse, problems } from "./fixture";

/** What programs show of a value that is no text, that was missing or too long, or with a character that their format does not hold. */
const SHOWN: readonly (readonly [text: string, why: string])[] = [
  ["System.Object[]", "as programs show what is no text"],
  ["System.DBNull", "as programs show what is no text"],
  ["System.Collections.Hashtable", "as programs show what is no text"],
  ["Microsoft.ActiveDirectory.Management.ADPropertyValueCollection", "as programs show what is no text"],
  ["@{First=Li; Last=Na}", "as programs show what is no text"],
  ["[Ljava.lang.String;@1b6d3586", "as programs show what is no text"],
  ["Optional[Li]", "as programs show what is no text"],
  ["HASH(0x55d0c8)", "as programs show what is no text"],
  ["%!s(MISSING)", "as programs show what is no text"],
  ["map[first:Li]", "as programs show what is no text"],
  ["&{Li Na}", "as programs show what is no text"],
  ["Some(Li)", "as programs show what is no text"],
  ["Decimal('12')", "as programs show what is no text"],
  ["{'first': 'Li'}", "as programs show what is no text"],
  ["['Li', 'Na']", "as programs show what is no text"],
  ["b'Li'", "as programs show what is no text"],
  ["X'e69d8ee5a89c'", "as programs show what is no text"],
  ["0xE69D8E", "as programs show what is no text"],
  ["5p2O5aic", "as programs show what is no text"],
  ["Alexander Hami...", "of which a program has cut the end"],
  ["alexander.hami…", "of which a program has cut the end"],
  ["Li_x000D_", "in which a character is written as workbooks keep it"],
  ["Li_x00A0_Na", "in which a character is written as workbooks keep it"],
  ["Li undefined", "in which a program wrote a word for a value that was missing"],
  ["undefined.li", "in which a program wrote a word for a value that was missing"],
  ["null null", "in which a program wrote a word for a value that was missing"],
  ["None, None", "in which a program wrote a word for a value that was missing"],
];

/** Of names alone: keys are written in small letters, and without a space. */
const IN_NAMES = ["Li_x0020_Na", "Li null", "李 null", "Li NaN", "李null", "李None", "nan李", "#<User:0x0001>"];

const csv = (text: string): string => `userName,userEmail\n"${text}",a@x.co\n`;
const named = (text: string): string => `username,primaryOrganizationalUnitId,displayName\nli,ou,"${text}"\n`;

test.each(SHOWN)("the key %s is refused, and taken behind an apostrophe", (key, why) => {
  const said = `userName is ${JSON.stringify(key)}, ${why}. Write the key itself`;
  if (key.length > 32) return;
  expect(problems(csv(key), { directory: "workspace" }).join("\n")).toContain(said);
  const json = JSON.stringify([{ userName: key, userEmail: "a@x.co" }]);
  expect(problems(json, { directory: "workspace", file: "people.json" }).join("\n")).toContain(said);
  expect(parse(csv(`'${key}`), { directory: "workspace" }).rows.map((row) => row.key)).toEqual([key]);
});

test.each([...SHOWN.map(([text]) => text), ...IN_NAMES])("the name %s is refused, and taken behind text:", (name) => {
  expect(problems(named(name), { directory: "eiam" })).toEqual([expect.stringMatching(/displayName is ".*", (?:as|of|in) /)]);
  expect(parse(named(`text:${name}`), { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(name);
});

test.each([
  ..."Eva Null|eva null|Null|Marco None|Nan Nan|li nan|Li Nan|Robert (Bob)|Bob (“B”)|Array|A. B.|FAUX|Microsoft.Teams|Alexandr|Jose+Ana|Bob/Mary|Li Na.|x_x|a_x12_b|Ox Decimal|System|0x|Setsuko (摄子)".split(
    "|",
  ),
])("%s is a name", (name) => {
  expect(parse(named(name), { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(name);
});

test.each([
  "li_x0",
  "li_x0020_na",
  "_x0000_",
  "nan_nan",
  "eva.null",
  "x.none",
  "0xdeadbeef",
  "0xC0FFEE",
  "undefinedli",
  "li.",
  "0xli",
  "system.li",
])("%s is a key", (key) => {
  expect(parse(csv(key), { directory: "workspace" }).rows.map((row) => row.key)).toEqual([key]);
});

test.each([
  "System.Object[]",
  "@{id=ug-a; name=Design}",
  "('ug-a', 'ug-b')",
  "{'ug-a'}x",
  "'ug-a'",
  "“ug-a”",
  "<ug-a>",
  "CN=Staff,OU=Groups,DC=x",
  "X'75672d61'",
  "ug-all-st...",
  "ug-all…",
  "ug-a_x000D_",
  "CORP\\staff",
  'a:1:{i:0;s:4:""ug-a"";}',
])("%s holds no ids of groups", (cell) => {
  const found = problems(`endUserId,email,groupIdList\nann,a@x.co,"${cell}"\n`);
  expect(found).toEqual([expect.stringMatching(/^people\.csv:2:3 ann: groupIdList .*(?:is no id|in brackets)/)]);
});

test.each(["@{desk=B12; badge=0042}", "{desk=B12}", '{""desk""=>""B12""}', "[desk=B12]", "{'desk': 'B12'}", '{""desk"":""B12""}'])(
  "%s holds no custom fields",
  (cell) => {
    const text = `username,primaryOrganizationalUnitId,customFields\nann,ou,"${cell}"\n`;
    expect(problems(text, { directory: "eiam" })).toEqual([
      "people.csv:2:3 ann: customFields is a list as programs write it, in brackets. Write the items alone, between ;.",
    ]);
  },
);

test("ids with what directories put into them are ids, and a unit is one id", () => {
  const ids = ["ug-a", "ou_a.b", "a:b", "A/b+c@d", "组"];
  expect(parse(`endUserId,email,groupIdList\nann,a@x.co,${ids.join(";")}\n`).rows[0]?.fields["groupIdList"]).toEqual(ids);
  for (const unit of ["org-a;org-b", "org-a org-b", "(org-a)", "OU=Staff"])
    expect(problems(`endUserId,email,orgId\nann,a@x.co,${unit}\n`)[0]).toMatch(
      /^people\.csv:2:3 ann: orgId holds ".*", which (?:may be several ids|is no id)/,
    );
});

test.each(["undefined@x.example", "undefined.undefined@x.example", "li.undefined@x.example"])("%s is no address", (address) => {
  expect(problems(`endUserId,email\nann,${address}\n`)).toEqual([
    "people.csv:2:2 ann: email holds undefined, which a program wrote for a value that was missing. Write the address, or empty the cell.",
  ]);
});

test.each([
  ...("undefined NULL None N/A - (none) \\N [object Object] System.Security.SecureString ******** •••••••• [secret] (sensitive value) ***REDACTED*** <hidden> 1.23457E+19".match(
    /\[object Object\]|\(sensitive value\)|\S+/g,
  ) ?? []),
])("%s is no password, in a cell, in quotes or in the environment", (value) => {
  const said =
    /^people\.\w+:\d:\d+ li: password (?:is what programs write where there is nothing, or where a password is hidden|was turned into a rounded number)/;
  const options = { directory: "eiam", env: { PW: value }, defaults: { primaryOrganizationalUnitId: "ou" } };
  for (const cell of [value, "env:PW"]) {
    expect(problems(`username,password\nli,${cell}\n`, options)).toEqual([expect.stringMatching(said)]);
    const yaml = `- username: li\n  password: ${JSON.stringify(cell)}\n`;
    expect(problems(yaml, { ...options, file: "people.yaml" })).toEqual([expect.stringMatching(said)]);
  }
});

test.each(["people.csv", "people.yaml", "people.xlsx"])("an import writes accounts that are really called so into %s", async (file) => {
  const people = [...SHOWN.map(([text]) => text), ...IN_NAMES].map((text, index) => ({
    userName: text.length > 54 ? `u${index}` : text,
    displayName: text,
  }));
  const content = await rosterContent(file, directories.cloudidentity.kinds.User, { people });
  const source = typeof content === "string" ? { text: content } : { bytes: content };
  const { rows } = parseRoster({ file, ...source, directory: "cloudidentity", directories, env: {} });
  expect(rows.map(({ fields }) => fields)).toEqual(people);
});

test.each(["NULL", "null", "\\N", "(null)", "<null>", "NaN", "undefined", "[object Object]"])(
  "%s is no note, unless it is marked as one",
  (word) => {
    const csv = (note: string): string => `endUserId,email,remark\nann,a@x.co,${note}\n`;
    expect(problems(csv(word))).toEqual([
      `people.csv:2:3 ann: remark is ${JSON.stringify(word)}, which programs write where there is nothing. Empty the cell to leave the field alone; if the note is really that, write text:${word}.`,
    ]);
    expect(parse(csv(`text:${word}`)).rows[0]?.fields["remark"]).toBe(word);
    const yaml = (note: string): string => `- endUserId: ann\n  email: a@x.co\n  remark: ${note}\n`;
    expect(parse(yaml(JSON.stringify(word)), { file: "p.yaml" }).rows[0]?.fields["remark"]).toBe(word);
  },
);

test.each(["N/A", "none", "None", "-", "无", "null pointer team", "Null", "NULL, see above"])("a note may be %s", (note) => {
  expect(parse(`endUserId,email,remark\nann,a@x.co,"${note}"\n`).rows[0]?.fields["remark"]).toBe(note);
});

test.each(["people.csv", "people.yaml", "people.xlsx"])("an import writes such notes into %s", async (file) => {
  const people = ["NULL", "\\N", "undefined", "(null)"].map((note, index) => ({
    endUserId: `user_${index}`,
    email: "a@x.co",
    remark: note,
  }));
  const content = await rosterContent(file, directories.eds.kinds.User, { people });
  const source = typeof content === "string" ? { text: content } : { bytes: content };
  expect(parseRoster({ file, ...source, directory: "eds", directories, env: {} }).rows.map(({ fields }) => fields)).toEqual(people);
});
