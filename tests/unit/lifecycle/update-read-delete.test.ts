import * as fc from "fast-check";
import { RollcallError } from "../../../provider/model/error";
import { checkUser } from "../../../provider/lifecycle/check";
import { eds } from "../../../provider/eds";
import { createUser } from "../../../provider/lifecycle/create";
import { deleteUser } from "../../../provider/lifecycle/delete";
import { describeReplacement, diffUser } from "../../../provider/lifecycle/diff";
import { readUser } from "../../../provider/lifecycle/read";
import { updateUser } from "../../../provider/lifecycle/update";
import { FakeCloud } from "./fake-cloud";

const alice = { endUserId: "alice", email: "alice@example.com", ownerType: "CreateFromManager" };
const ref = { id: "alice", key: "alice" };

async function withAlice(fields: Record<string, string> = {}): Promise<FakeCloud> {
  const cloud = new FakeCloud();
  await createUser(cloud.context(), { ...alice, ...fields });
  cloud.log.length = 0;
  return cloud;
}

describe("updating a user", () => {
  test("sends only what changed", async () => {
    const cloud = await withAlice();
    const { outputs } = await updateUser(cloud.context(), "alice", alice, { ...alice, email: "a@example.com" });
    expect(outputs).toMatchObject({ email: "a@example.com" });
    expect(cloud.log).toEqual(["read", "set email"]);
  });

  test("repairs drift of declared fields on the way", async () => {
    const cloud = await withAlice();
    cloud.users.set("alice", { ...alice, email: "drifted@example.com" });
    await updateUser(cloud.context(), "alice", alice, { ...alice, status: "disabled" });
    expect(cloud.users.get("alice")).toMatchObject({ email: "alice@example.com", status: "disabled" });
  });

  test("forgets a dropped field and leaves its value on the cloud", async () => {
    const cloud = await withAlice({ phone: "13800138000" });
    const { outputs } = await updateUser(cloud.context(), "alice", { ...alice, phone: "13800138000" }, alice);
    expect(outputs).not.toHaveProperty("phone");
    expect(cloud.log).toEqual(["read"]);
    expect(cloud.users.get("alice")).toMatchObject({ phone: "13800138000" });
  });

  test("a dropped password sends nothing, a changed one is sent", async () => {
    const cloud = await withAlice({ password: "First-Secret-1" });
    await updateUser(cloud.context(), "alice", { ...alice, password: "First-Secret-1" }, alice);
    expect(cloud.log).toEqual(["read"]);
    await updateUser(cloud.context(), "alice", { ...alice, password: "First-Secret-1" }, { ...alice, password: "Other-Secret-2" });
    expect(cloud.log).toContain("set password");
  });

  test("keeps the old value of a field whose step failed, so that the next run tries again", async () => {
    const cloud = await withAlice({ password: "First-Secret-1" });
    cloud.fail("set password", "transient");
    const next = { ...alice, email: "a@example.com", password: "Other-Secret-2" };
    const { outputs, failures } = await updateUser(cloud.context(), "alice", { ...alice, password: "First-Secret-1" }, next);
    expect(failures).toHaveLength(1);
    expect(outputs).toEqual({ ...alice, email: "a@example.com", password: "First-Secret-1" });
  });

  test("says what to do about a user that somebody deleted", async () => {
    const cloud = new FakeCloud();
    const error: unknown = await updateUser(cloud.context(), "alice", alice, { ...alice, email: "a@example.com" }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RollcallError);
    expect((error as RollcallError).code).toBe("ERR_USER_MISSING");
    expect((error as RollcallError).remedy).toContain("--refresh");
  });
});

describe("reading a user", () => {
  test("an untouched user comes back exactly as declared", async () => {
    const declared = fc.record(
      {
        endUserId: fc.constant("alice"),
        email: fc.emailAddress(),
        phone: fc.stringMatching(/^1[0-9]{10}$/),
        groupIdList: fc.uniqueArray(fc.stringMatching(/^ug-[a-z]{1,4}$/)),
        isLocalAdmin: fc.boolean(),
        status: fc.constantFrom("enabled", "disabled"),
        password: fc.constant("Some-Secret-1"),
        onDelete: fc.constantFrom("delete", "retain"),
      },
      { requiredKeys: ["endUserId", "email"] },
    );
    await fc.assert(
      fc.asyncProperty(declared, async (user) => {
        const cloud = new FakeCloud();
        const { outputs } = await createUser(cloud.context(), user);
        const read = await readUser(cloud.context(), "alice", outputs);
        expect(read?.inputs).toEqual(user);
        expect(read?.outputs).toEqual(outputs);
        expect((await diffUser(cloud.context(), ref, user, read?.inputs ?? {})).changed).toEqual([]);
      }),
    );
  });

  test("shows drift under the declared fields only", async () => {
    const cloud = await withAlice({ phone: "13800138000" });
    cloud.users.set("alice", { ...alice, email: "drifted@example.com", remark: "by hand" });
    const read = await readUser(cloud.context(), "alice", { ...alice, phone: "13800138000" });
    expect(read?.inputs).toEqual({ ...alice, email: "drifted@example.com", phone: "" });
  });

  test("believes that a user is gone only after looking again", async () => {
    const cloud = await withAlice();
    cloud.invisible = 2;
    expect(await readUser(cloud.context(), "alice", alice)).toBeDefined();
    cloud.users.clear();
    expect(await readUser(cloud.context(), "alice", alice)).toBeUndefined();
  });

  test.each(["forbidden", "auth", "routing", "parent-missing", "no-answer"] as const)("%s is never a missing user", async (category) => {
    const cloud = await withAlice();
    cloud.fail("read", category);
    await expect(readUser(cloud.context(), "alice", alice)).rejects.toThrow(category);
  });

  test("without a declaration returns every readable field, for get", async () => {
    const cloud = await withAlice();
    expect((await readUser(cloud.context(), "alice", {}))?.inputs).toMatchObject(alice);
  });
});

