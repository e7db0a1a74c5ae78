import { RollcallError } from "../../../provider/model/error";
import { checkUser } from "../../../provider/lifecycle/check";
import { createUser } from "../../../provider/lifecycle/create";
import { diffUser } from "../../../provider/lifecycle/diff";
import { eds } from "../../../provider/eds";
import { workspace } from "../../../provider/workspace";
import { FakeCloud } from "./fake-cloud";

const alice = { endUserId: "alice", email: "alice@example.com", ownerType: "CreateFromManager" };
const secret = { ...alice, password: "Canary-Secret-1" };

async function rejection(promise: Promise<unknown>): Promise<RollcallError> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof RollcallError) return error;
  throw new Error(`expected a RollcallError, got ${String(error)}`);
}

/** Somebody else's account that looks exactly like the declared one, and a creation whose answer is lost. */
function lookAlike(createdAt: number | undefined): FakeCloud {
  const cloud = new FakeCloud();
  cloud.time = 100 * 3_600_000;
  cloud.createdAt = createdAt;
  cloud.users.set("alice", { ...alice, status: "enabled" });
  cloud.fail("create", "no-answer");
  return cloud;
}

describe("after a creation whose outcome is unknown", () => {
  test("an equal account that is older than the run is not taken for its own", async () => {
    const cloud = lookAlike(3_600_000);
    expect((await rejection(createUser(cloud.context(), { ...secret, onExisting: "fail" }))).code).toBe("ERR_ALREADY_EXISTS");
    const matched = lookAlike(3_600_000);
    expect((await createUser(matched.context(), secret)).outputs).toMatchObject({ adopted: true });
    expect(matched.log).toContainEqual(expect.stringMatching(/^say alice: the adopted user keeps its password: /));
  });

  test("an equal account as old as the run is, even where the clocks differ by minutes", async () => {
    const cloud = lookAlike(100 * 3_600_000 - 10 * 60_000);
    expect((await createUser(cloud.context(), { ...secret, onExisting: "fail" })).outputs).not.toHaveProperty("adopted");
  });

  test.each([undefined, 100 * 3_600_000 - 10 * 60_000])(
    "the line about the password says what nothing proves (made at %p)",
    async (createdAt) => {
      const cloud = lookAlike(createdAt);
      expect((await createUser(cloud.context(), secret)).outputs["adopted"]).toBe(createdAt === undefined ? true : undefined);
      expect(cloud.log.filter((line) => line.startsWith("say ") && !line.includes("marked as adopted"))).toEqual([
        expect.stringMatching(/^say alice: the user found after a lost answer keeps its password: nothing shows that this run made/),
      ]);
    },
  );

  test("an account made since the run began needs no line, and neither does one without a password", async () => {
    const made = lookAlike(100 * 3_600_000 + 500);
    await createUser(made.context(), secret);
    const plain = lookAlike(100 * 3_600_000 - 10 * 60_000);
    await createUser(plain.context(), alice);
    expect([...made.log, ...plain.log].filter((line) => line.startsWith("say "))).toEqual([]);
  });

  test.each(["match", "adopt", "fail"])(
    "is marked as adopted, and told so, where the service says nothing of its age (%s)",
    async (onExisting) => {
      const cloud = lookAlike(undefined);
      expect((await createUser(cloud.context(), { ...alice, onExisting })).outputs).toMatchObject({ adopted: true });
      expect(cloud.log).toContainEqual(
        expect.stringMatching(/^say alice: the account was found after a lost answer and is marked as adopted: /),
      );
    },
  );

  test("one more call tells its age where a look-up does not", async () => {
    const [old, made] = [lookAlike(undefined), lookAlike(undefined)];
    const asking = (cloud: FakeCloud, createdAt: number) => {
      const context = cloud.context();
      return { ...context, calls: { ...context.calls, createdAt: async () => createdAt } };
    };
    expect((await rejection(createUser(asking(old, 3_600_000), { ...alice, onExisting: "fail" }))).code).toBe("ERR_ALREADY_EXISTS");
    expect((await createUser(asking(made, 100 * 3_600_000), { ...alice, onExisting: "fail" })).outputs).not.toHaveProperty("adopted");
  });

  test("adopt sends the password even so, since the account may have been there before", async () => {
    const cloud = lookAlike(undefined);
    await createUser(cloud.context(), { ...secret, onExisting: "adopt" });
    expect(cloud.log).toContain("set password");
  });

  test("a look-up that fails too tells both, and of whom", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "no-answer", true);
    cloud.fail("find", "auth");
    const error = await rejection(createUser(cloud.context(), secret));
    expect(error).toMatchObject({ user: "alice", category: "auth" });
    expect(error.message).toContain("the cloud said no-answer Looking for the user failed as well: the cloud said auth");
  });
});

