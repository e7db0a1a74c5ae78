import { workspace } from "../../../provider/workspace";
import { freshWorld } from "./harness/world";

const world = freshWorld(workspace);

const LIST = "GET /v2/{project_id}/users";
const DETAIL = "GET /v2/{project_id}/users/{user_id}";
const ALICE = { userName: "alice", userEmail: "alice@example.com" };

test("works with an IAM token instead of keys", async () => {
  const { authToken } = world().emulator.workspace;
  const provider = await world().provider({ accessKeyId: "", accessKeySecret: "", authToken });
  const { id, outs } = await provider.create(ALICE);
  await provider.update(id, outs, { ...ALICE, description: "by token" });
  expect(await world().users()).toMatchObject([{ id, description: "by token" }]);
  await provider.delete(id, outs);
  expect(await world().users()).toEqual([]);
});

test("a wrong token, a wrong key and a wrong secret are refused, shown to nobody, and drop nobody", async () => {
  const { id, outs } = await (await world().provider()).create(ALICE);
  const wrong = "not-the-real-thing";
  for (const settings of [{ accessKeyId: "", accessKeySecret: "", authToken: wrong }, { accessKeyId: wrong }, { accessKeySecret: wrong }]) {
    const provider = await world().provider(settings);
    for (const attempt of [provider.read(id, outs), provider.create({ ...ALICE, userName: "bob" }), provider.delete(id, outs)]) {
      const failure: unknown = await attempt.catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "ERR_AUTH", cloudCode: "APIGW.0301", status: 401 });
      expect(JSON.stringify(failure) + String(failure)).not.toContain(wrong);
    }
  }
  expect(await world().users()).toHaveLength(1);
});

test("without a project there is a clear error before any call", async () => {
  const provider = await world().provider({ projectId: "" });
  await expect(provider.read("id", ALICE)).rejects.toMatchObject({
    code: "ERR_CONFIG",
    summary: expect.stringContaining("rollcall:projectId"),
    remedy: expect.stringContaining("HUAWEICLOUD_SDK_PROJECT_ID"),
  });
  expect(await world().calls()).toEqual({});
});

test("a project without Workspace drops nobody and deletes nobody silently", async () => {
  const { id, outs } = await (await world().provider()).create(ALICE);
  const provider = await world().provider({ projectId: "0123456789abcdef0123456789abcdef" });
  const refused = { code: "ERR_PARENT_MISSING", category: "parent-missing", cloudCode: "WKS.00170117" };
  await expect(provider.read(id, outs)).rejects.toMatchObject(refused);
  await expect(provider.delete(id, outs)).rejects.toMatchObject(refused);
  await expect(provider.create({ ...ALICE, userName: "bob" })).rejects.toMatchObject(refused);
});

test.each(["forbidden", "expired-credentials", "server-error", "html status=404", "empty", "truncated"])(
  "%s is no proof that a user is gone",
  async (fault) => {
    const { id, outs } = await (await world().provider()).create(ALICE);
    const provider = await world().provider();
    await world().faults(`* ${fault}`);
    await expect(provider.read(id, outs)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(FORBIDDEN|AUTH|CLOUD|UNREACHABLE)$/),
    });
  },
);

test("an empty answer to a listing is asked again", async () => {
  const { id, outs } = await (await world().provider()).create(ALICE);
  await world().faults("* empty first=1");
  await world().forgetCalls();
  expect(await (await world().provider()).read(id, outs)).toMatchObject({ id });
  expect(await world().calls()).toEqual({ [LIST]: 2 });
});

test("throttled calls are repeated and nobody is lost", async () => {
  const provider = await world().provider();
  await world().faults("* throttle every=2 retry-after=1");
  const users = await Promise.all(
    ["alice", "bob", "carol"].map((userName) => provider.create({ userName, userEmail: "x@example.com", disabled: true })),
  );
  await Promise.all(users.map(({ id, outs }) => provider.delete(id, outs)));
  expect(await world().users()).toEqual([]);
});

test("never asks for a random password, which would change it", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create(ALICE);
  await provider.update(id, outs, { ...ALICE, description: "x" });
  await provider.read(id, outs);
  await world().remove("alice");
  await (await world().provider()).read(id, outs);
  const operations = Object.keys(await world().calls());
  expect(operations).toContain(DETAIL);
  expect(operations.filter((operation) => operation.includes("random-password"))).toEqual([]);
});
