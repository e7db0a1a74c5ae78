import { parse, problems } from "./fixture";

const CANARY = "Canary-9481-Pass";

test("env:NAME is looked up late, and the file holds no password", () => {
  const parsed = parse("endUserId,email,password\nli_na,li@x.com,env:LI_PASSWORD\n", { env: { LI_PASSWORD: CANARY } });
  expect(parsed.rows[0]?.fields["password"]).toBe(CANARY);
  expect(parsed.warnings).toEqual([]);
});

test.each([
  ["not set", "env:NOPE", {}, /people\.csv:2:3 li_na: password comes from the environment variable NOPE, which is not set\. Set it/],
  ["set to nothing", "env:NOPE", { NOPE: "" }, /NOPE, which is not set/],
  ["a name of JavaScript's own", "env:toString", {}, /toString, which is not set/],
  ["no name at all", "env:my password", {}, /what follows is not the name of a variable/],
  ["too weak", "env:WEAK", { WEAK: "hunter2" }, /password must be 10 to 256 characters/],
  ["invisible characters", "env:ODD", { ODD: `${CANARY}\u200b` }, /password holds an invisible character/],
])("a reference that is %s", (_name, cell, env, message) => {
  const found = problems(`endUserId,email,password\nli_na,li@x.com,${cell}\n`, { env });
  expect(found.join("\n")).toMatch(message);
  expect(found).toHaveLength(1);
  expect(found.join("\n")).not.toMatch(/hunter2|Canary/);
});

test("passwords in clear work, with one warning for all of them", () => {
  const people = Array.from({ length: 7 }, (_, index) => `user_${index},u${index}@x.com,${CANARY}`);
  expect(parse(["endUserId,email,password", ...people].join("\n")).warnings).toEqual([
    "7 passwords stand in clear at people.csv:2:3, people.csv:3:3, people.csv:4:3, people.csv:5:3, people.csv:6:3 and 2 more. " +
      "Write env:NAME in the cell and keep the password in the environment.",
  ]);
});

test("a password that Rollcall is to make is no password in clear, and nearly the same word is refused", () => {
  const parsed = parse("endUserId,email,password\nli_na,li@x.com,(generate)\n");
  expect([parsed.rows[0]?.fields["password"], parsed.warnings]).toEqual(["(generate)", []]);
  for (const cell of ["(Generate)", "generate", "（generate）"])
    expect(problems(`endUserId,email,password\nli_na,li@x.com,${cell}\n`).join("\n")).toMatch(
      /people\.csv:2:3 li_na: password .*"\(generate\)", exactly so/,
    );
});

test("no problem of any kind shows a password", () => {
  const cells = [`${CANARY} `, `x ${CANARY}`, `${CANARY}\u200b`, CANARY.slice(0, 9), `env:${CANARY}`];
  for (const cell of cells) {
    const found = problems(`endUserId,email,password\nli_na,,"${cell}"\nli_na,x,"${cell}"\n`);
    expect(found.join("\n")).not.toContain(CANARY.slice(0, 9).replace("env:", ""));
  }
  const yaml = problems(`- endUserId: li_na\n  email: x\n  password: [${CANARY}]\n`, { file: "p.yaml" });
  expect(yaml.join("\n")).toMatch(/password is a list/);
  expect(yaml.join("\n")).not.toContain(CANARY);
});

test.each([
  `li_na,li@x.com,${CANARY}\nann,ann@x.com,${CANARY}\n`,
  `li_na;138 0013 8001;${CANARY}\n`,
  `x-note,+86 10 6234 5678,${CANARY}\n`.replace("x-note", "li_na"),
])("a file without a header shows nothing of its first person", (text) => {
  const said =
    "names no column and seems to be a person: the line that names the columns is missing. Write it above, or say in headerLine which one it is.";
  expect(problems(text)).toEqual([`people.csv:1 ${said}`]);
  expect(problems(text, { columns: { account: "endUserId" } })).toEqual([`people.csv:1 ${said}`]);
  expect(problems(`Staff\n${text}`, { headerLine: 2 })).toEqual([`people.csv:2 ${said}`]);
});

test.each(["phone", "email", "isLocalAdmin", "expires", "ownerType"])("a password that stands in the column %s is not shown", (column) => {
  const other = column === "email" ? "phone,13800138000" : "email,li@x.com";
  const [contact = "", value = ""] = other.split(",");
  const header = `endUserId,${contact},${column},password`;
  for (const secret of [CANARY, "canary_9481_A", "Canary#-pass"]) {
    const found = problems(`${header}\nli_na,${value},${secret},\n`).join("\n");
    expect(found).toContain(`people.csv:2:3 li_na: ${column === "expires" ? "autoLockTime" : column}`);
    expect(found).toContain("(not shown, it may be a password)");
    expect(found).not.toContain(secret);
    expect(problems(`${header}\nli_na,${value},${secret},Other-9481-Pass\n`).join("\n")).toContain(JSON.stringify(secret));
  }
});

test("what is no password is shown where the password is missing", () => {
  const found = problems("endUserId,email,phone,expires,password\nLi_Na123,li@x,1381111,2027-02-30,\n").join("\n");
  for (const value of ["Li_Na123", "li@x", "1381111", "2027-02-30"]) expect(found).toContain(JSON.stringify(value));
});
