import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import { refusal } from "./fixture";

/** Drawn anew for every run; printed with a failure. */
const SEED = Date.now() % 1_000_000;

/** A generator of whole numbers below a bound (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Encodes what Node can only decode, by turning its tables round. */
function encoder(encoding: string): (text: string) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) learn(byte);
  if (!/windows|koi8|mac/.test(encoding))
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  return (text) => Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [0x3f]));
}

const NAMES: Readonly<Record<string, readonly [readonly string[], readonly string[], string]>> = {
  gb18030: [
    [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑谢宋唐许韩冯邓曹彭曾"],
    "伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 子涵 浩然 雨桐 欣怡 梓萱 祎 喆 文博".split(" "),
    "",
  ],
  big5: [
    [..."陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周葉蘇莊呂江何蕭羅高"],
    "大文 家豪 志明 淑芬 雅婷 怡君 俊傑 宗翰 美玲 建宏 佳穎 冠宇 詩涵 嘉欣 麗華".split(" "),
    "",
  ],
  "euc-kr": [[..."김이박최정강조윤장임한오서신권황안송"], "민준 서연 지훈 수빈 현우 지민 철수 영희 미경 성호 은지 태현".split(" "), ""],
  "euc-jp": [
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤".split(" "),
    "太郎 花子 健一 美咲 大輔 さくら 翔太 陽子 ひろし".split(" "),
    " ",
  ],
  shift_jis: [
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 ﾔﾏﾓﾄ 小林 加藤".split(" "),
    "太郎 花子 健一 ﾀﾛｳ 大輔 さくら 翔太 陽子 ヒロシ".split(" "),
    " ",
  ],
  "windows-1252": [
    "Müller José Pérez Núñez Sørensen Lefèvre Gonçalves Schäfer".split(" "),
    "Zoë René Jürgen Søren Inês Chloé François".split(" "),
    " ",
  ],
  macintosh: ["Müller José Pérez Núñez Lefèvre Gonçalves Schäfer".split(" "), "Zoë René Jürgen Inês Chloé François".split(" "), " "],
  "windows-1250": ["Novák Dvořák Wiśniewski Kovács Černý Łuczak".split(" "), "Jiří Łukasz Zoltán Věra Šárka".split(" "), " "],
  "windows-1251": ["Иванов Петров Смирнов Козлова Попов Соколова".split(" "), "Иван Анна Мария Олег Вера Пётр Юлия".split(" "), " "],
  "koi8-r": ["Иванов Петров Смирнов Козлова Попов Соколова".split(" "), "Иван Анна Мария Олег Вера Пётр Юлия".split(" "), " "],
};

function roster(encoding: string, size: number, pick: (below: number) => number): string {
  const [first, second, between] = NAMES[encoding] ?? [[], [], ""];
  const people = Array.from(
    { length: size },
    (_, index) => `user_${index},${first[pick(first.length)] ?? ""}${between}${second[pick(second.length)] ?? ""},u${index}@x.example`,
  );
  return `endUserId,realNickName,email\r\n${people.join("\r\n")}\r\n`;
}

test.each(Object.keys(NAMES).filter((name) => name !== "gb18030"))("rosters in %s are refused, never read with other names", (encoding) => {
  const encode = encoder(encoding);
  const pick = random(SEED);
  for (let run = 0; run < 60; run++) {
    const text = roster(encoding, 3 + pick(10), pick);
    let read = text;
    try {
      read = decodeRoster(encode(text), "people.csv").text;
    } catch (error) {
      expect(String(error)).toMatch(/people\.csv (is not UTF-8|can be read as|is written in two).*Remedy: Save /s);
    }
    if (read !== text) throw new Error(`seed ${SEED}: read as ${read}`);
  }
});

/** Korean as Windows writes it, by hand from its table: 믜 (92 DE) is no syllable of EUC-KR. */
const WINDOWS_KOREAN = Buffer.concat([
  Buffer.from("endUserId,realNickName\nkim_ms,"),
  encoder("euc-kr")("김민수\npark_jh,박지훈\nchoi_y,최윤서\nlee_m,이"),
  Buffer.of(0x92, 0xde, 0x0a),
]);

test("one rare Korean syllable does not make Chinese of everybody's name", () => {
  expect(refusal(() => decodeRoster(WINDOWS_KOREAN, "people.csv"))).toMatch(/It may be euc-kr \(박지훈, 최윤서, 이믜\)/);
  expect(decodeRoster(WINDOWS_KOREAN, "people.csv", "euc-kr").text).toBe(
    "endUserId,realNickName\nkim_ms,김민수\npark_jh,박지훈\nchoi_y,최윤서\nlee_m,이믜\n",
  );
  expect(refusal(() => decodeRoster(Buffer.of(0x61, 0x81), "people.csv", "euc-kr"))).toContain("is not valid euc-kr");
});

test("genuine GB18030 needs no option, however short", () => {
  const encode = encoder("gb18030");
  const pick = random(SEED);
  const refused: string[] = [];
  for (let run = 0; run < 200; run++) {
    const text = roster("gb18030", 2 + pick(8), pick);
    try {
      expect(decodeRoster(encode(text), "people.csv")).toEqual({ text, guessed: "GB18030" });
    } catch (error) {
      expect(String(error)).toMatch(/Remedy: .*name (the|its) encoding/);
      refused.push(`${text} ${String(error)}`);
    }
  }
  // Of two rare names one file in several thousand is likely in another encoding too.
  if (refused.length > 1) throw new Error(`seed ${SEED}: ${refused.join("\n")}`);
});

test.each([
  ["冯喆", "徐芳"],
  ["左芳彤", "牟璐"],
  ["武骏铜", "俞海"],
])("%s and %s, whose bytes make letters of UTF-8", (...names) => {
  const text = `endUserId,realNickName\r\n${names.map((name, at) => `user_${at},${name}`).join("\r\n")}\r\n`;
  expect(decodeRoster(encoder("gb18030")(text), "people.csv")).toEqual({ text, guessed: "GB18030" });
});

/** What happens to a file on its way, at one byte beyond ASCII. */
const DAMAGES: Readonly<Record<string, (bytes: Buffer, at: number, pick: (below: number) => number) => Buffer>> = {
  "a byte less": (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
  "a question mark": (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from("?"), bytes.subarray(at + 1)]),
  "another byte": (bytes, at, pick) => Buffer.concat([bytes.subarray(0, at), Buffer.of(0xc0 + pick(0x40)), bytes.subarray(at + 1)]),
  "a Latin-1 space": (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.of(0xa0), bytes.subarray(at)]),
};

