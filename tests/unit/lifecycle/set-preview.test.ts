import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import type { Directory } from "../../../provider/model/kind";
import { checkDeclaration } from "../../../provider/lifecycle/check";
import { checkSet } from "../../../provider/lifecycle/many/check";
import { describeFailures } from "../../../provider/lifecycle/many/failures";
import { isOpen, setOf } from "../../../provider/lifecycle/many/members";
import { previewSet, type SetPreview } from "../../../provider/lifecycle/many/preview";
import { stateOf } from "../../../provider/lifecycle/many/state";
import { UNKNOWN } from "../../../provider/model/values";
import { RollcallError } from "../../../provider/model/error";
import { FakeCloud } from "./fake-cloud";

type Properties = Readonly<Record<string, unknown>>;

const alice = { email: "alice@example.com" };
const bob = { email: "bob@example.com", remark: "one" };

function refusals(properties: Properties, directory: Directory = eds): readonly string[] {
  return checkSet(directory.kinds.User, properties, (user) => checkDeclaration(directory.kinds.User, user, true)).map(({ text }) => text);
}

function preview(before: Properties, after: Properties, cloud = new FakeCloud()): Promise<SetPreview> {
  return previewSet(cloud.context(), "set-1", stateOf(eds.kinds.User, before), setOf(eds.kinds.User, after));
}

describe("checking a set", () => {
  test("names every broken rule with the member and the field", () => {
    expect(refusals({ users: { alice, Bad: alice, bob: { email: "nowhere" }, nobody: {}, carol: { emial: "x" } } })).toEqual([
      expect.stringMatching(/^users\.Bad\.endUserId must be 3 to 24 .*, not "Bad"/),
      expect.stringMatching(/^users\.bob\.email must be an e-mail address/),
      expect.stringMatching(/^users\.nobody\.email or phone is required/),
      expect.stringMatching(/^users\.carol\.email or phone is required/),
      expect.stringMatching(/^users\.carol\.emial is not a field .* Did you mean email\?/),
    ]);
  });

  test("shows no value of a secret", () => {
    const text = refusals({ users: { alice: { ...alice, password: "short-Canary" } }, password: "x" }).join();
    expect(text).not.toContain("Canary");
    expect(text).not.toContain('"x"');
  });

  test("tells a field of the whole set, and a mistake that many share, once", () => {
    const users = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`user_${index}`, index === 0 ? { ...alice, ownerType: "Normal" } : alice]),
    );
    expect(refusals({ users, onDelete: "vanish" })).toEqual([expect.stringMatching(/^onDelete must be delete, disable or retain/)]);
    expect(refusals({ users, ownerType: "Nobody" })).toEqual([
      expect.stringMatching(/^ownerType must be .* This holds for users\.user_1, .* and 9 more\.$/),
    ]);
    const [missing, ...others] = refusals({ users: Object.fromEntries(Object.keys(users).map((name) => [name, {}])) });
    expect(missing).toMatch(/^email or phone is required .* This holds for users\.user_0, .* and 10 more\.$/);
    expect(others).toEqual([]);
  });

  test("refuses two members with one account, and a natural key for everybody", () => {
    expect(refusals({ users: { alice, al: { ...alice, endUserId: "alice" } } })).toEqual([
      'users.al.endUserId "alice" is declared already by users.alice. Remove one of the two.',
    ]);
    expect(refusals({ users: { alice }, endUserId: "x" })).toEqual([
      expect.stringContaining("endUserId tells people apart and cannot be given for the whole set"),
    ]);
  });

  test("refuses what is no set, and a member that is no object", () => {
    expect(refusals({})).toEqual([expect.stringContaining("users must be an object")]);
    expect(refusals({ users: ["alice"] })).toEqual([expect.stringContaining("users must be an object")]);
    expect(refusals({ users: { alice, bob: "bob@example.com" } })).toEqual(["users.bob must be an object with the user's fields."]);
  });

  test("says what a directory cannot do when a member leaves", () => {
    const user = { displayName: "Alice" };
    expect(refusals({ users: { alice: user, bob: { ...user, onDelete: "disable" } } }, cloudidentity)).toEqual([
      expect.stringMatching(/^users\.bob\.onDelete cannot be disable here/),
    ]);
  });

  test("lets pass what a preview cannot know yet", () => {
    expect(refusals({ users: UNKNOWN })).toEqual([]);
    expect(refusals({ users: { alice: UNKNOWN, bob: { email: UNKNOWN, orgId: UNKNOWN } }, groupIdList: [UNKNOWN] })).toEqual([]);
    expect([isOpen({ users: UNKNOWN }), isOpen({ users: { alice: UNKNOWN } }), isOpen({ users: { alice: { email: UNKNOWN } } })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("previewing a set", () => {
  test("nothing to say of a set that agrees, however it is written", async () => {
    const before = { users: { alice: { ...alice, endUserId: "alice", orgId: "org-1" }, bob: { ...bob, groupIdList: ["a", "b"] } } };
    expect(
      await preview(before, { orgId: "org-1", users: { alice, bob: { ...bob, groupIdList: ["b", "a"], orgId: "org-1" } } }),
    ).toMatchObject({ changes: true });
    expect(await preview(before, { users: { bob: { ...bob, groupIdList: ["b", "a"] }, alice: { ...alice, orgId: "org-1" } } })).toEqual({
      changes: false,
      leftovers: false,
      lines: [],
      fields: [],
      ended: [],
    });
  });

  test("says in a line whom a run concerns and how", async () => {
    const { lines, changes } = await preview(
      { users: { alice, bob } },
      { users: { alice: { email: "a@example.com" }, carol: alice, dave: alice } },
    );
    expect(changes).toBe(true);
    expect(lines).toEqual(["eds users of the set: 2 to create (carol; dave), 1 to change (alice: email), 1 to remove (bob) [set set-1]"]);
  });

  test("tells who leaves with the account from those who leave it behind", async () => {
    const [eve, kim] = [
      { ...bob, onDelete: "retain" },
      { ...bob, onDelete: "disable" },
    ];
    expect((await preview({ users: { alice, bob, eve, kim } }, { users: { alice } })).lines).toEqual([
      "eds users of the set: 1 to remove (bob), 1 to disable, as they leave (kim), 1 to let go, whose accounts stay (eve) [set set-1]",
    ]);
  });

  test("announces each person who would get another account, with the reason", async () => {
    const { lines } = await preview({ users: { alice, bob } }, { users: { alice, bob: { ...bob, remark: "two" } } });
    expect(lines).toEqual([
      expect.stringMatching(
        /^bob will be deleted and created again: remark changes and no EDS action changes it on an existing user\. The person loses .* \[set set-1, user "bob": remark\]$/,
      ),
      "eds users of the set: 1 to replace (bob: remark) [set set-1]",
    ]);
  });

  test("names no more than ten people of each kind", async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`user_${index}`, alice]));
    expect((await preview({ users: {} }, { users: many })).lines).toEqual([
      expect.stringMatching(/^eds users of the set: 25 to create \(user_0; .*; user_9; and 15 more\) \[set set-1\]$/),
    ]);
  });

  test("refuses changes that no action can make, by what state says and not by what was declared", async () => {
    const before = { users: { alice: { ...alice, password: "First-Secret-1" } } };
    const after = { users: { alice: { ...alice, password: "Other-Secret-2" }, bob: { ...bob, password: "Other-Secret-2" } } };
    const error: unknown = await preview(before, after).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RollcallError);
    expect(String(error)).toMatch(/ERR_CANNOT_CHANGE/);
    expect(String(error)).toMatch(/users\.alice\.password cannot be set by an administrator/);
    expect(String(error)).not.toMatch(/users\.bob|Secret/);
  });

  test("refuses a replacement that the old account would be in the way of", async () => {
    const cloud = new FakeCloud();
    cloud.users.set("alice", { endUserId: "alice", ...alice, remark: "old" });
    const retained = { ...alice, onDelete: "retain" };
    await expect(preview({ users: { alice: retained } }, { users: { alice: { ...retained, remark: "new" } } }, cloud)).rejects.toThrow(
      /users\.alice: .*onDelete is retain/,
    );
  });

  test("asks for a run when only an old account is left over", async () => {
    expect(await preview({ users: { alice }, leaving: [{ id: "old", endUserId: "old" }] }, { users: { alice } })).toMatchObject({
      changes: true,
      leftovers: true,
    });
  });
});

