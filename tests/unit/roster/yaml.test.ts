import { parse, problems } from "./fixture";

const yaml = { file: "people.yaml" } as const;

test("a list, or users and a list; comments, flow style and JSON", () => {
  const expected = [{ endUserId: "li_na", email: "li@x.com", groupIdList: ["a", "b"], isLocalAdmin: false }];
  const texts = [
    "# staff\n- endUserId: li_na\n  email: li@x.com\n  groupIdList:\n    - a\n    - b\n  isLocalAdmin: no\n",
    "users:\n  - { endUserId: li_na, email: li@x.com, groupIdList: [a, b], isLocalAdmin: False }\n",
    '{"users":[{"endUserId":"li_na","email":"li@x.com","groupIdList":["a","b"],"isLocalAdmin":false}]}',
    "- endUserId: li_na\n  email: li@x.com\n  groupIdList: a; b\n  isLocalAdmin: no\n",
  ];
  for (const text of texts) expect(parse(text, yaml).rows.map(({ fields }) => fields)).toEqual(expected);
});

test("plain scalars mean what they say: no octal, no dates, no surprise booleans", () => {
  const text =
    "- endUserId: 007\n  email: a@b.co\n  orgId: no\n  remark: 1e3\n  autoLockTime: 2027-01-31 00:00:00\n  phone: 013800138000\n";
  expect(parse(text, yaml).rows[0]?.fields).toEqual({
    endUserId: "007",
    email: "a@b.co",
    orgId: "no",
    remark: "1e3",
    autoLockTime: "2027-01-31 00:00:00",
    phone: "13800138000",
  });
});

test("nothing, null and ~ declare nothing; empty text and an empty list clear", () => {
  const text =
    '- endUserId: li_na\n  email: a@b.co\n  orgId:\n  ownerType: ~\n  phone: null\n  remark: ""\n  groupIdList: []\n  realNickName: "null"\n';
  expect(parse(text, yaml).rows[0]?.fields).toEqual({
    endUserId: "li_na",
    email: "a@b.co",
    remark: "",
    groupIdList: [],
    realNickName: "null",
  });
});

test("aliases repeat values; the nearest anchor above counts", () => {
  const text =
    "- endUserId: aaa\n  email: &e a@b.co\n- endUserId: bbb\n  email: *e\n- endUserId: ccc\n  email: &e c@d.co\n- endUserId: ddd\n  email: *e\n";
  expect(parse(text, yaml).rows.map(({ fields }) => fields["email"])).toEqual(["a@b.co", "a@b.co", "c@d.co", "c@d.co"]);
});

test("maps for fields with parts, and for names with values", () => {
  const text =
    "- username: li_na\n  primaryOrganizationalUnitId: ou\n  customFields: { age: 30, desk: A1 }\n" +
    "  passwordInitializationConfig:\n    PasswordForcedUpdateStatus: enabled\n    userNotificationChannels: [sms]\n" +
    "- username: bob\n  primaryOrganizationalUnitId: ou\n  customFields:\n    - fieldName: age\n      fieldValue: 31\n";
  expect(parse(text, { ...yaml, directory: "eiam" }).rows.map(({ fields }) => fields)).toEqual([
    {
      username: "li_na",
      primaryOrganizationalUnitId: "ou",
      customFields: [
        { fieldName: "age", fieldValue: "30" },
        { fieldName: "desk", fieldValue: "A1" },
      ],
      passwordInitializationConfig: { passwordForcedUpdateStatus: "enabled", userNotificationChannels: ["sms"] },
    },
    { username: "bob", primaryOrganizationalUnitId: "ou", customFields: [{ fieldName: "age", fieldValue: "31" }] },
  ]);
});

