import { startEmulator, type RunningEmulator } from "../../../emulator";
import type { Behaviour } from "../../../emulator/behaviour";
import { alibabaCaller } from "./alibaba-client";
import { cloudidentityWorld, refusal } from "./cloudidentity-client";

async function emulating<T>(behaviour: Behaviour | undefined, use: (emulator: RunningEmulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator({ seed: 1, ...(behaviour === undefined ? {} : { behaviour }) });
  try {
    return await use(emulator);
  } finally {
    await emulator.close();
  }
}

const users = (count: number) => Array.from({ length: count }, (_, index) => ({ EndUserId: `user_${index}`, Phone: "13800000000" }));

test.each([
  [undefined, 50_000],
  [{ maxUsers: 3 }, 3],
  [{ maxUsers: 200_000 }, 200_000],
])("EDS tells its quota, %j", async (behaviour, quota) => {
  await emulating(behaviour, async (emulator) => {
    expect((await alibabaCaller(emulator, "eds")("GetUsersCount", {})).body).toMatchObject({ MaxUserNumber: quota });
  });
});

test("EDS takes the members of a batch that still fit", async () => {
  await emulating({ maxUsers: 3 }, async (emulator) => {
    const { body } = await alibabaCaller(emulator, "eds")("CreateUsers", { form: { Users: users(5) } });
    expect(body).toMatchObject({
      AllSucceed: false,
      CreateResult: { CreatedUsers: { length: 3 }, FailedUsers: [{ ErrorCode: "ExceedUserQuota" }, { ErrorCode: "ExceedUserQuota" }] },
    });
  });
});

test("EIAM refuses whoever does not fit, and takes somebody again once a place is free", async () => {
  await emulating({ maxUsers: 1 }, async (emulator) => {
    const { instanceId: InstanceId, rootOrganizationalUnitId: PrimaryOrganizationalUnitId } = emulator.eiam;
    const call = alibabaCaller(emulator, "eiam");
    const create = (Username: string) => call("CreateUser", { query: { InstanceId, PrimaryOrganizationalUnitId, Username } });
    const { UserId } = (await create("alice")).body;
    expect(await create("bob")).toMatchObject({ status: 403, body: { Code: "QuotaExceeded.User" } });
    await call("DeleteUser", { query: { InstanceId, UserId } });
    expect((await create("bob")).status).toBe(200);
  });
});

test("CloudIdentity refuses whoever does not fit with a 429 that waiting does not heal", () => {
  const { world, call, create } = cloudidentityWorld();
  world.behaviour = { maxUsers: 1 };
  create("alice");
  expect(call("CreateUser", { UserName: "bob" })).toMatchObject(refusal(429, "ReachedQuotaLimit"));
});

test.each([
  [{}, "+86138****0000"],
  [{ plainPhones: false }, "+86138****0000"],
  [{ plainPhones: true }, "+8613800000000"],
])("CloudIdentity shows phones as chosen, %j", (behaviour, shown) => {
  const { world, call, create, read, result } = cloudidentityWorld();
  world.behaviour = behaviour;
  const UserId = create("alice", { Phone: "+8613800000000" });
  const GroupId = String(result(call("CreateGroup", { GroupName: "night", JoinType: "Manual" }))["GroupId"]);
  call("AddUserToGroup", { GroupId, UserId });
  const lists = [result(call("ListUsers"))["Users"], result(call("ListGroupMembers", { GroupId }))["Members"]];
  expect([[read(UserId)], ...lists]).toMatchObject([[{ Phone: shown }], [{ Phone: shown }], [{ Phone: shown }]]);
});
