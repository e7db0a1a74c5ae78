import { inspectKey, inspectText, visible } from "../../../sdk/lib/roster/cell/hygiene";
import { parse, problems } from "./fixture";

test.each([
  ["zero-width space", "li\u200bna", "U+200B"],
  ["no-break space", "li\u00a0na", "U+00A0"],
  ["byte order mark in the middle", "li\ufeffna", "U+FEFF"],
  ["right-to-left override", "li\u202ena", "U+202E"],
  ["left-to-right mark", "li\u200ena", "U+200E"],
  ["soft hyphen", "li\u00adna", "U+00AD"],
  ["bell", "li\u0007na", "U+0007"],
  ["C1 control", "li\u0085na", "U+0085"],
  ["line separator", "li\u2028na", "U+2028"],
  ["Hangul filler", "li\u3164na", "U+3164"],
  ["grapheme joiner", "li\u034fna", "U+034F"],
  ["empty Braille", "li\u2800na", "U+2800"],
  ["variation selector in Latin text", "li\ufe0fna", "U+FE0F"],
  ["Khmer vowel that shows nothing", "li\u17b5na", "U+17B5"],
  ["joiner in Latin text", "li\u200dna", "U+200D"],
])("%s", (_name, text, code) => {
  expect(inspectText(text)).toContain(`holds an invisible character (${code}) after 2 characters`);
  expect(inspectKey(text).join()).toContain(code);
});

test.each([
  "李 娜",
  "João",
  "می\u200cخواهم",
  "👩\u200d💻 Ada",
  "two\nlines\tof text",
  "Straße",
  "全角　space",
  "葛\u{e0100}城",
  "❤\ufe0f\u200d🔥",
  "1\ufe0f\u20e3 楼",
  "",
])("%j is clean", (text) => {
  expect(inspectText(text)).toBeUndefined();
});

test("half a character", () => {
  expect(inspectText("李\ud83d")).toBe("holds half a character (U+D83D) at its character 2: a program has cut the text. Type it again.");
  expect(inspectText("👩 \ud842\udfb7 李")).toBeUndefined();
  expect(problems('[{"endUserId":"li_na","email":"li@a.co","realNickName":"李\\ud842"}]', { file: "people.json" })).toEqual([
    expect.stringMatching(/^people\.json:1:56 li_na: realNickName holds half a character \(U\+D842\)/),
  ]);
});

test("damaged text", () => {
  expect(inspectText("M\ufffdller")).toContain("replacement character U+FFFD");
});

test.each<[string, readonly RegExp[]]>([
  ["li_na", []],
  ["李娜", []],
  ["иван", []],
  [" li_na", [/spaces around it/]],
  ["li_na\u00a0", [/invisible character \(U\+00A0\) after 5 characters/]],
  ["\ufeffli_na", [/invisible character \(U\+FEFF\) after 0 characters/]],
  [" li_na\u200b", [/spaces around it/, /U\+200B/]],
  ["li\nna", [/invisible character \(U\+000A\) after 2 characters/]],
  ["li\tna", [/invisible character \(U\+0009\) after 2 characters/]],
  ["ｌｉ_na１", [/full-width characters \(ｌｉ１\)\. Write "li_na1"/]],
  ["王伟（外包）", []],
  ["山田（営業）", []],
  ["김（A）", []],
  ["王伟（Ａ）", [/full-width characters \(Ａ\)/]],
  ["王伟＿１", [/full-width characters \(＿１\)\. Write "王伟_1"/]],
  ["li（na）", [/full-width characters \(（）\)\. Write "li\(na\)"/]],
  ["аlice", [/mixes Latin letters with look-alikes of another script \(U\+0430 for a\)/]],
  ["葛\u{e0100}城", [/invisible character \(U\+E0100\) after 1 character/]],
  ["ΒeΒe1ρ", [/U\+03C1 for p/]],
])("key %j", (key, expected) => {
  const found = inspectKey(key);
  expected.forEach((message, index) => expect(found[index]).toMatch(message));
  expect(found).toHaveLength(expected.length);
});

