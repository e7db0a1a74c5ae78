import { parse, problems } from "./fixture";

const yaml = { file: "people.yaml" } as const;

test.each([
  ["a name", "{ endUserId: li_na, email: a@b.co, realNickName: Li, Na }", "Na }"],
  ["a note", "{ endUserId: li_na, email: a@b.co, remark: desk 4, floor 2 }", "floor"],
  ["a group", "{ endUserId: li_na, email: a@b.co, groupIdList: ug-a, ug-b }", "ug-b"],
  ["a text in quotes", '{ endUserId: li_na, email: a@b.co, realNickName: "Li", "Na" }', '"Na"'],
])("%s that a comma cuts in two is not shortened in silence", (_, person, rest) => {
  const column = `- ${person}`.indexOf(rest) + 1;
  expect(problems(`- ${person}\n`, yaml)).toEqual([
    `people.yaml:1:${column} has no value. Between braces a comma begins another field: quote the value that the comma belongs to, or write several in brackets.`,
  ]);
});

test("a field without a value before its comma declares nothing, as elsewhere", () => {
  const text = "- { endUserId: li_na, email: a@b.co, remark: , realNickName:, }\n";
  expect(parse(text, yaml).rows.map(({ fields }) => fields)).toEqual([{ endUserId: "li_na", email: "a@b.co" }]);
  expect(parse(text, yaml).warnings).toEqual([]);
});

test("a comment that may be the end of a value is named, and not shown", () => {
  const text =
    "- endUserId: li_na #x\n  email: a@b.co # home\n  realNickName: Li #2\n  password: env:PW\n  remark: a#b\n  orgId: org #{7}\n";
  expect(parse(text, { ...yaml, env: { PW: "Long-Enough-1" } }).warnings).toEqual([
    "people.yaml:1:20, people.yaml:3:20, people.yaml:6:14: what follows # counts as a comment and not as a part of the value. Quote a value with # in it; begin a comment with # and a space.",
  ]);
});

test.each([
  ["|", "- endUserId: bob\n      email: b@b.co"],
  [">", "  - { endUserId: bob, email: b@b.co }"],
  ["|-", '- "endUserId": bob'],
])("a person inside a text after %s is named", (mark, person) => {
  const text = `- endUserId: li_na\n  email: a@b.co\n  remark: ${mark}\n    desk 4\n    ${person}\n- endUserId: tom\n  email: t@b.co\n`;
  expect(parse(text, yaml).warnings).toEqual([
    "people.yaml:3:11: a text over several lines holds what reads like a person, who is not declared. Move whom you mean out of the text, to the dashes of the others.",
  ]);
});

test.each([
  ["people.yaml", "users: [\n  { endUserId: li_na, email: a@b.co },\n  # { endUserId: tom, email: t@b.co },\n]\n"],
  ["people.json", '[\n{"endUserId":"li_na","email":"a@b.co"},\n# {"endUserId":"tom","email":"t@b.co"},\n]\n'],
  ["people.json", '[\n{"endUserId":"li_na","email":"a@b.co"},\n#{"endUserId":"tom",\n# "email":"t@b.co"}\n]\n'],
])("a person between braces who became a comment in %s is named", (file, text) => {
  expect(parse(text, { file }).warnings).toEqual([
    expect.stringMatching(/^people\.\w+:3.* # and declares? nobody|^people\.\w+:3.* begin with # and declare nobody/),
  ]);
});

test.each([
  ["[ug-a, ~]", 3, 23],
  ["[null]", 3, 17],
  ["\n    - ug-a\n    - # ug-b\n    - ug-c", 5, 7],
  ["\n    -", 4, 6],
])("an item of nothing in groupIdList: %j neither shortens nor clears the list", (list, line, column) => {
  expect(problems(`- endUserId: li_na\n  email: a@b.co\n  groupIdList: ${list}\n`, yaml)).toEqual([
    `people.yaml:${line}:${column} is an item of a list with nothing in it. Write the value, or delete the item; [] alone clears a list.`,
  ]);
});

test.each(["- tom", "-endUserId:tom", "- endUserId:tom", "email:a@b.co", "remark:night"])(
  "the line %s is not taken into the text above",
  (line) => {
    expect(problems(`- endUserId: li_na\n  phone: 13800138000\n  realNickName: Li\n    ${line}\n`, yaml)).toEqual([
      expect.stringMatching(/^people\.yaml:3:17 goes on in a line below that begins with a dash or a field's name/),
    ]);
  },
);

test("a text may go on below", () => {
  const text = "- endUserId: li_na\n  email: a@b.co\n  remark: see\n    https://pier.example\n    -5 degrees, desk:4\n";
  expect(parse(text, yaml).rows[0]?.fields["remark"]).toBe("see https://pier.example -5 degrees, desk:4");
});

test("a list in a note is a note", () => {
  const text = "- endUserId: li_na\n  email: a@b.co\n  remark: |\n    - desk: 4\n    - floor 2\n";
  expect(parse(text, yaml).warnings).toEqual([]);
});
