import { suggest } from "../../../provider/model/suggest";
import { headerName } from "../../../sdk/lib/roster/columns/headers";
import { parse, problems, refusal } from "./fixture";

test.each([
  ["*姓名", "姓名"],
  ["姓名＊", "姓名"],
  ["姓名（必填）", "姓名"],
  ["姓名\n(必填，不超过64个字)", "姓名"],
  ["【选填】邮箱：", "邮箱"],
  ["Email Address [Required]", "Email Address"],
  ["E-mail (required) *", "E-mail"],
  ["Status [READ ONLY]", "Status"],
  ['\ufeff"endUserId"', "endUserId"],
  ["Display\r\nName:", "Display Name"],
  ["手机号（公司）", "手机号（公司）"],
  ["end\u200bUserId", "end\u200bUserId"],
])("the column %j is called %s", (written, name) => {
  expect(headerName(written)).toBe(name);
});

test.each(["性别", "工号", "序号", "职位", "入职日期", "身份证号", "age", "sex", "name2go"])(
  "nothing is near to %s, and the remedy names columns and x-",
  (column) => {
    const [problem = ""] = problems(`endUserId,email,${column}\nli_na,li@x.example,1\n`);
    expect(problem).not.toContain("Did you mean");
    expect(problem).toContain(`{ "${column}": null } if it is not ours; a column whose name begins with x- is ignored as well.`);
  },
);

test.each([
  ["emial", "email"],
  ["显示姓名", "显示姓名吗"],
  ["手机好码", "手机号码"],
  ["ｅｍａｉ", "email"],
])("%s is near to %s", (name, candidate) => {
  expect(suggest(name, ["账号", "x", candidate])).toBe(candidate);
});

test("a column may stand for a field, an alias, a part or the directory, or be none of ours", () => {
  const csv = "Cloud,Login name,Mail,Sex,手机\neds,li_na,li@x.example,F,1\n";
  const columns = { cloud: "directory", "LOGIN NAME": "用户名", Mail: "email", Sex: null, 手机: null, "not there": null };
  expect(parse(csv, { columns, directory: undefined } as never).rows.map(({ directory, fields }) => [directory, fields])).toEqual([
    ["eds", { endUserId: "li_na", email: "li@x.example" }],
  ]);
});

test("a name as it stands goes before one that is equal but for case", () => {
  const columns = { Mail: "email", MAIL: null, mail: null };
  expect(parse("endUserId,Mail,x-MAIL\nli_na,li@x.example,other\n", { columns }).rows[0]?.fields["email"]).toBe("li@x.example");
});

test("two columns for one field: only one may be filled", () => {
  const columns = { Work: "email", Home: "email" };
  expect(parse("endUserId,Work,Home\nli_na,li@x.example,\ntom_reed,,tom@x.example\n", { columns }).rows).toHaveLength(2);
  expect(problems("endUserId,Work,Home\nli_na,li@x.example,li@y.example\n", { columns })).toEqual([
    "people.csv:2:3 li_na: email is given already at people.csv:2:2. Keep one of the two.",
  ]);
});

test("columns also name the keys of YAML", () => {
  expect(
    parse("- id: li_na\n  Mail: li@x.example\n  sex: f\n", { file: "p.yaml", columns: { id: "key", Mail: "email", sex: null } }).rows[0]
      ?.fields,
  ).toEqual({ endUserId: "li_na", email: "li@x.example" });
});

test("what columns cannot mean is refused", () => {
  const csv = "endUserId,E-mail Adress,suspended\nli_na,li@x.example,false\n";
  expect(refusal(() => parse(csv, { columns: { "Email Address": "email" } }))).toBe(
    'columns: "Email Address" is not a column of people.csv, whose header is line 1: endUserId, E-mail Adress, suspended. [ERR_ROSTER] Remedy: Did you mean "E-mail Adress"?',
  );
  expect(problems(csv, { columns: { "E-mail Adress": "emial", suspended: null } })).toEqual([
    'columns: "E-mail Adress" is given "emial", but "emial" is not a field of eds users. Did you mean email?',
  ]);
  expect(problems(csv, { columns: { "E-mail Adress": "email", suspended: "status" } })[0]).toContain(
    'columns: "suspended" says the opposite of status by its name',
  );
  expect(problems("userName,accountEnabled\nli,true\n", { directory: "workspace", columns: { accountEnabled: "disabled" } })[0]).toContain(
    '"accountEnabled" says the opposite of disabled',
  );
  expect(refusal(() => parse(csv, { columns: { "E-mail Adress": 1, suspended: null } as never }))).toContain(
    "names neither a field nor null",
  );
});

test.each([
  "Terminated",
  "hasLeft",
  "Archived",
  "is_deleted",
  "Frozen",
  "Gesperrt",
  "Désactivé",
  "Уволен",
  "封禁",
  "已注销",
  "是否離職",
  "퇴사",
])("true in a column %j turns nobody on, and false nobody off", (column) => {
  const csv = `endUserId,email,${column}\nli_na,li@x.example,true\n`;
  expect(problems(csv, { columns: { [column]: "status" } })).toEqual([expect.stringContaining("says the opposite of status")]);
});

test.each(["accountEnabled", "Is active", "Employment status", "在岗", "Locked state"])("a column %j may mean status", (column) => {
  const csv = `endUserId,email,${column}\nli_na,li@x.example,active\n`;
  expect(parse(csv, { columns: { [column]: "status" } }).rows[0]?.fields["status"]).toBe("enabled");
});

test.each(["启用", "正常", "Enabled", "ACTIVE", "true", "WAHR", "在职"])("status %s", (word) => {
  expect(parse(`endUserId,email,状态\nli_na,li@x.example,${word}\n`).rows[0]?.fields["status"]).toBe("enabled");
  expect(parse(`userName,status\nli,${word}\n`, { directory: "workspace" }).rows[0]?.fields["disabled"]).toBe(false);
});

test.each(["停用", "禁用", "Disabled", "suspended", "false", "FAUX", "离职"])("status %s", (word) => {
  expect(parse(`endUserId,email,状态\nli_na,li@x.example,${word}\n`).rows[0]?.fields["status"]).toBe("disabled");
  expect(parse(`userName,status\nli,${word}\n`, { directory: "workspace" }).rows[0]?.fields["disabled"]).toBe(true);
});

test.each(["1", "0", "试用", "STAGED", "是", "未激活"])("status %s is not guessed", (word) => {
  expect(problems(`endUserId,email,状态\nli_na,li@x.example,${word}\n`)).toEqual([
    expect.stringContaining(
      `people.csv:2:3 li_na: status "${word}" does not say whether the account is on. Write enabled or disabled. Understood too: `,
    ),
  ]);
});

test("headerLine of a CSV: lines above it are nobody, lines below keep their numbers", () => {
  const csv = '\ufeffStaff,,\r\n"a ""note""\r\nof two lines",,\r\nendUserId;email\r\nli_na;li@x.example\r\nBad;b@x.example\r\n';
  expect(problems(csv, { headerLine: 4 })).toEqual([expect.stringMatching(/^people\.csv:6:1 Bad: endUserId must/)]);
  expect(refusal(() => parse(csv, { headerLine: 9 }))).toContain("people.csv has nothing on line 9 or below");
  expect(refusal(() => parse("x\n\nendUserId,email\nli_na,li@x.example\n", { headerLine: 2 }))).toContain(
    "line 2 of people.csv names no columns: it is empty or a comment. [ERR_ROSTER] Remedy: Correct headerLine; the next line that is neither is line 3.",
  );
});
