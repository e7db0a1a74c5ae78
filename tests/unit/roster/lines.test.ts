import { parse, problems } from "./fixture";

const HEADER = "endUserId,realNickName,email";
const eva = "eva_kos,Eva Kos,eva@pier.example";

/** Names by key of a roster that can be used. */
function names(text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(parse(text).rows.map(({ key, fields }) => [key, fields["realNickName"]]));
}

test.each(["#N/A", "#REF!", "#NAME?", "#BEZUG!", "#ССЫЛКА!", "#¡REF!", "########", "#溢出!"])(
  "a key that became %s is refused by line",
  (word) => {
    expect(problems(`${HEADER}\n${eva}\n${word},Tom,tom@pier.example\n`)).toEqual([
      expect.stringMatching(/^people\.csv:3:1 begins with .*error word.*delete the line/),
    ]);
  },
);

test.each(["#N/A", "＃Ｎ／Ａ", "#WERT!", "#VALEUR!", "#Н/Д", "Err:502", "#SPILL!", "########", "=VLOOKUP(A2;B:C;2)"])(
  "%s is refused as a name, in CSV and YAML",
  (word) => {
    const quoted = `"${word}"`;
    expect(problems(`${HEADER}\ntom_reed,${quoted},t@pier.example\n`)[0]).toMatch(/^people\.csv:2:2 tom_reed: realNickName /);
    expect(problems(`- endUserId: tom_reed\n  email: t@pier.example\n  realNickName: ${quoted}\n`, { file: "p.yaml" })[0]).toMatch(
      /^p\.yaml:3:17 tom_reed: realNickName /,
    );
  },
);

test.each(["#1 Plumbing", "#ops", "#na", "- see list -", "=)", "N/A", "无"])("a note may be %j", (note) => {
  expect(parse(`endUserId,email,remark\ntom_reed,t@x.co,${note}\n`).rows[0]?.fields["remark"]).toBe(note);
});

test.each([
  "NULL",
  "null",
  "None",
  "NaN",
  "undefined",
  "\\N",
  "<null>",
  "(null)",
  "N/A",
  "-",
  "--",
  "<NA>",
  "[object Object]",
  "无",
  "空",
  "空白",
  "(空白)",
  "(leer)",
  "(en blanco)",
  "(пусто)",
])("%s is no name, unless it is marked as one", (word) => {
  expect(problems(`${HEADER}\ntom_reed,${word},t@x.co\n`)).toEqual([expect.stringContaining(`write text:${word}`)]);
  expect(names(`${HEADER}\ntom_reed,text:${word},t@x.co\n`)).toEqual({ tom_reed: word });
  expect(problems(`${HEADER}\n${word},Tom,t@x.co\n`).join()).toMatch(/people\.csv:2:1 .*endUserId/);
});

test("people whose name holds such a word", () => {
  expect(names(`${HEADER}\na_null,Eva Null,a@x.co\nnanette,Nan,b@x.co\n`)).toEqual({ a_null: "Eva Null", nanette: "Nan" });
});

test.each(["Null", "Nil"])("somebody called %s is taken, with a warning that the mark silences", (name) => {
  const { rows, warnings } = parse(`${HEADER}\nchris,${name},c@x.co\n`);
  expect(rows[0]?.fields).toMatchObject({ realNickName: name });
  expect(warnings).toEqual([expect.stringMatching(/^A name is taken as written at people\.csv:2:2, although programs write that word/)]);
  expect(parse(`${HEADER}\nchris,text:${name},c@x.co\n`).warnings).toEqual([]);
  expect(problems(`${HEADER}\n${name},Chris,c@x.co\n`)).not.toEqual([]);
});

