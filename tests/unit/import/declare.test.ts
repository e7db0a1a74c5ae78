import { runInNewContext } from "node:vm";
import { declare, type Declarable, type Undeclarable } from "../../../cli/import/declare";
import { rosterText, rosterValues } from "../../../cli/import/roster-file";
import { groupDeclarations, setProgram, usersProgram } from "../../../cli/import/typescript-program";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Fields, Observed } from "../../../provider/model/values";

function observed(directory: Directory, fields: Fields): Observed {
  const key = String(fields[directory.kinds.User.naturalKey]);
  return { ref: { id: key, key }, fields, computed: {} };
}

function asRoster(directory: Directory, fields: Fields): Declarable | Undeclarable {
  const user = observed(directory, fields);
  return declare(directory.kinds.User, user, rosterValues(directory.kinds.User, user));
}

describe("what a roster declares of a user of the cloud", () => {
  test("nothing that is empty, and telephone numbers as the roster writes them", () => {
    expect(asRoster(directories.eds, { endUserId: "ann", email: "", phone: "+86 138 0013 8000", groupIdList: [] })).toMatchObject({
      fields: { endUserId: "ann", phone: "13800138000" },
      omitted: [],
    });
    expect(
      asRoster(directories.workspace, {
        userName: "ann",
        userEmail: "a@example.com",
        userPhone: "13800138000",
        activeType: "USER_ACTIVATE",
      }),
    ).toMatchObject({ fields: { userPhone: "+8613800138000" } });
  });

  test("no masked number: it stays out with its reason, and so does a user who has nothing else", () => {
    expect(asRoster(directories.eds, { endUserId: "ann", email: "a@example.com", phone: "138****8000" })).toMatchObject({
      fields: { endUserId: "ann", email: "a@example.com" },
      omitted: [{ field: "phone", reason: "is masked by the service" }],
    });
    expect(asRoster(directories.eds, { endUserId: "ann", phone: "138****8000" })).toMatchObject({ reason: "email or phone is required" });
  });

  test("no value that the directory's own rules refuse", () => {
    expect(asRoster(directories.eds, { endUserId: "ann", email: "a@example.com", autoLockTime: "soon" })).toMatchObject({
      omitted: [{ field: "autoLockTime" }],
    });
    expect(asRoster(directories.eds, { endUserId: "Ann-Old", email: "a@example.com" })).toMatchObject({
      reason: "endUserId must be 3 to 24 lower-case letters, digits or underscores",
    });
  });

  test.each([
    ["an invisible character", "Ann\u200b"],
    ["spaces at its end", "Ann  "],
    ["the word that clears", "(none)"],
  ])("no text with %s", (_what, realNickName) => {
    const one = asRoster(directories.eds, { endUserId: "ann", email: "a@example.com", realNickName });
    expect(one).toMatchObject({ fields: { endUserId: "ann", email: "a@example.com" }, omitted: [{ field: "realNickName" }] });
  });
});

describe("a roster's text", () => {
  const people = [
    { endUserId: "ann", email: "a@example.com", realNickName: 'Wang, "Ann"\nsecond line', remark: "#1; yes" },
    { endUserId: "bob", phone: "13800138000", groupIdList: ["ug-a", "ug-b"], isLocalAdmin: true },
  ];

  test("has the columns that anybody needs and quotes what must be quoted", () => {
    expect(rosterText("people.csv", directories.eds.kinds.User, { people })).toBe(
      '\ufeffendUserId,email,phone,remark,realNickName,groupIdList,isLocalAdmin\nann,a@example.com,,"#1; yes","Wang, ""Ann""\nsecond line",,\nbob,,138 0013 8000,,,"ug-a;ug-b",true\n',
    );
  });

  test("in YAML holds the same people", () => {
    expect(rosterText("people.yaml", directories.eds.kinds.User, { people })).toMatch(/^users:\n {2}- endUserId: ann\n/);
  });

  test("that would be read back otherwise is refused", () => {
    expect(() =>
      rosterText("people.csv", directories.eds.kinds.User, {
        people: [{ endUserId: "ann", email: "a@example.com", groupIdList: ["one;two"] }],
      }),
    ).toThrow(expect.objectContaining({ code: "ERR_ROSTER" }));
    expect(() => rosterText("people.doc", directories.eds.kinds.User, { people })).toThrow(/extension/);
  });
});

describe("a program", () => {
  const people = [
    { name: "ann", fields: { endUserId: "ann", realNickName: '"李娜"' } },
    { name: "ann.b", fields: { endUserId: "ann_b" } },
  ];

  test("declares each person as a resource", () => {
    expect(usersProgram(directories.eds.kinds.User, people)).toContain(
      '  ann: { endUserId: "ann", realNickName: "\\"李娜\\"" },\n  "ann.b": { endUserId: "ann_b" },\n',
    );
  });

  test("declares who is named like a property that JavaScript has", () => {
    const odd = ["__proto__", "constructor", "toString"].map((name) => ({ name, fields: { endUserId: name } }));
    const [literal = ""] = /\{\n(?:.*\n)*?\}/.exec(usersProgram(directories.eds.kinds.User, odd).replace(/^import.*/, "")) ?? [];
    expect(Object.keys(runInNewContext(`(${literal})`) as object)).toEqual(["__proto__", "constructor", "toString"]);
  });

  test("gives each group a constant of its own, whatever the others are called", () => {
    const kind = directories.eds.kinds.Group;
    if (kind === undefined) throw new Error("eds has groups");
    const groups = ["a", "a_2", "a", "a_3", "a!", "a?"].map((name, index) => {
      const fields = { groupName: name };
      return { kind, name, object: { ref: { id: `ug-${index}`, key: name }, fields, computed: {} }, fields, omitted: [] };
    });
    const { lines, idOf } = groupDeclarations(groups);
    const constants = lines.map((line) => /^export const (\S+) =/.exec(line)?.[1]);
    expect(new Set(constants).size).toBe(groups.length);
    expect([...idOf.values()]).toEqual(constants.map((constant) => `${constant}.groupId`));
  });

  test("or everybody in one set", () => {
    expect(setProgram(directories.eds.kinds.User, "staff", people)).toMatch(
      /^import \{ eds \} from "rollcall";\n\nnew eds\.UserSet\("staff", \{\n {2}users: \{\n {4}ann: /,
    );
  });
});