test.each([
  ["a map of something else", "endUserId: li_na\nemail: a@b.co\n", [/^people\.yaml:1:1 is neither a list of people nor/]],
  ["a scalar", "li_na\n", [/^people\.yaml:1:1 is neither a list/]],
  ["users that is no list", "users: li_na\n", [/^people\.yaml:1:1 is neither a list/]],
  ["a person that is text", "- endUserId: li_na\n  email: a@b.co\n- bob\n", [/^people\.yaml:3:3 is not a person/]],
  ["a repeated key", "- endUserId: li_na\n  email: a@b.co\n  email: c@d.co\n", [/^people\.yaml:3:3 repeats the key of line 2, column 3/]],
  [
    "a merge key",
    "- &a\n  endUserId: li_na\n  email: a@b.co\n- <<: *a\n  endUserId: bob\n  email: b@c.co\n",
    [/^people\.yaml:4:3 is a merge key.*defaults/],
  ],
  ["a key that is a list", "- ? [a]\n  : b\n  endUserId: li_na\n  email: a@b.co\n", [/^people\.yaml:1:5 is a key that is not plain text/]],
  ["two documents", "- endUserId: li_na\n  email: a@b.co\n---\n- endUserId: bob\n", [/^people\.yaml:3:1 begins a second document/]],
  [
    "a tag that makes no text",
    "- endUserId: li_na\n  email: a@b.co\n  remark: !!binary aGVsbG8=\n",
    [/^people\.yaml:3:20 has a tag that makes it something other than text/],
  ],
  ["bad indentation", "- endUserId: li_na\n   email: a@b.co\n", [/^people\.yaml:1:14 is not YAML \([A-Z_]+\)/]],
  [
    "an alias to nothing",
    "- endUserId: li_na\n  email: a@b.co\n  remark: *nobody\n",
    [/^people\.yaml:3:11 is an alias of an anchor that is nowhere above it/],
  ],
  [
    "a list where one value belongs",
    "- endUserId: li_na\n  email: [a@b.co]\n",
    [/^people\.yaml:2:10 li_na: email is a list, but the field takes one value/],
  ],
  [
    "a map where a list belongs",
    "- endUserId: li_na\n  email: a@b.co\n  groupIdList: {a: b}\n",
    [/^people\.yaml:3:16 li_na: groupIdList is a map, but the field takes a list/],
  ],
  [
    "an unknown field",
    "- endUserId: li_na\n  emial: a@b.co\n  phone: 13800138000\n",
    [/^people\.yaml:2:3 "emial" is not a field of eds users\. Did you mean email\?/],
  ],
  ["nobody", "users: []\n", [/declares nobody/]],
  ["nobody but a comment", "# later\n", [/declares nobody/]],
])("%s", (_name, text, expected) => {
  const found = problems(text, yaml);
  expected.forEach((message, index) => expect(found[index]).toMatch(message));
  expect(found).toHaveLength(expected.length);
});

test("syntax errors quote no source: a password may stand there", () => {
  for (const text of [
    "- password: hunter2hunter2: x\n",
    '- password: "hunter2\n',
    "- password: hunter2\n\temail: hunter2\n",
    "- password: [hunter2\n",
  ]) {
    expect(problems(text, yaml).join("\n")).not.toContain("hunter2");
  }
});

test("hostile nesting and aliases end in a refusal", () => {
  expect(problems("[".repeat(20_000), yaml).join("\n")).toMatch(/nested too deeply|is not YAML/);
  const bomb = `- &a [${"x,".repeat(100)}x]\n${"bcdefgh"
    .split("")
    .map((name, index) => `- &${name} [${`*${"abcdefgh"[index] ?? "a"},`.repeat(100)}x]`)
    .join("\n")}\n- endUserId: li_na\n  groupIdList: *h\n`;
  expect(problems(bomb, yaml).join("\n")).toMatch(/nested too deeply for a field/);
  const times = (text: string): string => `[${Array.from({ length: 200 }, () => text).join(",")}]`;
  const wide = `- endUserId: li_na\n  email: &a ${times("x")}\n  remark: &b ${times("*a")}\n  groupIdList: ${times("*b")}\n`;
  expect(problems(wide, yaml).join("\n")).toMatch(/is value number \d+\. Repeat less by aliases/);
});

