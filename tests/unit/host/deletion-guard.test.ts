import { directories } from "../../../provider/directories";
import { RollcallError } from "../../../provider/model/error";
import { DeletionGuard } from "../../../provider/pulumi/deletion-guard";
import type { DeletionLimits } from "../../../provider/config/limits";
import { dynamicProvider, dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import { FakeCloud } from "../lifecycle/fake-cloud";

const LIMITS: DeletionLimits = { maxDeletes: 2, maxDeleteShare: 0.2, allowed: undefined };

/** A provider process over a cloud of people, with the guard that a real one has. */
async function provider(cloud: FakeCloud, limits: DeletionLimits = LIMITS) {
  const guard = new DeletionGuard();
  const open = async () => {
    const context = cloud.context();
    return { ...context, calls: guard.over(context.kind, context.calls, limits) };
  };
  const [users, sets] = [
    dynamicProvider(directories.eds.kinds.User, open, guard),
    dynamicSetProvider(directories.eds.kinds.User, open, guard),
  ];
  for (const one of [users, sets]) await one.configure({ config: { get: () => undefined } });
  return { users, sets };
}

function cloudOf(...names: readonly string[]): FakeCloud {
  const cloud = new FakeCloud();
  for (const name of names) cloud.users.set(name, person(name));
  return cloud;
}

function person(endUserId: string) {
  return { endUserId, email: `${endUserId}@example.com` };
}

async function refusal(operation: Promise<unknown>): Promise<RollcallError> {
  const error: unknown = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RollcallError)) throw new Error("the deletion was not refused");
  return error;
}

describe("a provider process that hears of no program", () => {
  test("deletes as many as the limit says, and tells how many went before it stopped", async () => {
    const cloud = cloudOf("ann", "bob", "cem");
    const { users } = await provider(cloud);
    await users.delete("ann", person("ann"));
    await users.delete("bob", person("bob"));
    const error = await refusal(users.delete("cem", person("cem")));
    expect(error.code).toBe("ERR_TOO_MANY_DELETES");
    expect(error.message).toMatch(
      /^cem: Rollcall deletes no more users in this run: 2 went before, 1 more is asked for, .*rollcall:maxDeletes is 2.*ROLLCALL_ALLOW_DELETES=/,
    );
    expect([...cloud.users.keys()]).toEqual(["cem"]);
  });

  test("refuses what arrives together as a whole: nobody of too large a set is deleted", async () => {
    const cloud = cloudOf("ann", "bob", "cem");
    const { sets } = await provider(cloud);
    const users = Object.fromEntries(["ann", "bob", "cem"].map((name) => [name, { email: `${name}@example.com` }]));
    expect((await refusal(sets.delete("eds-users-1", { users }))).message).toMatch(/0 went before, 3 more are asked for/);
    expect(cloud.users.size).toBe(3);
  });

  test("lets exactly the allowed number through", async () => {
    const cloud = cloudOf("ann", "bob", "cem", "dan");
    const { users } = await provider(cloud, { ...LIMITS, allowed: 3 });
    for (const name of ["ann", "bob", "cem"]) await users.delete(name, person(name));
    expect((await refusal(users.delete("dan", person("dan")))).message).toMatch(/3 went before.*ROLLCALL_ALLOW_DELETES is 3/);
  });

  test("does not count users that are retained or disabled", async () => {
    const cloud = cloudOf("ann", "bob", "cem");
    const { users } = await provider(cloud, { ...LIMITS, maxDeletes: 0 });
    await users.delete("ann", { ...person("ann"), onDelete: "retain" });
    await users.delete("bob", { ...person("bob"), onDelete: "disable" });
    await refusal(users.delete("cem", person("cem")));
    expect(cloud.users.size).toBe(3);
  });

  test("is not limited by a stack that allows everybody's deletion", async () => {
    const cloud = cloudOf("ann", "bob", "cem");
    const { users } = await provider(cloud, { ...LIMITS, maxDeletes: 0, maxDeleteShare: 1 });
    for (const name of ["ann", "bob", "cem"]) await users.delete(name, person(name));
    expect(cloud.users.size).toBe(0);
  });
});

test("a process that checks declarations leaves the whole run to the guard of the program", async () => {
  const cloud = cloudOf("ann", "bob", "cem", "dan");
  const { users } = await provider(cloud);
  await users.check(person("dan"), person("dan"));
  for (const name of ["ann", "bob", "cem"]) await users.delete(name, person(name));
  expect([...cloud.users.keys()]).toEqual(["dan"]);
});
