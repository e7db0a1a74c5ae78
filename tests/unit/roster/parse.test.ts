import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UNKNOWN } from "../../../provider/model/values";
import { directories, parse, problems, refusal } from "./fixture";
import { encodeGb18030 } from "./gb18030";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";

test("a row becomes a declaration with its place", () => {
  expect(parse("endUserId,email,groupIdList\n# comment\nli_na,li@x.com,ug-a;ug-b\n")).toEqual({
    rows: [
      {
        directory: "eds",
        kind: directories.eds?.kinds.User,
        key: "li_na",
        fields: { endUserId: "li_na", email: "li@x.com", groupIdList: ["ug-a", "ug-b"] },
        place: { file: "people.csv", line: 3 },
      },
    ],
    warnings: [],
    namesDirectories: false,
  });
});

test("every bad row is reported at once, in the order of the file", () => {
  const text = [
    "endUserId,email,phone,groupIdList,isLocalAdmin,autoLockTime,onDelete",
    "li_na,li@x.com,,,,,",
    "Bad Key!,x@x.com,,,,,",
    "zhang_wei,nonsense,,,,,",
    "wang_fang,w@x.com,,,maybe,2027-02-31 00:00:00,",
    "too,few",
    "liu_yang,,,,,,",
    "chen_jie,c@x.com,,,,,erase",
  ].join("\n");
  expect(refusal(() => parse(text))).toBe(
    [
      "people.csv has 7 problems:",
      '  people.csv:3:1 Bad Key!: endUserId must be 3 to 24 lower-case letters, digits or underscores, not "Bad Key!" (EDS CreateUsers, Users.EndUserId). Correct endUserId.',
      '  people.csv:4:2 zhang_wei: email must be an e-mail address of at most 254 characters, alone and in ASCII, not "nonsense" (EDS CreateUsers, Users.Email). Write one address and nothing else, such as tom.reed@pier.example.',
      '  people.csv:5:5 wang_fang: isLocalAdmin must be true or false, not "maybe" (EDS CreateUsers, IsLocalAdmin). Correct isLocalAdmin.',
      '  people.csv:5:6 wang_fang: autoLockTime "2027-02-31 00:00:00" is a date that does not exist. Write yyyy-MM-dd HH:mm:ss (Beijing time), or a date alone for the end of that day.',
      "  people.csv:6 has 2 cells, but the header names 7 columns. Add the missing delimiters; a cell may be empty.",
      "  people.csv:7:2 liu_yang: email or phone is required (EDS CreateUsers, Users.Email). Declare an e-mail address or a telephone number.",
      '  people.csv:8:7 chen_jie: onDelete must be delete, disable or retain, not "erase" (Rollcall, docs/lifecycle.md). Correct onDelete.',
      "No user of this roster was touched. [ERR_ROSTER] Remedy: Correct them and run again.",
    ].join("\n"),
  );
});

test("five hundred problems are shown, the rest counted", () => {
  const rows = Array.from({ length: 510 }, (_, index) => `user_${index},nonsense`);
  const message = refusal(() => parse(["endUserId,email", ...rows].join("\n")));
  expect(message).toContain("people.csv has 510 problems:");
  expect(message).toContain("\n  people.csv:501:2 user_499: ");
  expect(message).not.toContain("user_500");
  expect(message).toContain("… and 10 more\n");
});

test("a header without people declares nobody, which is no way to delete everybody", () => {
  expect(problems("endUserId,email\n# all gone\n,,\n")).toEqual([
    "The file declares nobody. Add people, or remove the roster from the program if nobody is left.",
  ]);
});

test("the format follows the extension, or is named", () => {
  expect(parse("- endUserId: li_na\n  email: a@b.co\n", { file: "people", format: "yaml" }).rows).toHaveLength(1);
  expect(parse("endUserId\temail\nli_na\ta@b.co\n", { file: "people.TSV" }).rows).toHaveLength(1);
  expect(refusal(() => parse("x", { file: "people" }))).toMatch(/does not say how it is written.*pass format/);
  expect(refusal(() => parseRoster({ file: "absent.xlsx", directories, directory: "eds", env: {} }))).toMatch(
    /absent\.xlsx does not exist/,
  );
  expect(refusal(() => parse("x", { file: "people.xls" }))).toMatch(/people\.xls is .*\.xlsx/);
});