test.each([
  ["- endUserId: ann\n  email: a@x.co\n#- endUserId: tom_reed\n#  email: tom@x.co\n", "3-4"],
  ["users:\n  - { endUserId: ann, email: a@x.co }\n  # - { endUserId: tom_reed, email: tom@x.co }\n", "3"],
  ["# -   账号: tom_reed\n#     邮箱: tom@x.co\n\n- endUserId: ann\n  email: a@x.co\n", "1-2"],
  ['- endUserId: ann\n  email: a@x.co\n# - \n#   "email": tom@x.co\n#   endUserId: tom_reed\n', "4-5"],
])("a person who became a comment is named: %j", (text, lines) => {
  const { rows, warnings } = parse(text, yaml);
  expect(rows.map(({ key }) => key)).toEqual(["ann"]);
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`^people\\.yaml:${lines} begins? with # and declares? nobody`))]);
});

test("prose, one field left out and a # inside a value are no people who became comments", () => {
  const text = [
    "# Staff: the pier. Ask Eva about changes.",
    "# - a dash alone is prose, note: too",
    "- endUserId: ann # - endUserId: bob",
    "  email: a@x.co",
    "  # phone: 13800138000",
    '  remark: "a # - endUserId: tom"',
    "- endUserId: kim",
    "  email: k@x.co",
    "  remark: |",
    "    #- endUserId: tom",
  ].join("\n");
  const { rows, warnings } = parse(text, yaml);
  expect(rows.map(({ fields }) => fields["remark"])).toEqual(["a # - endUserId: tom", expect.stringContaining("#- endUserId: tom")]);
  expect(warnings).toEqual([]);
});

test("an error word that YAML takes for a comment is refused at its place", () => {
  const text = "- endUserId: ann\n  email: a@x.co\n  realNickName: #N/A\n- endUserId: #REF!\n  email: b@x.co\n";
  expect(problems(text, yaml)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^people\.yaml:3:17 is #N\/A, an error word of a spreadsheet, which YAML takes for a comment/),
      expect.stringMatching(/^people\.yaml:4:14 is #REF!/),
    ]),
  );
});

test.each(["!env LI_PW", "!vault |\n    6231", "!secret x", "!!set { a, b }", "!include p.txt", "!!null x", "!list [a]"])(
  "the tag of %j makes something else of the value, so that it is refused and not taken as written",
  (value) => {
    const text = `- endUserId: ann\n  email: a@x.co\n  password: ${value}\n`;
    expect(problems(text, yaml)[0]).toMatch(/^people\.yaml:3:\d+ has a tag that makes it something other than text/);
    expect(problems(text, yaml).join()).not.toMatch(/LI_PW|6231/);
  },
);

test("tags of YAML's own types leave a text as it stands; a person with a tag is refused", () => {
  const typed = "- endUserId: !!int 007\n  email: !!str a@x.co\n  remark: ! 'x'\n  groupIdList: !!seq [!!str g1]\n";
  expect(parse(typed, yaml).rows[0]?.fields).toEqual({ endUserId: "007", email: "a@x.co", remark: "x", groupIdList: ["g1"] });
  expect(problems("- !left\n  endUserId: ann\n  email: a@x.co\n", yaml)[0]).toMatch(/^people\.yaml:\d:\d+ has a tag/);
});

test("who is declared twice by an alias is told where the alias stands", () => {
  expect(problems("- &a\n  endUserId: ann\n  email: a@x.co\n- *a\n", yaml)).toEqual([
    "people.yaml:4:3 ann: endUserId is already declared at people.yaml:2:14. Keep one of the two.",
  ]);
});

test("one slip is told once, in the words of the file's language", () => {
  expect(problems('[{"endUserId":"ann"}\n{"endUserId":"bob"}]\n', { file: "p.json" })).toEqual([
    "p.json:2:1 is not JSON (MISSING_CHAR). Check brackets, quotes and commas here.",
  ]);
});