describe("failures", () => {
  const failure = (user: number, summary: string, cloudCode = "E"): RollcallError =>
    new RollcallError({ code: "ERR_CLOUD", cloudCode, summary, remedy: "Wait.", user: `user_${user}` });
  const many = (count: number, summary: (index: number) => string): readonly RollcallError[] =>
    Array.from({ length: count }, (_, index) => failure(index, summary(index)));

  test("of a few are told one by one", () => {
    expect(describeFailures(many(5, () => "no"))).toEqual(many(5, () => "no").map(({ message }) => message));
  });

  test("that many share are told once", () => {
    expect(describeFailures(many(100, () => "no"))).toEqual([
      "100 users (user_0, user_1, user_2, user_3, user_4, user_5, user_6, user_7, user_8, user_9 and 90 others): no [ERR_CLOUD, cloud code E] Remedy: Wait.",
    ]);
  });

  test("that differ in words alone are told one by one until they are too many", () => {
    const lines = describeFailures([...many(90, (index) => `no, ${index}`), failure(90, "other", "F")]);
    expect(lines).toHaveLength(22);
    expect(lines[20]).toMatch(/^70 users \(user_20, .*user_29 and 60 others\): for the same cause, the first: user_20: no, 20 \[/);
    expect(lines[21]).toMatch(/^1 users \(user_90\)/);
  });
});