test("a file as Excel writes it in Chinese", () => {
  const folder = mkdtempSync(join(tmpdir(), "roster-"));
  const file = join(folder, "people.csv");
  try {
    writeFileSync(file, encodeGb18030("用户名,姓名,邮箱\r\nli_na,李娜,li@x.com\r\n"));
    const parsed = parseRoster({ file, directories, directory: "eds", env: {} });
    expect(parsed.rows[0]?.fields).toEqual({ endUserId: "li_na", realNickName: "李娜", email: "li@x.com" });
    expect(parsed.warnings).toEqual([
      `${file} is not UTF-8 and was read as GB18030 (姓名, 邮箱, 李娜). Save it as UTF-8, or say encoding: "gb18030".`,
    ]);
    expect(parseRoster({ file, encoding: "gb18030", directories, directory: "eds", env: {} }).warnings).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("defaults", () => {
  test("fill what a person leaves open, and only that", () => {
    const { rows } = parse("endUserId,email,orgId\naaa,a@b.co,\nbbb,b@b.co,org-b\nccc,c@b.co,\n", {
      defaults: { orgId: "org-a", groupIdList: ["ug"] },
    });
    expect(rows.map(({ fields }) => fields["orgId"])).toEqual(["org-a", "org-b", "org-a"]);
    expect(rows.every(({ fields }) => JSON.stringify(fields["groupIdList"]) === '["ug"]')).toBe(true);
  });

  test("a cleared cell is not open", () => {
    const { rows } = parse("endUserId,email,groupIdList\naaa,a@b.co,(none)\n", { defaults: { groupIdList: ["ug"] } });
    expect(rows[0]?.fields["groupIdList"]).toEqual([]);
  });

  test("satisfy required fields and rules", () => {
    expect(parse("username\nli\n", { directory: "eiam", defaults: { primaryOrganizationalUnitId: "ou" } }).rows).toHaveLength(1);
    expect(parse("endUserId\nli_na\n", { defaults: { email: "team@x.com" } }).rows).toHaveLength(1);
  });

  test("that are wrong are told once, not once a person", () => {
    expect(
      problems("endUserId,email\naaa,a@b.co\nbbb,b@b.co\n", { defaults: { isLocalAdmin: "maybe", endUserId: "all", ogrId: "x" } }),
    ).toEqual([
      "defaults: endUserId tells people apart and has no default. Give each person one.",
      'defaults: "ogrId" is not a field of eds users. Did you mean orgId?',
      'defaults: isLocalAdmin must be true or false, not "maybe" (EDS CreateUsers, IsLocalAdmin). Correct isLocalAdmin.',
    ]);
  });

  test("that depend on other resources pass as unknown", () => {
    expect(parse("endUserId,email\naaa,a@b.co\n", { defaults: { password: UNKNOWN } }).rows[0]?.fields["password"]).toBe(UNKNOWN);
  });
});

describe("several directories in one file", () => {
  const text = [
    "directory,key,email,phone,displayName,orgId,primaryOrganizationalUnitId",
    "eds,li_na,li@x.com,,,org-a,",
    "Workspace,li_na,li@x.com,13800138000,,,",
    "eiam; workspace,bob,b@x.com,,Bob,,ou-1",
  ].join("\n");

  test("each row goes where it says, under the names of that directory", () => {
    const { rows, namesDirectories } = parse(text, { directory: undefined } as object);
    expect(namesDirectories).toBe(true);
    expect(rows.map(({ directory, key, fields }) => [directory, key, fields])).toEqual([
      ["eds", "li_na", { endUserId: "li_na", email: "li@x.com", orgId: "org-a" }],
      ["workspace", "li_na", { userName: "li_na", userEmail: "li@x.com", userPhone: "+8613800138000" }],
      ["eiam", "bob", { username: "bob", email: "b@x.com", emailVerified: true, displayName: "Bob", primaryOrganizationalUnitId: "ou-1" }],
      ["workspace", "bob", { userName: "bob", userEmail: "b@x.com" }],
    ]);
  });

  test("a cell for another directory's field is a problem of that person", () => {
    expect(problems(`${text}\neds,eve,e@x.com,,Eve,,ou-1`)).toEqual([
      "people.csv:5:7 eve: primaryOrganizationalUnitId is not a field of eds users. Empty it for this person.",
    ]);
  });

  test("the argument is for those who name none", () => {
    expect(parse("directory,key,email\n,li_na,li@x.com\nworkspace,bob,b@x.com\n").rows.map(({ directory }) => directory)).toEqual([
      "eds",
      "workspace",
    ]);
  });

  test("no directory at all, and one that does not exist", () => {
    expect(
      problems("key,email,directory\nli_na,li@x.com,\nbob,b@x.com,edz\neve,e@x.com,eds\n", { directory: undefined } as object),
    ).toEqual([
      "people.csv:2 names no directory. Add a column directory, or give the roster one: eds, eiam, workspace.",
      'people.csv:3:3 "edz" is not a directory. Did you mean eds?',
    ]);
  });
});
