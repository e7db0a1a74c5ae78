import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { createUser } from "../../../provider/lifecycle/create";
import type { Context } from "../../../provider/lifecycle/context";
import type { Directory } from "../../../provider/model/kind";
import { type Fields, UNKNOWN } from "../../../provider/model/values";
import { setOperations } from "../../../provider/pulumi/dynamic-set";
import { userOperations } from "../../../provider/pulumi/dynamic-user";
import { workspace } from "../../../provider/workspace";
import { FakeCloud } from "../lifecycle/fake-cloud";

/** Somebody, with a change that no run can make as the program stands, and words of the refusal. */
interface Case {
  readonly directory: Directory;
  readonly key: string;
  readonly declared: Fields;
  /** As a refresh has just read it. */
  readonly read: Fields;
  readonly field: string;
  readonly refusal: RegExp;
}

const alice = { endUserId: "alice", email: "a@example.com" };
const rita = { username: "rita", primaryOrganizationalUnitId: "ou_root", instanceId: "idaas_test" };
const cases: readonly Case[] = [
  {
    directory: eds,
    key: "alice",
    declared: { ...alice, remark: "one", onDelete: "disable" },
    read: { ...alice, remark: "edited", onDelete: "disable" },
    field: "remark",
    refusal: /onDelete/,
  },
  {
    directory: eiam,
    key: "rita",
    declared: { ...rita, userExternalId: "hr-1", onDelete: "retain" },
    read: { ...rita, userExternalId: "hr-2", onDelete: "retain" },
    field: "userExternalId",
    refusal: /onDelete/,
  },
];

function context(cloud: FakeCloud, directory: Directory): Context {
  return { ...cloud.context(), kind: directory.kinds.User };
}

describe("the comparison that the engine asks for in a refresh", () => {
  test.each(cases)("shows $field of $directory.name as it was read, though no run could put it right", async (one) => {
    const cloud = new FakeCloud(one.directory);
    const refreshing = context(cloud, one.directory);
    await createUser(refreshing, one.declared);
    cloud.log.length = 0;
    expect(await userOperations.diff(refreshing, one.key, one.read, one.declared)).toMatchObject({
      changes: "some",
      replaces: [],
      ended: [],
      fields: [{ path: [one.field], replaces: false }],
    });
    expect(cloud.log).toEqual([]);

    const running = context(cloud, one.directory);
    userOperations.check(running, one.read, one.declared, []);
    await expect(userOperations.diff(running, one.key, one.read, one.declared)).rejects.toThrow(one.refusal);
  });

  test("is not the one that asks who goes with a unit that is deleted before it is made again", async () => {
    const cloud = new FakeCloud(workspace);
    const declared = { userName: "tom", userEmail: "tom@example.com", domain: "pier.example" };
    const running = context(cloud, workspace);
    await createUser(running, declared);
    expect(await userOperations.diff(running, "tom", declared, { ...declared, domain: UNKNOWN })).toMatchObject({ replaces: ["domain"] });
  });

  test("shows a member of a set likewise, and says nothing of what an update would do", async () => {
    const cloud = new FakeCloud(workspace);
    const member = { userEmail: "tom@example.com", activeType: "ADMIN_ACTIVATE" };
    const set = (password: string): Fields => ({ users: { tom: { ...member, password } } });
    const [read, declared] = [set("Old-Passw0rd-1"), set("New-Passw0rd-1")];
    expect(await setOperations.diff(context(cloud, workspace), "set-1", read, declared)).toMatchObject({
      changes: "some",
      fields: [{ path: ["users", "tom", "password"], kind: "update" }],
      ended: [],
    });
    expect(cloud.log).toEqual([]);

    const running = context(cloud, workspace);
    setOperations.check(running, {}, declared, []);
    await expect(setOperations.diff(running, "set-1", read, declared)).rejects.toMatchObject({ code: "ERR_CANNOT_CHANGE" });
  });

  test("of a set that is to lose everybody by the program is no refresh", async () => {
    const cloud = new FakeCloud();
    const running = context(cloud, eds);
    setOperations.check(running, {}, { users: {} }, []);
    const before = { users: { alice: { email: "a@example.com" } } };
    expect(await setOperations.diff(running, "set-1", before, { users: {} })).toMatchObject({ changes: "some", ended: [alice] });
    expect(cloud.log.join("\n")).toContain("1 to remove (alice)");
  });
});