test("match tells the only way out at once where adopt would be refused", async () => {
  const cloud = new FakeCloud();
  cloud.users.set("alice", { ...alice, status: "enabled" });
  const error = await rejection(createUser(cloud.context(), { ...alice, remark: "new" }));
  expect(error.remedy).toBe("Declare the value the cloud has, or delete the account and run again.");
});

describe("an account that would stay under its name", () => {
  const kept = { ...alice, onDelete: "retain" };

  test("is not replaced for a field newly declared", async () => {
    const cloud = new FakeCloud();
    cloud.users.set("alice", { ...alice, remark: "old", status: "enabled" });
    const ref = { id: "alice", key: "alice" };
    expect((await rejection(diffUser(cloud.context(), ref, kept, { ...kept, remark: "new" }))).code).toBe("ERR_CANNOT_CHANGE");
    expect(await diffUser(cloud.context(), ref, kept, { ...kept, remark: "old" })).toMatchObject({ replaces: [] });
    expect(await diffUser(cloud.context(), ref, alice, { ...alice, remark: "new" })).toMatchObject({
      replaces: ["remark"],
      deleteBeforeReplace: true,
    });
  });

  test("is refused every such change at once", () => {
    const before = { ...kept, ownerType: "Normal", remark: "old", realNickName: "old" };
    const after = { ...before, remark: "new", realNickName: "new", password: "Canary-Secret-1" };
    expect(checkUser(eds.kinds.User, before, after).map(({ field }) => field)).toEqual(["remark", "realNickName", "password"]);
  });
});

test("an account is not deleted for a new one that could not be created", async () => {
  const cloud = new FakeCloud(workspace);
  const living = { userName: "bob", userEmail: "bob@example.com", activeType: "ADMIN_ACTIVATE" };
  cloud.users.set("bob", { ...living, enterpriseProjectId: "0", disabled: false });
  const error = await rejection(diffUser(cloud.context(), { id: "bob", key: "bob" }, living, { ...living, enterpriseProjectId: "ep-7" }));
  expect(error.code).toBe("ERR_CANNOT_CHANGE");
  expect(error.message).toContain("password is required to create a user");
});

test.each([
  ["eds", eds, { ...alice, passwordExpireDays: 30 }, { ...alice, passwordExpireDays: "30" }],
  [
    "workspace",
    workspace,
    { userName: "bob", userEmail: "bob@example.com", domain: "Example.com" },
    { userName: "bob", userEmail: "bob@example.com", domain: "example.com" },
  ],
])("nobody is replaced on %s for another way to write the same value", async (_name, directory, before, after) => {
  const ref = { id: "1", key: "1" };
  expect(checkUser(directory.kinds.User, { ...before, onDelete: "retain" }, { ...after, onDelete: "retain" })).toEqual([]);
  expect(await diffUser(new FakeCloud(directory).context(), ref, before, after)).toMatchObject({
    replaces: [],
    deleteBeforeReplace: false,
  });
});
