import { RollcallError } from "../../../provider/model/error";
import { createUser } from "../../../provider/lifecycle/create";
import { updateUser } from "../../../provider/lifecycle/update";
import { FakeCloud } from "./fake-cloud";

const alice = { endUserId: "alice", email: "alice@example.com", orgId: "org-1" };

async function rejection(promise: Promise<unknown>): Promise<RollcallError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RollcallError);
  return error as RollcallError;
}

describe("creating a user", () => {
  test("keeps the declared fields and nothing else in state", async () => {
    const cloud = new FakeCloud();
    const applied = await createUser(cloud.context(), alice);
    expect(applied).toEqual({ ref: { id: "alice", key: "alice" }, outputs: alice, failures: [] });
    expect(cloud.log).toEqual(["create"]);
  });

  test("sends what the create call cannot carry right afterwards, and only when the service does not do so by itself", async () => {
    const cloud = new FakeCloud();
    await createUser(cloud.context(), { ...alice, status: "disabled" });
    expect(cloud.log).toEqual(["create", "set status"]);
    const other = new FakeCloud();
    await createUser(other.context(), { ...alice, status: "enabled" });
    expect(other.log).toEqual(["create"]);
  });

  test("looks before it repeats a create whose response was lost, and does not repeat one that happened", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "no-answer", true);
    cloud.createdAt = cloud.time;
    const { outputs } = await createUser(cloud.context(), alice);
    expect(cloud.log).toEqual(["create", "find"]);
    expect(outputs).toEqual(alice);
  });

  test("repeats a create that did not happen", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "transient");
    await createUser(cloud.context(), alice);
    expect(cloud.log).toEqual(["create", "find", "create"]);
  });

  test("recognises its own user when a late-visible create is answered with 'already exists'", async () => {
    const cloud = new FakeCloud();
    cloud.fail("create", "no-answer", true);
    cloud.invisible = 3;
    cloud.createdAt = cloud.time;
    const { outputs } = await createUser(cloud.context(), { ...alice, onExisting: "fail" });
    expect(outputs).not.toHaveProperty("adopted");
    expect(cloud.log.filter((call) => call === "create")).toHaveLength(2);
    expect(cloud.users.size).toBe(1);
  });

  test("gives up on a service that fails every time, with the service's own error about this user", async () => {
    const cloud = new FakeCloud();
    for (let attempt = 0; attempt < 10; attempt++) cloud.fail("create", "transient");
    const error = await rejection(createUser(cloud.context(), alice));
    expect(error.user).toBe("alice");
    expect(error.category).toBe("transient");
    expect(cloud.log.filter((call) => call === "create")).toHaveLength(4);
  });

  test.each(["invalid", "auth", "forbidden", "quota", "parent-missing", "routing"] as const)("fails at once on %s", async (category) => {
    const cloud = new FakeCloud();
    cloud.fail("create", category);
    expect((await rejection(createUser(cloud.context(), alice))).category).toBe(category);
    expect(cloud.log).toEqual(["create"]);
  });

  test("saves a partial user when a later call fails, and the next update repairs it", async () => {
    const cloud = new FakeCloud();
    cloud.fail("set status", "forbidden");
    const { outputs, failures } = await createUser(cloud.context(), { ...alice, status: "disabled" });
    expect(outputs).toEqual(alice);
    expect(failures.map(({ user }) => user)).toEqual(["alice"]);
    const repaired = await updateUser(cloud.context(), "alice", outputs, { ...alice, status: "disabled" });
    expect(repaired.outputs).toEqual({ ...alice, status: "disabled" });
    expect(cloud.users.get("alice")).toMatchObject({ status: "disabled" });
  });
});

describe("a user that exists already", () => {
  function occupied(fields: Record<string, string>): FakeCloud {
    const cloud = new FakeCloud();
    cloud.users.set("alice", { endUserId: "alice", status: "enabled", ...fields });
    return cloud;
  }

  test("match takes over an equal user with no write, notes it, and ignores what the program does not declare", async () => {
    const cloud = occupied({ email: "alice@example.com", orgId: "org-1", remark: "by hand" });
    const { outputs } = await createUser(cloud.context(), alice);
    expect(outputs).toEqual({ ...alice, adopted: true });
    expect(cloud.log).toEqual(["create", "find"]);
  });

  test("match names every declared field that differs, with both values", async () => {
    const cloud = occupied({ email: "other@example.com", orgId: "org-2" });
    const error = await rejection(createUser(cloud.context(), { ...alice, password: "Canary-Secret-1" }));
    expect(error.code).toBe("ERR_DIFFERS");
    expect(error.message).toContain('email is "other@example.com" on the cloud, "alice@example.com" in the program');
    expect(error.message).toContain("orgId");
    expect(error.message).not.toContain("Canary-Secret-1");
  });

  test("match finishes what a killed run left: a field that no create carries and that is still at its default", async () => {
    const cloud = occupied({ email: "alice@example.com", orgId: "org-1" });
    const { outputs } = await createUser(cloud.context(), { ...alice, status: "disabled" });
    expect(outputs).toMatchObject({ status: "disabled", adopted: true });
    expect(cloud.log).toEqual(["create", "find", "set status"]);
  });

  test("adopt brings the differing fields in line and sends nothing else", async () => {
    const cloud = occupied({ email: "other@example.com", orgId: "org-1" });
    const { outputs } = await createUser(cloud.context(), { ...alice, onExisting: "adopt" });
    expect(outputs).toMatchObject({ adopted: true });
    expect(cloud.log).toEqual(["create", "find", "set email"]);
  });

  test("adopt refuses what no action of the service can change", async () => {
    const cloud = occupied({ email: "alice@example.com", orgId: "org-1", remark: "old" });
    const error = await rejection(createUser(cloud.context(), { ...alice, remark: "new", onExisting: "adopt" }));
    expect(error.message).toContain("remark");
    expect(cloud.users.get("alice")).toMatchObject({ remark: "old" });
  });

  test("adopt says which secret it cannot set", async () => {
    const cloud = occupied({ email: "alice@example.com", orgId: "org-1", ownerType: "Normal" });
    await createUser(cloud.context(), { ...alice, password: "Canary-Secret-1", onExisting: "adopt" });
    expect(cloud.log.some((line) => line.startsWith("say alice: the adopted user keeps its password"))).toBe(true);
    expect(cloud.log.join()).not.toContain("Canary-Secret-1");
  });

  test.each(["differs", "a user of this name exists and differs: email"])(
    "the code says what was refused, though a remark on the cloud says %j",
    async (remark) => {
      const cloud = (): FakeCloud => occupied({ email: "alice@example.com", orgId: "org-1", remark });
      const declared = { ...alice, remark: "ours" };
      expect((await rejection(createUser(cloud().context(), { ...declared, onExisting: "match" }))).code).toBe("ERR_DIFFERS");
      expect((await rejection(createUser(cloud().context(), { ...declared, onExisting: "fail" }))).code).toBe("ERR_ALREADY_EXISTS");
      // No action changes a remark, so that adopting is refused as well.
      expect((await rejection(createUser(cloud().context(), { ...declared, onExisting: "adopt" }))).code).toBe("ERR_ALREADY_EXISTS");
    },
  );

  test("fail fails", async () => {
    const cloud = occupied({ email: "alice@example.com", orgId: "org-1" });
    const error = await rejection(createUser(cloud.context(), { ...alice, onExisting: "fail" }));
    expect(error.code).toBe("ERR_ALREADY_EXISTS");
  });
});
