import { rosterContent } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { parse, problems } from "./fixture";

/** A directory that takes nearly any text as a key, as CloudIdentity does. */
const LAX = { directory: "workspace" } as const;

const KEYS: readonly (readonly [key: string, why: string])[] = [
  ["• li", "with the mark of a list in front"],
  ["•li", "with the mark of a list in front"],
  ["- li", "with the mark of a list in front"],
  ["* li", "with the mark of a list in front"],
  ["2. li", "with the number of a list in front"],
  ["(3) li", "with the number of a list in front"],
  ["~~li~~", "between marks that a program puts around a text"],
  ["**li**", "between marks that a program puts around a text"],
  ["`li`", "between marks that a program puts around a text"],
  ["'li'", "between marks that a program puts around a text"],
  ["-- li", "with the mark of a comment in front, which in a roster is #"],
  ["// li", "with the mark of a comment in front, which in a roster is #"],
  [";li", "with the mark of a comment in front, which in a roster is #"],
  ["! li", "with the mark of a comment in front, which in a roster is #"],
  ["REM li", "with the mark of a comment in front, which in a roster is #"],
  ["li;", "with a separator behind it"],
  ["li,", "with a separator behind it"],
  ["mailto:li@x.co", "with an e-mail address as mail programs write it"],
  ["Li <li@x.co>", "with an e-mail address as mail programs write it"],
  ["[li](https://x.co)", "which is a link as Markdown writes it"],
  ["“li”", "in typographic quotes, which an editor makes of those around a cell"],
  ["{{ name }}", "which a program should have filled in"],
  ["${NAME}", "which a program should have filled in"],
  ["%NAME%", "which a program should have filled in"],
  ["$USER_NAME", "which a program should have filled in"],
  ["__NAME__", "which a program should have filled in"],
  ["<your name>", "which a program should have filled in"],
  ["示例", "which stands in a template to show how it is filled in"],
  ["例如:li", "which stands in a template to show how it is filled in"],
  ["Example", "which stands in a template to show how it is filled in"],
  ["e.g. li", "which stands in a template to show how it is filled in"],
];

test.each(KEYS)("the key %s is refused in every format, and taken behind an apostrophe", (key, why) => {
  const said = `userName is ${JSON.stringify(key)}, ${why}. Write the key itself, or delete the row; if it is really that, write '${key}.`;
  const csv = (text: string): string => `userName,userEmail\n"${text}",a@x.co\n`;
  const json = (text: string): string => JSON.stringify([{ userName: text, userEmail: "a@x.co" }]);
  const [row, ...more] = problems(csv(key), LAX);
  expect(row).toContain(said);
  expect(more).toEqual([]);
  expect(problems(json(key), { ...LAX, file: "people.json" })).toEqual([expect.stringContaining(said)]);
  expect(parse(csv(`'${key}`), LAX).rows.map((one) => one.key)).toEqual([key]);
  expect(parse(json(`'${key}`), { ...LAX, file: "people.json" }).rows.map((one) => one.key)).toEqual([key]);
});

const NAMES = [
  "• 李娜",
  "– Li Na",
  "Li Na <li@x.co>",
  "~~李娜~~",
  "'Li Na'",
  "李娜,",
  "李娜；",
  "{{ name }}",
  "示例：张三",
  "张三（示例，请删除）",
  "John Doe (example)",
  "Example User",
];

test.each(NAMES)("the name %s is refused, and taken behind text:", (name) => {
  const csv = (text: string): string => `username,primaryOrganizationalUnitId,displayName\nli,ou,"${text}"\n`;
  const [said, ...more] = problems(csv(name), { directory: "eiam" });
  expect(said).toMatch(
    /displayName is ".*", (?:with|which|between) .*\. Write the name alone, or delete the row\. If the name is really that, write text:/,
  );
  expect(more).toEqual([]);
  expect(parse(csv(`text:${name}`), { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(name);
});

test.each([
  "Wang, Anna",
  "1. FC",
  "John Sample",
  "Dr. Li Na, PhD",
  "李娜（销售）",
  "Li Na (li@x.co)",
  "A & B;C",
  "&;",
  "Anna-Lena B.",
  "'t Hooft",
  "D'Angelo",
  "example",
])("%s is a name", (name) => {
  const text = `username,primaryOrganizationalUnitId,displayName\nli,ou,"${name}"\n`;
  expect(parse(text, { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(name);
});

test.each(["li_na", "li.na@x.co", "@wei", "-anna", "O’Neil", "Li Na", "example2", "sample", "__init", "1.li", "!li", "remo", "+li"])(
  "%s is a key",
  (key) => {
    expect(parse(`userName,userEmail\n${key},a@x.co\n`, LAX).rows.map((one) => one.key)).toEqual([key]);
  },
);

test.each([
  "${LI_NA_PASSWORD1}",
  "${{ secrets.LI_NA_1 }}",
  "{{ passwords.li_Na1 }}",
  "<%= Li_Na_1 %>",
  "%LI_NA_PASSWORD1%",
  "$LI_NA_PASSWORD1",
])("%s is no password, in a cell or in the environment", (value) => {
  const said = "password is the name of a password, which a program should have filled in. Write env:NAME for an environment variable.";
  for (const cell of [value, "env:PW"]) {
    const text = `endUserId,email,password\nli_na,li@x.co,"${cell}"\n`;
    expect(problems(text, { env: { PW: value } })).toEqual([`people.csv:2:3 li_na: ${said}`]);
    expect(
      problems(`- endUserId: li_na\n  email: li@x.co\n  password: "${cell}"\n`, { file: "people.yaml", env: { PW: value } }),
    ).toHaveLength(1);
  }
});

test.each(["a${B}c1-Long", "$Ab1_long-enough", "$ABCDEFGH1", "%Ab1%long-enough", "{Ab1-long-enough}"])("%s is a password", (value) => {
  expect(parse(`endUserId,email,password\nli_na,li@x.co,${value}\n`).rows[0]?.fields["password"]).toBe(value);
});

test("a key in quotes of YAML is taken without the mark that stands for them", () => {
  const text = '- userName: "“li”"\n  userEmail: a@x.co\n';
  expect(parse(text, { ...LAX, file: "people.yaml" }).rows.map(({ key }) => key)).toEqual(["“li”"]);
});

test("a directory that takes no such key says so by its own rule", () => {
  expect(problems("endUserId,email\nli_na;,a@x.co\n")).toEqual([expect.stringContaining("must be 3 to 24 lower-case letters")]);
});

test.each(["people.csv", "people.yaml", "people.xlsx"])("an import writes them into %s as they are", async (file) => {
  const { kinds } = directories.cloudidentity;
  const people = KEYS.map(([key], index) => ({ userName: key, displayName: NAMES[index % NAMES.length] ?? "" }));
  const content = await rosterContent(file, kinds.User, { people });
  const source = typeof content === "string" ? { text: content } : { bytes: content };
  const { rows } = parseRoster({ file, ...source, directory: "cloudidentity", directories, env: {} });
  expect(rows.map(({ fields }) => fields)).toEqual(people);
});