test("a line that could be a person is named although it counts as a comment; prose is not", () => {
  const { warnings, rows } = parse(
    `# Staff of the pier, written by Eva\n${HEADER}\n#tom_reed,Tom,tom@pier.example\n# ann,Ann,\n${eva}\n# the end\n#bob,Bob\n`,
  );
  expect(rows.map(({ key }) => key)).toEqual(["eva_kos"]);
  expect(warnings).toEqual([expect.stringMatching(/^people\.csv:3-4, 7 begin with # and declare nobody/)]);
});

test.each(["#endUserId,realNickName,email", "# 账号,姓名,邮箱", "#EndUserId,x-room,email"])("the header %s is a comment", (header) => {
  expect(problems(`${header}\n${eva}\n`)).toEqual([
    expect.stringMatching(/^people\.csv:1 begins with # and counts as a comment, but its cells name columns/),
  ]);
});

test.each([
  ["sep=;\n", ";"],
  ['\ufeff"sep=;"\r\n', ";"],
  ["SEP=|\n", "|"],
  ["sep=;,,\n", ","],
  ["", "，"],
])("a first line %j", (first, delimiter) => {
  const text = `${first}${HEADER}\n${eva}\n`.replace(/,(?!,?\n)/g, delimiter);
  expect(names(first === "sep=;,,\n" ? `${first}${HEADER}\n${eva}\n` : text)).toEqual({ eva_kos: "Eva Kos" });
});

test("empty cells too few or too many at the end", () => {
  expect(names(`${HEADER}\n${eva},,\n`)).toEqual({ eva_kos: "Eva Kos" });
  expect(names(`${HEADER},remark\n${eva}\n`)).toEqual({ eva_kos: "Eva Kos" });
  expect(names(`realNickName,email,endUserId\nEva,e@x.co,eva_kos,\nTom,t@x.co,tom_reed,\n`)).toEqual({ eva_kos: "Eva", tom_reed: "Tom" });
  expect(problems(`${HEADER},remark\ntom,Reed, Tom,t@x.co,note\n`)[0]).toMatch(/has 5 cells.*Quote a cell/);
  expect(problems(`${HEADER}\ntom;Tom;t@x.co\n`)[0]).toMatch(/Its cells are separated by ";"/);
  expect(problems(`${HEADER}\ntom，Tom，t@x.co\n`)[0]).toMatch(/Its cells are separated by "，"/);
  expect(problems(`${HEADER}\n“tom”,“Reed, Tom”,t@x.co\n`)[0]).toMatch(/quotes are typographic/);
});

test("forced text, edges that nobody sees, and a second file below the first", () => {
  const { rows, warnings } = parse(
    `${HEADER},phone\n="00123","=""Ann, Li""",\u00a0a@x.co\u200b,'13800138000\n\ufeff${HEADER},phone\nbob_b,'t Hooft,b@x.co,\u202d13900139000\u202c\n`,
  );
  expect(rows.map(({ fields }) => fields)).toEqual([
    { endUserId: "00123", realNickName: "Ann, Li", email: "a@x.co", phone: "13800138000" },
    { endUserId: "bob_b", realNickName: "'t Hooft", email: "b@x.co", phone: "13900139000" },
  ]);
  expect(warnings).toEqual(["people.csv:3 repeats the header and declares nobody."]);
});

test.each([
  ["endUserId（必填）,*email", "endUserId,email"],
  ["endUserId,email", "* End User ID,email [Required]"],
  ["EndUserId *,Email:", "endUserId（必填）,e-mail"],
])("a second file below the first brings a header that is dressed up otherwise: %s, %s", (first, second) => {
  const { rows, warnings } = parse(`${first}\nann_li,a@x.co\n${second}\nbob_b,b@x.co\n`);
  expect(rows.map(({ key }) => key)).toEqual(["ann_li", "bob_b"]);
  expect(warnings).toEqual(["people.csv:3 repeats the header and declares nobody."]);
});

test.each(['=""', '"="""""', "\u200e", "\u200b\ufeff", " \u00a0", "\u202d\u202c"])(
  "a cell %j, in which nobody sees anything, leaves its field alone",
  (cell) => {
    const row = (key: string): string => `${key},${Array(6).fill(cell).join(",")}`;
    const csv = `endUserId,realNickName,phone,groups,expires,password,remark,email\n${row("ann")},a@x.co\n${row(cell)},${cell}\n`;
    expect(parse(csv).rows.map(({ fields }) => fields)).toEqual([{ endUserId: "ann", email: "a@x.co" }]);
  },
);

test("a long run of spaces inside a cell stays there, and is read in a moment", () => {
  const remark = `a${" ".repeat(200_000)}b`;
  expect(parse(`endUserId,email,remark\nann,a@x.co, ${remark}\u200e\n`).rows[0]?.fields["remark"]).toBe(remark);
});

const NOTED = "endUserId,realNickName,email,remark";

test.each([
  "Vertretung:\nHans Müller, hans@pier.example",
  "Ann, ann@pier.example\nor Tom, tom@pier.example",
  "see a,b@pier.example;\nand c",
  "name,email\nli,li@pier.example\nwang,wang@pier.example\n",
])("a note that names addresses in its lines stays one: %j", (remark) => {
  const { rows } = parse(`${NOTED}\nann,Ann,a@x.co,"${remark}"\n${eva},\n`);
  expect(rows.map(({ fields }) => fields["remark"])).toEqual([remark.trim(), undefined]);
});

test.each([
  `tom,"Tom,t@x.co,\n${eva},\nann",ann@x.co,`,
  `tom,"Tom,t@x.co\nann",ann@x.co,`,
  `tom,Tom,t@x.co,"\n${eva}\nann,Ann,a@x.co,"`,
  `tom,Tom,"t@x.co,\n${eva}\nann,Ann,a@x.co",`,
])("people whom an open quote has swallowed are no note: %j", (row) => {
  expect(problems(`${NOTED}\n${row}\n`)[0]).toMatch(/^people\.csv:2 has a quoted cell over several lines/);
});

test("lines that are no people", () => {
  expect(problems(`${HEADER}\n${eva}\n合计,1,\n`)[0]).toMatch(/^people\.csv:3 is a line of totals/);
  expect(problems(`${HEADER}\ntom,"Tom,t@x.co\n${eva}\nann",ann@x.co\n`)[0]).toMatch(/^people\.csv:2 has a quoted cell over several lines/);
  expect(problems(`${HEADER}\n1.38E+10,Ann,a@x.co\n`)[0]).toMatch(/rounded number.*as text/);
});

test.each([
  ["员工名单 2027\n", 2],
  ["员工名单 2027,\n\n导出时间,2027-01-01\n", 4],
  ["sep=tab\n", 2],
  ["Staff list\nas of 1 January; internal\n", 3],
])("the header below %j is named with headerLine", (above, line) => {
  expect(problems(`${above}endUserId,email\nuser_a,a@x.example\n`)).toEqual([
    expect.stringContaining(`names no column, but line ${line} does. Say headerLine: ${line} if it is the header`),
  ]);
  const { rows } = parse(`${above}endUserId,email\nuser_a,a@x.example\n`, { headerLine: line });
  expect(rows.map(({ key }) => key)).toEqual(["user_a"]);
});

test.each(["\n\n", ",\n", ",,\n,,\n", "sep = ,\n", '"",""\n'])("%j above the header is nothing", (above) => {
  expect(parse(`${above}endUserId,email\nuser_a,a@x.example\n`).rows.map(({ key }) => key)).toEqual(["user_a"]);
});

test.each(["\u001a", "\u001a\r\n", "\r\n\u001a"])("what DOS writes behind the last line (%j) is no row", (end) => {
  expect(names(`${HEADER}\r\n${eva}\r\n${end}`)).toEqual({ eva_kos: "Eva Kos" });
  expect(problems(`${HEADER}\r\n${eva}\r\nbob\u001a,Bob,b@x.co`)[0]).toContain("U+001A");
});

test("files of YAML that were put together are one list", () => {
  const one = (key: string): string => `\ufeff- endUserId: ${key}\n  email: ${key}@x.co\n`;
  expect(parse(one("ann") + one("bob"), { file: "p.yaml" }).rows.map(({ key }) => key)).toEqual(["ann", "bob"]);
});