test.each([
  ["gb18030", 3],
  ["big5", 3],
  ["euc-kr", 3],
  ["euc-jp", 3],
  ["windows-1252", 5],
  ["windows-1250", 5],
  ["windows-1251", 3],
] as const)("UTF-8 with names of %s that was damaged on the way is never read as Chinese", (names, fewest) => {
  const pick = random(SEED);
  for (const [damage, harm] of Object.entries(DAMAGES)) {
    for (let run = 0; run < 12; run++) {
      const bytes = Buffer.from(roster(names, fewest + pick(6), pick));
      const beyond = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) >= 0x80);
      const harmed = harm(bytes, beyond[pick(beyond.length)] ?? 0, pick);
      if (!harmed.toString("utf8").includes("\ufffd")) continue;
      let read: string | undefined;
      try {
        read = decodeRoster(harmed, "people.csv").text;
      } catch (error) {
        expect(String(error)).toMatch(/is UTF-8 with damaged characters|is not UTF-8|two encodings/);
      }
      if (read !== undefined) throw new Error(`seed ${SEED}, ${damage}: read as ${read}`);
    }
  }
});

test.each([
  ["Ян"],
  ["Ия"],
  ["Ñandú"],
  ["Łukasz"],
  ["Ő"],
  ["Nguyễn"],
  ["Lǐ Nà"],
  ["Jiří"],
  ["Ёлкин"],
  ["Ήρα"],
  ["לי"],
  ["نور"],
  ["Անի"],
  ["Åse"],
])("one person named %s in UTF-8", (name) => {
  for (const form of ["NFC", "NFD"]) {
    const text = `endUserId,realNickName\na_b,${name.normalize(form)}\n`;
    expect(decodeRoster(Buffer.from(text), "people.csv")).toEqual({ text });
  }
});