describe("deleting a user", () => {
  test("deletes, and counts a user already gone as deleted", async () => {
    const cloud = await withAlice();
    await deleteUser(cloud.context(), "alice", alice);
    expect(cloud.users.size).toBe(0);
    await deleteUser(cloud.context(), "alice", alice);
  });

  test("disables or leaves alone as onDelete says", async () => {
    const cloud = await withAlice();
    await deleteUser(cloud.context(), "alice", { ...alice, onDelete: "retain" });
    expect(cloud.log).toEqual([]);
    await deleteUser(cloud.context(), "alice", { ...alice, onDelete: "disable" });
    expect(cloud.users.get("alice")).toMatchObject({ status: "disabled" });
  });

  test("keeps the user in state when the delete is refused", async () => {
    const cloud = await withAlice();
    cloud.fail("remove", "forbidden");
    await expect(deleteUser(cloud.context(), "alice", alice)).rejects.toThrow("forbidden");
  });
});

describe("comparing declarations", () => {
  test("list order is no change; e-mail is in place; the remark replaces and says why", async () => {
    const cloud = await withAlice();
    const context = cloud.context();
    const before = { ...alice, groupIdList: ["a", "b"], remark: "x" };
    expect((await diffUser(context, ref, before, { ...before, groupIdList: ["b", "a"] })).changed).toEqual([]);
    expect(await diffUser(context, ref, before, { ...before, email: "b@example.com" })).toEqual({
      changed: ["email"],
      replaces: [],
      deleteBeforeReplace: false,
    });
    const diff = await diffUser(context, ref, before, { ...before, remark: "y" });
    expect(diff).toEqual({ changed: ["remark"], replaces: ["remark"], deleteBeforeReplace: true });
    expect(describeReplacement(context, before, diff)).toMatch(
      /^alice will be deleted and created again: remark changes and no EDS action changes it.*The person loses/,
    );
  });

  test("another user name is another person: created before the old one goes, or beside it where onDelete keeps it", async () => {
    const context = (await withAlice()).context();
    const diff = await diffUser(context, ref, alice, { ...alice, endUserId: "alicia" });
    expect(diff).toMatchObject({ replaces: ["endUserId"], deleteBeforeReplace: false });
    const told = (onDelete: string): string => describeReplacement(context, { ...alice, onDelete }, diff);
    expect(told("delete")).toMatch(/^alice will be deleted and created again: /);
    expect(told("retain")).toMatch(/^alice stays \(onDelete: "retain"\), and a new account is created beside it: endUserId changes/);
    expect(told("disable")).toMatch(/^alice stays, disabled \(onDelete: "disable"\), and a new account is created beside it: /);
  });

  test("a newly declared field that no action changes is compared with the cloud before anybody is replaced", async () => {
    const cloud = await withAlice({ remark: "hello" });
    expect((await diffUser(cloud.context(), ref, alice, { ...alice, remark: "hello" })).replaces).toEqual([]);
    expect((await diffUser(cloud.context(), ref, alice, { ...alice, remark: "other" })).replaces).toEqual(["remark"]);
  });

  test("a password nobody but the user may change is refused before any call", () => {
    const before = { endUserId: "alice", email: "a@example.com", password: "First-Secret-1" };
    const [violation] = checkUser(eds.kinds.User, before, { ...before, password: "Other-Secret-2" });
    expect(violation).toMatchObject({ field: "password", source: "EDS ChangeUserPassword" });
    expect(JSON.stringify(violation)).not.toContain("Secret");
  });

  test("a replacement that would leave the old account under the same name is refused", () => {
    const before = { ...alice, remark: "x", onDelete: "retain" };
    expect(checkUser(eds.kinds.User, before, { ...before, remark: "y" })).toHaveLength(1);
  });
});
