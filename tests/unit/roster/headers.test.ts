import { columnNames, resolveColumn } from "../../../sdk/lib/roster/columns/headers";
import { directories, parse, problems } from "./fixture";

const { eds, eiam, workspace } = directories;
if (eds === undefined || eiam === undefined || workspace === undefined) throw new Error("incomplete fixture");

test.each([
  ["endUserId", eds, "endUserId"],
  ["EndUserId", eds, "endUserId"],
  ["end_user_id", eds, "endUserId"],
  ["End User ID", eds, "endUserId"],
  ["ＥｎｄＵｓｅｒＩｄ", eds, "endUserId"],
  ["用户名", eds, "endUserId"],
  ["用户名", eiam, "username"],
  ["key", workspace, "userName"],
  ["user_name", workspace, "userName"],
  ["e-mail", eds, "email"],
  ["邮箱", workspace, "userEmail"],
  ["手机号", eds, "phone"],
  ["phone", eiam, "phoneNumber"],
  ["姓名", eds, "realNickName"],
  ["groups", workspace, "groupIds"],
  ["organization", eiam, "primaryOrganizationalUnitId"],
])("column %s", (name, directory, field) => {
  expect(resolveColumn(name, directory.kinds.User)).toEqual({ field });
});

test.each(["__proto__", "constructor", "toString", "", ".", "endUserId.x", "users"])("%j is no column", (name) => {
  expect(resolveColumn(name, eds.kinds.User)).toBeUndefined();
});

test("the columns of a directory", () => {
  expect(columnNames(eiam.kinds.User)).toContain("passwordInitializationConfig.passwordForcedUpdateStatus");
  expect(columnNames(eds.kinds.User)).toContain("endUserId");
});

test("unknown, repeated and damaged columns, each once however many people there are", () => {
  expect(problems("endUserId,email,emial,Email,__proto__,or\u200bgId\naaa,a@b.co,,,,\nbbb,b@b.co,,,x,\nccc,c@b.co,,,y,\n")).toEqual([
    'people.csv:1:3 "emial" is not a field of eds users. Did you mean email?',
    'people.csv:1:4 repeats the column "Email" of people.csv:1:2. Keep one.',
    expect.stringMatching(/^people\.csv:1:5 "__proto__" is not a field of eds users\. /),
    'people.csv:1:6 column "or<U+200B>gId" holds an invisible character (U+200B) after 2 characters. Delete it.',
  ]);
});

test("a column without a name may only be empty", () => {
  expect(parse("endUserId,email,,\naaa,a@b.co,,\n").rows).toHaveLength(1);
  expect(problems("endUserId,email,\naaa,a@b.co,x\n")).toEqual([
    "people.csv:1:3 has no column name, but cells below it are filled. Name the column.",
  ]);
});

test("columns that begin with x- are for people", () => {
  expect(parse("endUserId,email,x-desk\naaa,a@b.co,B12\n").rows[0]?.fields).toEqual({ endUserId: "aaa", email: "a@b.co" });
});

test("a missing required column is told once", () => {
  expect(problems("email\na@b.co\nb@c.co\n")).toEqual([
    "people.csv:1 has no column endUserId, which eds users need (EDS CreateUsers, Users.EndUserId). Add it.",
  ]);
  expect(problems("username\nli\nbob\n", { directory: "eiam" })).toEqual([
    "people.csv:1 has no column primaryOrganizationalUnitId, which eiam users need (test page). Add it, or give it in defaults.",
  ]);
});

test("two columns for one field may not both be filled", () => {
  const csv = "userName,email,userEmail\nli,a@b.co,\nbob,,b@b.co\n";
  expect(parse(csv, { directory: "workspace" }).rows.map(({ fields }) => fields["userEmail"])).toEqual(["a@b.co", "b@b.co"]);
  expect(problems(`${csv}eve,e@b.co,e@c.co\n`, { directory: "workspace" })).toEqual([
    "people.csv:4:3 eve: userEmail is given already at people.csv:4:2. Keep one of the two.",
  ]);
});

test("a Chinese header", () => {
  expect(parse("用户名,姓名,邮箱,手机号,组,本地管理员\nli_na,李娜,li@x.com,138 0013 8000,ug-a、ug-b,是\n").rows[0]?.fields).toEqual({
    endUserId: "li_na",
    realNickName: "李娜",
    email: "li@x.com",
    phone: "13800138000",
    groupIdList: ["ug-a", "ug-b"],
    isLocalAdmin: true,
  });
});