test.each([
  ["⽅伟", "方伟", "U+2F45"],
  ["⻩河", "黄河", "U+2EE9"],
  ["⺠⻢", "民马", "U+2EA0, U+2EE2"],
  ["Soﬁa", "Sofia", "U+FB01"],
])("%s only looks like %s", (written, meant, codes) => {
  const said = `is "${written}", in which signs that only look like letters (${codes}) stand for them, as in text out of a PDF file. Write "${meant}"`;
  const csv = (key: string, name: string): string => `username,displayName,primaryOrganizationalUnitId\n${key},${name},ou\n`;
  const roster = (key: string): string => `userName,userEmail\n${key},a@x.co\n`;
  expect(problems(csv("li", written), { directory: "eiam" })).toEqual([
    `people.csv:2:2 li: displayName ${said}. If the name is really that, write text:${written}.`,
  ]);
  expect(problems(roster(written), { directory: "workspace" })).toEqual([
    `people.csv:2:1 ${written}: userName ${said}; if it is really that, write '${written}.`,
  ]);
  expect(parse(csv("li", `text:${written}`), { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(written);
  expect(parse(roster(`'${written}`), { directory: "workspace" }).rows.map(({ key }) => key)).toEqual([written]);
  expect(parse(csv("li", meant), { directory: "eiam" }).rows).toHaveLength(1);
});

test("what cannot be seen is written out, and long texts are cut", () => {
  expect(visible("a\u200bb\n")).toBe("a<U+200B>b<U+000A>");
  expect([...visible("x".repeat(100))]).toHaveLength(40);
});

test("in a roster every such key and cell has its place and remedy", () => {
  expect(problems("endUserId,email,realNickName\nаlice,a@b.co,\nbob１,b@b.co,\n eve,e@b.co,\ndan,d@b.co,D\u200ban\n")).toEqual([
    expect.stringMatching(/^people\.csv:2:1 аlice: endUserId mixes Latin letters.*U\+0430 for a.*Latin keyboard/),
    'people.csv:3:1 bob１: endUserId holds full-width characters (１). Write "bob1".',
    "people.csv:4:1 eve: endUserId has spaces around it. Delete them.",
    "people.csv:5:3 dan: realNickName holds an invisible character (U+200B) after 1 character. Delete it.",
  ]);
});

test("full-width characters in ids and addresses, one or a list of them, but not in names and notes", () => {
  expect(
    problems(
      "endUserId,email,groupIdList,autoLockTime,isLocalAdmin,realNickName,remark\neve,e@ｂ.co,ug-a；ug-１,２０２７-01-31 00:00:00,是,Ｅｖｅ（三）,３楼\n",
    ),
  ).toEqual([
    'people.csv:2:2 eve: email holds full-width characters (ｂ). Write "e@b.co".',
    'people.csv:2:3 eve: groupIdList holds full-width characters (１). Write "ug-1".',
  ]);
});

test("keys that are equal, or equal but for case or width", () => {
  expect(problems("userName\nli\nLi\nli\nｌｉ\n", { directory: "workspace" })).toEqual([
    'people.csv:3:1 Li: userName differs from "li" (people.csv:2:1) only in case or character width. Keep one, or tell them apart clearly.',
    "people.csv:4:1 li: userName is already declared at people.csv:2:1. Keep one of the two.",
    'people.csv:5:1 ｌｉ: userName holds full-width characters (ｌｉ). Write "li".',
    'people.csv:5:1 ｌｉ: userName differs from "li" (people.csv:2:1) only in case or character width. Keep one, or tell them apart clearly.',
  ]);
});

test("spaces around other values do not count", () => {
  expect(parse("endUserId,email\nli_na,  li@x.com \n").rows[0]?.fields["email"]).toBe("li@x.com");
});
