import { demoGroups } from "../../../emulator/workspace/furnish";
import { workspace } from "../../../provider/workspace";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import { freshWorld } from "./harness/world";

const world = freshWorld(workspace);

const CREATE = "POST /v2/{project_id}/users/batch-create";
const LIST = "GET /v2/{project_id}/users";

const declare = (userName: string, more: Readonly<Record<string, unknown>> = {}) => ({
  userName,
  userEmail: `${userName}@example.com`,
  ...more,
});

/** Outcomes by name, so that a failed one says whose it is. */
async function createAll(
  provider: DynamicProvider,
  users: readonly Readonly<Record<string, unknown>>[],
): Promise<Readonly<Record<string, unknown>>> {
  const outcomes = await Promise.allSettled(users.map((user) => provider.create(user)));
  return Object.fromEntries(
    outcomes.map((outcome, index) => [users[index]?.["userName"], outcome.status === "fulfilled" ? "created" : outcome.reason]),
  );
}

async function names(): Promise<readonly unknown[]> {
  return (await world().users()).map((user) => user["user_name"]).sort();
}

test("one bad member does not sink the others, and nobody is sent twice once created", async () => {
  const provider = await world().provider();
  const users = Array.from({ length: 12 }, (_, index) => declare(`user${index}`, index === 5 ? { groupIds: ["no-such-group"] } : {}));
  const outcomes = await createAll(provider, users);
  const { user5, ...others } = outcomes;
  expect(user5).toMatchObject({ code: "ERR_CLOUD", cloudCode: "WKS.00170208", user: "user5", remedy: expect.stringContaining("groupIds") });
  expect(new Set(Object.values(others))).toEqual(new Set(["created"]));
  expect(await names()).toEqual(
    users
      .map(({ userName }) => userName)
      .filter((name) => name !== "user5")
      .sort(),
  );
});

test("a taken name among many is handed to onExisting, and the others go again together", async () => {
  const provider = await world().provider();
  await provider.create(declare("taken"));
  await world().forgetCalls();
  const modes = await createAll(provider, [declare("taken", { onExisting: "fail" }), declare("alice"), declare("bob")]);
  expect(modes).toEqual({
    taken: expect.objectContaining({ code: "ERR_ALREADY_EXISTS", user: "taken" }),
    alice: "created",
    bob: "created",
  });
  expect((await world().calls())[CREATE]).toBe(2);
});

test.each([
  ["match", { description: "other" }, { code: "ERR_DIFFERS" }],
  ["match", {}, undefined],
  ["adopt", { description: "other" }, undefined],
  ["fail", {}, { code: "ERR_ALREADY_EXISTS" }],
])("an existing user alone, onExisting %s with %j", async (onExisting, more, refusal) => {
  const provider = await world().provider();
  const { id } = await provider.create(declare("alice", { groupIds: [demoGroups[0].id] }));
  const creating = provider.create(declare("alice", { onExisting, groupIds: [demoGroups[0].id], ...more }));
  if (refusal !== undefined) return expect(creating).rejects.toMatchObject({ ...refusal, user: "alice" });
  expect(await creating).toMatchObject({ id, outs: { adopted: true, ...more } });
  expect(await world().users()).toMatchObject([{ id, ...more }]);
});

test("adopting leaves the password alone and says so", async () => {
  const provider = await world().provider();
  await provider.create(declare("alice", { activeType: "ADMIN_ACTIVATE", password: "Somebody-Elses-1" }));
  await provider.create(declare("alice", { activeType: "ADMIN_ACTIVATE", password: "Correct-Horse-7", onExisting: "adopt" }));
  expect(world().said).toEqual([expect.stringMatching(/^alice: the adopted user keeps its password: Workspace sets a password/)]);
});