test.each(
  "20 °C|20°|§ 8|© 2024|Acme®|R&D · Berlin|3 m²|10 m³|±2|½ day|2½ days|¡Hola!|¿Sí?|«Chef»|£50|50 £|¥20|N.º 5|Mª|2º|5 µm|3×2".split("|"),
)("the one sign in a list in UTF-8 is no Chinese: %s", (sign) => {
  for (const people of ["a_b,Ann\n", `a_b,Ann\n${"a_c,Tom\n".repeat(40)}`]) {
    const text = `endUserId,realNickName,remark\nann,Ann,${sign}\n${people}`;
    expect(decodeRoster(Buffer.from(text), "people.csv")).toEqual({ text });
  }
});

test.each(["20楼", "B楼201", "3路", "陆", "陆 Wei", "卢", "鲁", "芦", "麓 1", "潞"])("what may be Chinese is asked for: %s", (text) => {
  const list = `endUserId,realNickName,remark\nann,Ann,${text}\n`;
  expect(refusal(() => decodeRoster(encoder("gb18030")(list), "people.csv"))).toMatch(/can be read as UTF-8.* and as GB18030/);
});

test.each([["李娜"], ["王芳"], ["张伟"], ["欧阳娜娜"], ["吴雨桐"], ["王祎喆"], ["陈昇"]])("one person named %s", (name) => {
  const text = `endUserId,realNickName\na_b,${name}\n`;
  expect(decodeRoster(encoder("gb18030")(text), "people.csv").text).toBe(text);
});

test("a refusal says what the file may be and shows names", () => {
  const text = "endUserId,realNickName,email\r\nchan_tm,陳大文,c@x.example\r\nlee_kk,李家康,l@x.example\r\n";
  expect(refusal(() => decodeRoster(encoder("big5")(text), "people.csv"))).toMatch(/It may be big5 \(.*陳大文, 李家康\).*encoding: "big5"/);
  expect(decodeRoster(encoder("big5")(text), "people.csv", "big5").text).toBe(text);
});

/** What Windows-1252 has where Latin-1 has control characters. */
const WINDOWS_ONLY: Readonly<Record<string, number>> = {
  "€": 0x80,
  "…": 0x85,
  Š: 0x8a,
  Œ: 0x8c,
  Ž: 0x8e,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "–": 0x96,
  "™": 0x99,
  š: 0x9a,
  œ: 0x9c,
  ž: 0x9e,
  Ÿ: 0x9f,
};

test.each(["windows-1252", "latin1", "iso-8859-1"])("a list as Western programs write it, read as %s", (label) => {
  const text = "endUserId,realNickName,remark\na_b,Séan O’Neil,“Été” – 5 €…\na_c,Šimon Žižek,Œuvre™\na_d,Loÿs Ÿvon,cœur š ž\n";
  const bytes = Uint8Array.from([...text].map((character) => WINDOWS_ONLY[character] ?? character.charCodeAt(0)));
  expect(decodeRoster(bytes, "people.csv", label).text).toBe(text);
  expect(refusal(() => decodeRoster(bytes, "people.csv"))).toContain("It may be windows-1252 (Šimon Žižek, Loÿs Ÿvon, cœur š ž)");
});

test.each([
  ["windows-1255", "שרה כהן", "יוסף לוי"],
  ["windows-1250", "Ştefan Pătraşcu", "Mădălina Ţepeş"],
  ["windows-1251", "Ольга Щукина", "Яна Рябова"],
  ["windows-1251", "Щукин", "Отдел №5, №6"],
])("the refusal of a list in %s names it", (encoding, ...names) => {
  const text = `endUserId,realNickName\n${names.map((name, index) => `user_${index},${name}\n`).join("")}`;
  expect(refusal(() => decodeRoster(encoder(encoding)(text), "people.csv"))).toContain(`It may be ${encoding} (${names[0] ?? ""}`);
});

test("pieces in UTF-8 inside GB18030 are named", () => {
  const bytes = Buffer.concat([
    encoder("gb18030")("endUserId,realNickName\na_b,李娜\na_c,王芳\na_d,张伟\na_e,刘洋\na_f,陈杰\n"),
    Buffer.from("a_g,吴雨桐\n"),
  ]);
  expect(refusal(() => decodeRoster(bytes, "people.csv"))).toMatch(/two encodings: the line with 吴雨桐 is UTF-8/);
});
