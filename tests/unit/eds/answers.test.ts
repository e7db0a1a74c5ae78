import { openService } from "../../../provider/calls/open-service";
import { systemClock } from "../../../provider/calls/clock";
import { newCallState } from "../../../provider/calls/shared-state";
import { eds } from "../../../provider/eds";
import type { Account } from "../../../provider/model/account";
import type { KindCalls } from "../../../provider/model/kind-calls";
import { newSecrets } from "../../../provider/model/secrets";
import type { Bag, Fields, UserRef } from "../../../provider/model/values";

const account: Account = {
  directory: "eds",
  endpoint: "https://eds.example",
  region: "cn-shanghai",
  credentials: { kind: "keys", accessKeyId: "id", accessKeySecret: "secret" },
  own: {},
  timeoutMs: 1_000,
};

/** EDS users where every call is answered by the next of these bodies. */
function users(...answers: readonly Bag[]): { readonly calls: KindCalls; readonly asked: string[] } {
  const asked: string[] = [];
  const service = openService({
    name: "EDS",
    classify: eds.classify,
    timeoutMs: 1_000,
    say: () => undefined,
    secrets: newSecrets(),
    shared: newCallState(systemClock, Math.random),
  });
  const call = ({ operation }: { readonly operation: string }): Promise<Bag> => {
    asked.push(operation);
    return Promise.resolve({ RequestId: "R", ...answers[asked.length - 1] });
  };
  return { calls: eds.kinds.User.connect(account, { ...service, call }), asked };
}

const user = (EndUserId: string): Bag => ({ EndUserId, Email: `${EndUserId}@pier.example` });
const ref = (key: string): UserRef => ({ id: key, key });
const ANN: Fields = { endUserId: "ann", email: "ann@pier.example" };

describe("somebody on a further page than was asked for is not missing", () => {
  const pages = [
    { Users: [user("cem")], NextToken: "2" },
    { Users: [], NextToken: "3" },
    { Users: [user("ann")], NextToken: "4" },
  ];

  test("in a look-up by names", async () => {
    const { calls, asked } = users(...pages);
    expect(await calls.find("ann", ANN)).toMatchObject({ ref: ref("ann") });
    expect(asked).toEqual(["DescribeUsers", "DescribeUsers", "DescribeUsers"]);
  });

  test("in a filter, which other names fill", async () => {
    const locked = { Users: [{ ...user("ann"), AutoLockTime: "2099-01-01 00:00:00" }] };
    const { calls } = users({ Users: [user("ann")] }, { Users: [user("joann")], NextToken: "2" }, locked);
    const found = await calls.find("ann", { ...ANN, autoLockTime: "2099-01-01 00:00:00" });
    expect(found?.fields).toMatchObject({ autoLockTime: "2099-01-01 00:00:00" });
  });
});

describe("a deletion that the answer refuses is not done", () => {
  const refused = (EndUserId: string): Bag => ({
    RemoveUsersResult: { RemovedUsers: [], FailedUsers: [{ EndUserId, ErrorCode: "UserInUse", ErrorMessage: "in use" }] },
  });

  test.each(["ann", "Ann", " ann "])("whichever way it writes the name: %j", async (name) => {
    await expect(users(refused(name)).calls.remove(ref("ann"), ANN)).rejects.toMatchObject({ cloudCode: "UserInUse" });
  });

  test.each(["ben", ""])("where it names somebody who was not in the call: %j", async (name) => {
    await expect(users(refused(name)).calls.remove(ref("ann"), ANN)).rejects.toMatchObject({ category: "no-answer" });
  });

  test("and one that it does not mention is", async () => {
    await expect(users({ RemoveUsersResult: {} }).calls.remove(ref("ann"), ANN)).resolves.toBeUndefined();
  });
});

test("a creation whose failure is somebody else's leaves open whether it is done", async () => {
  const answer = { CreateResult: { CreatedUsers: [], FailedUsers: [{ EndUserId: "ben", ErrorCode: "InvalidEmail", ErrorMessage: "no" }] } };
  await expect(users(answer).calls.create(ANN, { token: "t" })).rejects.toMatchObject({ category: "no-answer" });
});
