import { parse, problems } from "./fixture";

const row = (name: string): string => `endUserId,realNickName,email\nann,"${name.replace(/"/g, '""')}",a@x.co\n`;

test.each([
  ["D&#39;Angelo", "D'Angelo"],
  ["O&apos;Brien", "O'Brien"],
  ["Li &amp; Na", "Li & Na"],
  ["&#26446;&#x5a1c;", "李娜"],
  ["\\u674e\\u5a1c", "李娜"],
  ["Jos\\xe9", "José"],
  ["%E6%9D%8E%E5%A8%9C", "李娜"],
  ["Li%20Na", "Li Na"],
  ["O\\'Neil", "O'Neil"],
  ['Li \\"Nana\\" Na', 'Li "Nana" Na'],
  ["Neil\\, Sam", "Neil, Sam"],
])("the name %s is told from %s, which is to be written", (written, meant) => {
  expect(problems(row(written))).toEqual([
    expect.stringMatching(/^people\.csv:2:2 ann: realNickName is ".*", in which characters are written as/),
  ]);
  expect(problems(row(written))[0]).toContain(`Write ${JSON.stringify(meant)} if that is meant.`);
});

test.each([
  "J&ouml;rg",
  "=?UTF-8?B?5p2O5aic?=",
  "=?gb2312?Q?=C0=EE?=",
  "Neil\\",
  "Li<br>Na",
  "Li<br />Na",
  "<b>Li</b>",
  "<span lang=de>Li</span>",
])("%s is to be typed again", (written) => {
  expect(problems(row(written))[0]).toContain("Type the name again.");
});

test.each(["Li & Na", "AT&T; Ops", "R&D", "50% off", "100%", "C:\\users", "Li <b>", "a=?b", "&;", "% 20"])("%s is a name", (name) => {
  expect(parse(row(name)).rows[0]?.fields["realNickName"]).toBe(name);
});
