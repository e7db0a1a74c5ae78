import * as fc from "fast-check";
import { eds } from "../../../provider/eds";
import { withoutUndefined } from "../../../provider/lifecycle/outputs";
import { composed, equalValues } from "../../../provider/model/compare";
import { record, UNKNOWN } from "../../../provider/model/values";
import { readMember, writeMember } from "../../../provider/pulumi/member-text";
import { placesOf } from "../../../provider/pulumi/text-sets";
import { readSet, writeSet } from "../../../provider/pulumi/set-form";

const member = fc
  .dictionary(fc.string({ unit: "binary", maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
  .map((fields) => withoutUndefined(fields));

/** The same with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe("the text of a member", () => {
  test("reads back as what it was, in Unicode form C, whatever the fields hold", () => {
    fc.assert(
      fc.property(member, (fields) => {
        const read = readMember(writeMember(fields));
        expect(read).toEqual({ fields: JSON.parse(JSON.stringify(composed(fields))) });
      }),
    );
  });

  test("is one for one meaning: the order of properties and the Unicode form make no other", () => {
    fc.assert(
      fc.property(member, (fields) => {
        const text = writeMember(fields);
        expect(writeMember(withoutUndefined(record(reversed(fields))))).toBe(text);
        const read = readMember(text);
        expect("fields" in read && equalValues(read.fields, fields)).toBe(true);
      }),
    );
    const [composedName, decomposed] = ["Inés".normalize("NFC"), "Inés".normalize("NFD")];
    expect(writeMember({ realNickName: decomposed })).toBe(writeMember({ realNickName: composedName }));
    // A mark that would join the letter of an escape sequence joins nothing.
    expect(readMember(writeMember({ remark: "a\n\u0303b" }))).toEqual({ fields: { remark: "a\n\u0303b" } });
  });

  test("of the same words is the same object, so that comparing members is comparing references", () => {
    const [one, other] = [readMember('{"email":"a@example.com"}'), readMember('{"email":"a@example.com"}')];
    expect("fields" in one && "fields" in other && one.fields === other.fields).toBe(true);
  });
});

describe("a set in the engine's form", () => {
  const users = {
    alice: { email: "a@example.com", remark: "x" },
    bob: { email: "b@example.com", password: "Canary-Secret-1", remark: UNKNOWN },
  };
  const placeOf = placesOf(eds.kinds.User, { news: { users, linked: { bob: { remark: UNKNOWN } } } });

  test("has a text for each member, secrets apart and links beside, and reads back as a tree", () => {
    const form = writeSet({ orgId: "org-1", users, ids: { alice: "7" } }, placeOf);
    expect(form).toEqual({
      orgId: "org-1",
      ids: { alice: "7" },
      __form: 1,
      users: { alice: '{"email":"a@example.com","remark":"x"}', bob: '{"email":"b@example.com"}' },
      secrets: { bob: { password: "Canary-Secret-1" } },
      linked: { bob: { remark: UNKNOWN } },
    });
    expect(readSet(form)).toEqual({ orgId: "org-1", ids: { alice: "7" }, users });
  });

  test("reads as it is where it has trees, is hidden or is not known", () => {
    for (const properties of [{ users, orgId: "org-1" }, { users: UNKNOWN }, { users: { alice: UNKNOWN } }, { users: "[secret]" }, {}])
      expect(readSet(properties)).toEqual(properties);
    const hidden = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    expect(readSet({ users: hidden })).toEqual({ users: hidden });
  });

  test("names like those of objects' own properties are names", () => {
    const odd = JSON.parse('{"__proto__":{"email":"p@example.com"},"constructor":{"email":"c@example.com"},"toString":{}}') as object;
    const read = readSet(writeSet({ users: withoutUndefined({ ...odd }) }, placesOf(eds.kinds.User, {})));
    expect(Object.keys(record(read["users"])).sort()).toEqual(["__proto__", "constructor", "toString"]);
  });

  const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ["a text cut off", { users: { alice: '{"email":"Canary' } }, /users\.alice is no JSON text: it is cut off or damaged/],
    ["an empty text", { users: { alice: "" } }, /users\.alice is no JSON text/],
    ["a number", { users: { alice: "7" } }, /users\.alice is JSON, but no object with a user's fields/],
    ["a list", { users: { alice: "[]" } }, /users\.alice is JSON, but no object/],
    ["null", { users: { alice: "null" } }, /users\.alice is JSON, but no object/],
    ["a text in a text", { users: { alice: JSON.stringify("{}") } }, /users\.alice is JSON, but no object/],
    ["hundreds of megabytes", { users: { alice: `"${"x".repeat(200_000_000)}"` } }, /users\.alice has a text of 200000002 characters/],
    ["a later version", { users: {}, __form: 2 }, /was written in form 2, and this version of Rollcall reads form 1/],
    ["a version that is none", { users: {}, __form: "x" }, /was written in a form without a number/],
    [
      "one name twice",
      { users: { ["Inés".normalize("NFC")]: "{}", ["Inés".normalize("NFD")]: "{}" } },
      /users\.Inés is there twice, in two Unicode forms of one name/,
    ],
    [
      "many of them",
      { users: Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`user_${index}`, "damage"])) },
      /users\.user_4 is no JSON text.*; and 895 more\. Nothing/,
    ],
  ];
  test.each(refused)("%s is refused with the member's name and none of its content", (_what, properties, words) => {
    let message = "";
    try {
      readSet(properties, 'eds:UserSet "staff"');
    } catch (error) {
      message = String(error);
    }
    expect(message.normalize("NFC")).toMatch(words);
    expect(message).toMatch(/eds:UserSet "staff".*ERR_STATE.*Remedy: /);
    expect(message).not.toMatch(/Canary|x{20}/);
    expect(message.length).toBeLessThan(1_000);
  });
});
