import { type Shape, shapeOf, toType } from "../../../sdk/lib/roster/cell/cells";
import { directories, parse, problems } from "./fixture";

const text: Shape = { kind: "text" };
const list: Shape = { kind: "list", of: text };
const pairs: Shape = {
  kind: "list",
  of: {
    kind: "object",
    properties: new Map([
      ["fieldName", text],
      ["fieldValue", text],
    ]),
  },
};

test.each<[string, Shape, unknown]>([
  ["13800138000", text, "13800138000"],
  [" padded ", text, "padded"],
  ["(none)", text, ""],
  ["TRUE", { kind: "boolean" }, true],
  ["Yes", { kind: "boolean" }, true],
  ["是", { kind: "boolean" }, true],
  ["１", { kind: "boolean" }, true],
  ["no", { kind: "boolean" }, false],
  ["否", { kind: "boolean" }, false],
  ...["WAHR", "Vrai", "VERDADERO", "DOĞRU", "ИСТИНА"].map((word): [string, Shape, unknown] => [word, { kind: "boolean" }, true]),
  ...["FALSCH", "Faux", "FALSO", "YANLIŞ", "ЛОЖЬ", "Fałsz"].map((word): [string, Shape, unknown] => [word, { kind: "boolean" }, false]),
  ["perhaps", { kind: "boolean" }, "perhaps"],
  ["42", { kind: "number" }, 42],
  ["4x2", { kind: "number" }, "4x2"],
  ["a; b|c,d；e、f", list, ["a", "b", "c", "d", "e", "f"]],
  ["a;;a; ", list, ["a"]],
  ["a\nb\r\nc\n", list, ["a", "b", "c"]],
  ["(none)", list, []],
  [
    "age=30; desk = A=1 ",
    pairs,
    [
      { fieldName: "age", fieldValue: "30" },
      { fieldName: "desk", fieldValue: "A=1" },
    ],
  ],
  ["(none)", pairs, []],
  ["a=1; b=2", { kind: "record" }, { a: "1", b: "2" }],
  ["a=1, 2\nb=x=3", { kind: "record" }, { a: "1, 2", b: "x=3" }],
  ["(none)", { kind: "record" }, {}],
])("%j as %j", (raw, shape, value) => {
  expect(toType(raw, shape)).toEqual({ value });
});

test("a name of JavaScript's own is only a name", () => {
  const typed = toType("__proto__=polluted; constructor=x", { kind: "record" });
  expect(JSON.stringify(typed)).toBe('{"value":{"__proto__":"polluted","constructor":"x"}}');
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
});

test("what a shape cannot hold is said without the value", () => {
  expect(toType("(none)", { kind: "boolean" })).toEqual({ problem: expect.stringContaining("cannot be cleared") });
  expect(toType("hunter2", pairs)).toEqual({ problem: "is not a list of pairs. Write name=value; name=value." });
  expect(toType("desk=B12, badge=0042", pairs)).toEqual({ problem: expect.stringContaining("another pair in the value of desk") });
  expect(toType("desk=B12；badge=1，floor＝2", { kind: "record" })).toEqual({ problem: expect.stringContaining("in the value of badge") });
  expect(toType("desk=A; desk=B", { kind: "record" })).toEqual({ problem: "gives desk twice. Keep one of the two." });
  expect(toType('["a", "b"]', list)).toEqual({ problem: expect.stringContaining("in brackets") });
  expect(toType(new Map([["a", ["b"]]]), pairs)).toEqual({ problem: "holds something other than text." });
});

test.each([";", " ; ", ",,", "|", "、"])("the list %j, as a formula makes it of empty cells, clears nothing", (cell) => {
  expect(toType(cell, list)).toEqual({ problem: expect.stringContaining("write (none) to clear it") });
  const row = `endUserId,email,groups\nli_na,a@b.co,"${cell}"\n`;
  expect(problems(row)).toEqual([expect.stringMatching(/^people\.csv:2:3 li_na: groupIdList holds separators and nothing/)]);
});

test("shapes follow the schema of each field", () => {
  const shape = (directory: "eds" | "eiam" | "workspace", field: string): unknown => {
    const spec = directories[directory]?.kinds.User.fields[field];
    return spec === undefined ? undefined : shapeOf(spec).kind;
  };
  expect(shape("eds", "email")).toBe("text");
  expect(shape("eds", "passwordExpireDays")).toBe("text");
  expect(shape("eds", "isLocalAdmin")).toBe("boolean");
  expect(shape("eds", "groupIdList")).toBe("list");
  expect(shape("eiam", "passwordInitializationConfig")).toBe("object");
  expect(shape("workspace", "userInfoMap")).toBe("record");
  expect(shape("workspace", "quota")).toBe("number");
});

test("object fields by dotted columns", () => {
  const csv =
    "username,ou,passwordInitializationConfig.passwordForcedUpdateStatus,password_initialization_config.user_notification_channels\nli,o1,enabled,sms;email\n";
  expect(parse(csv.replace("ou", "primaryOrganizationalUnitId"), { directory: "eiam" }).rows[0]?.fields).toEqual({
    username: "li",
    primaryOrganizationalUnitId: "o1",
    passwordInitializationConfig: { passwordForcedUpdateStatus: "enabled", userNotificationChannels: ["sms", "email"] },
  });
});

test("object fields refuse a cell of their own and parts they do not have", () => {
  expect(problems("username,org,passwordInitializationConfig\nli,o1,enabled\n", { directory: "eiam" })).toEqual([
    "people.csv:2:3 li: passwordInitializationConfig has parts of its own. Give each a column: ….passwordForcedUpdateStatus, ….userNotificationChannels.",
  ]);
  expect(
    problems("- username: li\n  org: o1\n  passwordInitializationConfig: { forced: enabled }\n", { directory: "eiam", file: "p.yaml" }),
  ).toEqual([
    'p.yaml:3:33 li: passwordInitializationConfig has no part "forced". Its parts: passwordForcedUpdateStatus, userNotificationChannels.',
  ]);
});
