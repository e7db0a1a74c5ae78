import { directories } from "../../../provider/directories";
import { Claims } from "../../../provider/lifecycle/claims";
import { describeKept, KeptAccounts } from "../../../provider/lifecycle/kept-accounts";
import type { Fields } from "../../../provider/model/values";
import { DeletionGuard } from "../../../provider/pulumi/deletion-guard";
import { dynamicProvider, dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import { stayers } from "../../../sdk/lib/gate/departures";
import { keptLines } from "../../../sdk/lib/gate/kept-accounts";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { FakeCloud } from "./fake-cloud";

const { User, Group } = directories.eds.kinds;
const person = (endUserId: string, onDelete?: string): Fields => ({
  endUserId,
  email: "a@example.com",
  ...(onDelete !== undefined && { onDelete }),
});

test("each way of staying has one line, however many stay, and whoever goes has none", () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ kind: User, key: `p${index}`, declared: person("p", "retain") }));
  expect(
    describeKept([
      { kind: User, key: "bob", declared: person("bob") },
      { kind: User, key: "eva", declared: person("eva", "delete") },
      { kind: User, key: "ann", declared: person("ann", "disable") },
      ...(Group === undefined ? [] : [{ kind: Group, key: "night", declared: { groupName: "night", onDelete: "retain" } }]),
      ...many,
    ]),
  ).toEqual([
    'eds user ann: the account stays on the cloud, disabled (onDelete: "disable")',
    'eds group night: the group stays on the cloud (onDelete: "retain")',
    'eds users p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 290 more: the accounts stay on the cloud (onDelete: "retain")',
  ]);
});

describe("what a preview and a run say of whoever leaves", () => {
  const then = (resource: string, fields: Fields, member?: string): ManagedUser => ({
    kind: User,
    resource,
    key: String(fields["endUserId"]),
    declared: fields,
    ...(member !== undefined && { member }),
  });
  const before = [
    then("ann", person("ann", "retain")),
    then("bob", person("bob", "retain")),
    { ...then("eva", person("eva", "retain")), hidden: true as const },
    then("team", person("kim", "retain"), "kim"),
    then("crew", person("lee", "retain"), "lee"),
    then("dan", person("dan")),
  ];
  const resource = (name: string) => ({ kind: User, resource: name, aliases: [] });

  test("names those who keep their accounts, and not who is declared elsewhere, stays, or is in a set that tells of itself", () => {
    const now = [
      { ...resource("other"), fields: person("bob") },
      { ...resource("dan"), fields: person("dan") },
    ];
    const lines = (sets: string[]) => keptLines(before, now, stayers(before, now), sets.map(resource));
    expect(lines(["crew"])).toEqual(['eds users ann, eva, kim: the accounts stay on the cloud (onDelete: "retain")']);
    expect(lines([])).toEqual(['eds users ann, eva, kim, lee: the accounts stay on the cloud (onDelete: "retain")']);
    const same = before.map(({ declared, resource: name, member }) => ({
      ...resource(name),
      fields: declared,
      ...(member !== undefined && { member }),
    }));
    expect(keptLines(before, same, stayers(before, same), [])).toEqual([]);
  });
});

test("hundreds of resources that are deleted one by one have a few lines, and what another resource has is not told of", () => {
  const [kept, claims, lines] = [new KeptAccounts(), new Claims(), [] as string[]];
  claims.make("0");
  for (let id = 0; id < 300; id++)
    kept.tell({ kind: User, claims, say: (line) => void lines.push(line) }, [{ id: String(id), fields: person(`p${id}`, "retain") }]);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(/^eds user p1: /);
  expect(lines.at(-1)).toBe("further accounts stay by onDelete and are not named");
});

test.each([true, false])("a destroy tells it, and a run with a program does not tell it twice (%p)", async (hasProgram) => {
  const [cloud, guard] = [new FakeCloud(), new DeletionGuard()];
  const open = () => Promise.resolve(cloud.context());
  const users = dynamicProvider(User, open, guard);
  const sets = dynamicSetProvider(User, open, guard);
  for (const one of [users, sets]) await one.configure({ config: { get: () => undefined } });
  if (hasProgram) await users.check({}, person("new"));
  await users.delete("ann", person("ann", "retain"));
  await sets.delete("s", { users: { kim: { email: "k@example.com", onDelete: "retain" } } });
  const told = cloud.log.filter((line) => line.includes("stays on the cloud"));
  expect(told).toHaveLength(hasProgram ? 0 : 2);
});