test("never takes a stranger for the user because the service matches names loosely", async () => {
  const provider = await world().provider();
  await provider.create(declare("alice2"));
  const { calls } = await world().context();
  expect(await calls.find("alice", {})).toBeUndefined();
  expect(await calls.find("ALICE2", {})).toBeUndefined();
  const { id } = await provider.create(declare("alice"));
  expect((await world().users()).find((user) => user["id"] === id)).toMatchObject({ user_name: "alice" });
});

test.each(["lost-response", "lost-request", "server-error", "server-error effect", "html", "truncated", "reset", "reset effect"])(
  "%s of the creation: nobody twice, nobody missing",
  async (fault) => {
    const provider = await world().provider();
    await world().faults(`"${CREATE}" ${fault} first=1`);
    const outcomes = await createAll(
      provider,
      ["alice", "bob", "carol"].map((name) => declare(name)),
    );
    expect(outcomes).toEqual({ alice: "created", bob: "created", carol: "created" });
    expect(await names()).toEqual(["alice", "bob", "carol"]);
  },
);

test("waits for users who become visible late, with looks that they share", async () => {
  const provider = await world().provider();
  await world().faults("* late-visibility ms=20000");
  const outcomes = await createAll(
    provider,
    ["alice", "bob"].map((name) => declare(name)),
  );
  expect(outcomes).toEqual({ alice: "created", bob: "created" });
  const calls = await world().calls();
  expect(calls[CREATE]).toBe(1);
  expect(calls[LIST]).toBeLessThanOrEqual(8);
});

test("a user who stays invisible fails as uncertain, and the next run takes it over", async () => {
  const provider = await world().provider();
  await world().faults("* late-visibility ms=600000");
  await expect(provider.create(declare("alice"))).rejects.toMatchObject({ code: "ERR_UNCERTAIN", user: "alice" });
  expect((await world().calls())[CREATE]).toBe(1);
  await world().faults();
  const { outs } = await provider.create(declare("alice"));
  expect(outs).toMatchObject({ adopted: true });
  expect(await names()).toEqual(["alice"]);
});

test("repeats a creation that conflicts with another write", async () => {
  const provider = await world().provider();
  await world().faults(`"${CREATE}" concurrent first=3`);
  expect(await createAll(provider, [declare("alice")])).toEqual({ alice: "created" });
  expect((await world().calls())[CREATE]).toBe(4);
});

test("a conflict that stays is looked into: a taken name, or given up", async () => {
  const provider = await world().provider();
  await provider.create(declare("alice"));
  await world().faults(`"${CREATE}" concurrent`);
  const outcomes = await createAll(provider, [declare("alice", { onExisting: "fail" }), declare("bob")]);
  expect(outcomes).toEqual({
    alice: expect.objectContaining({ code: "ERR_ALREADY_EXISTS", cloudCode: "WKS.00010032" }),
    bob: expect.objectContaining({ code: "ERR_CLOUD", category: "concurrent" }),
  });
});

test("a full quota is told once, not halved", async () => {
  const provider = await world().provider();
  await world().faults(`"${CREATE}" quota`);
  const outcomes = await createAll(
    provider,
    ["alice", "bob", "carol"].map((name) => declare(name)),
  );
  for (const outcome of Object.values(outcomes)) expect(outcome).toMatchObject({ code: "ERR_QUOTA", cloudCode: "WKS.00081105" });
  expect(await world().calls()).toEqual({ [CREATE]: 1 });
});

test("repairs a user whose fields of the update could not be set", async () => {
  const provider = await world().provider();
  const declared = declare("alice", { disabled: true });
  await world().faults('"PUT /v2/{project_id}/users/{user_id}" forbidden');
  const partial: unknown = await provider.create(declared).catch((error: unknown) => error);
  const [{ id } = { id: undefined }] = await world().users();
  expect(partial).toMatchObject({ code: "ERR_PARTIAL", id, properties: { ...declare("alice"), userId: id } });
  await world().faults();
  await provider.update(String(id), { ...declare("alice"), userId: id }, declared);
  expect(await world().users()).toMatchObject([{ disabled: true }]);
});
