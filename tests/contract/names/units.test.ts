import { eds, eiam } from "../../../sdk";
import { eds as edsDirectory } from "../../../provider/eds";
import { eiam as eiamDirectory } from "../../../provider/eiam";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { freshWorld } from "../directories/harness/world";
import { NamedRoster } from "./names-world";

interface Case {
  readonly directory: typeof edsDirectory | typeof eiamDirectory;
  readonly kind: Kind;
  /** A person's column of the unit. */
  readonly field: string;
  readonly lists: Readonly<Record<string, number>>;
  readonly root: string;
  unit(name: string, parentId?: string): Fields;
  /** Declares a unit of the program, below an id or another of its units. */
  declare(roster: NamedRoster, name: string, parent?: unknown): { readonly id: unknown; readonly below: unknown };
}

const cases: readonly Case[] = [
  {
    directory: edsDirectory,
    kind: edsDirectory.kinds.Organization,
    field: "orgId",
    lists: { DescribeOrgs: 1 },
    root: "Rollcall",
    unit: (orgName, parentOrgId) => ({ orgName, ...(parentOrgId !== undefined && { parentOrgId }) }),
    declare({ account: provider }, orgName, parent) {
      const made = new eds.Organization(orgName, { orgName, ...below("parentOrgId", parent) }, { provider });
      return { id: made.id, below: made.orgId };
    },
  },
  {
    directory: eiamDirectory,
    kind: eiamDirectory.kinds.OrganizationalUnit,
    field: "primaryOrganizationalUnitId",
    lists: { ListOrganizationalUnits: 1 },
    root: "Rollcall",
    unit: (organizationalUnitName, parentId) => ({ organizationalUnitName, ...(parentId !== undefined && { parentId }) }),
    declare({ account: provider }, organizationalUnitName, parent) {
      const made = new eiam.OrganizationalUnit(
        organizationalUnitName,
        { organizationalUnitName, ...below("parentId", parent) },
        { provider },
      );
      return { id: made.id, below: made.organizationalUnitId };
    },
  },
];

function below(field: string, parent: unknown): object {
  return parent === undefined ? {} : { [field]: parent };
}

describe.each(cases)("units of $directory.name by path in a roster", ({ directory, kind, field, lists, root, unit, declare }) => {
  const world = freshWorld(directory);
  const make = async (name: string, parent?: string): Promise<string> =>
    (await (await world().provider({}, world().clock, kind)).create(unit(name, parent))).id;
  const people = (...cells: readonly string[]): readonly string[] => [
    "账号,邮箱,部门",
    ...cells.map((cell, index) => `person${index},person${index}@example.com,${cell}`),
  ];
  const found = async (roster: NamedRoster, ...cells: readonly string[]): Promise<readonly unknown[]> =>
    (await roster.resolve(people(...cells))).ids.map((row) => row[field]?.[0]);

  test("become ids at the cost of one list", async () => {
    const design = await make("设计部");
    const vision = await make("视觉组", design);
    const slash = await make("研发/测试");
    const below = await make("后端", slash);
    const roster = await NamedRoster.open(world());
    await world().forgetCalls();
    const cells = ["设计部/视觉组", "/设计部/视觉组", `${root}/设计部`, "视觉组", "研发\\/测试", "研发\\/测试/后端", `id:${below}`, design];
    expect(await found(roster, ...cells)).toEqual([vision, vision, design, vision, slash, below, below, design]);
    expect(await world().calls()).toEqual(lists);
  });

  test("lead to units of the same program, below each other, below one that exists, and in its place", async () => {
    const design = await make("设计部");
    const vision = await make("视觉组", design);
    const sales = await make("销售部");
    const roster = await NamedRoster.open(world());
    const own = declare(roster, "设计部");
    const night = declare(roster, "夜班组", own.below);
    const field = declare(roster, "外勤组", sales);
    expect(await found(roster, "设计部", "设计部/夜班组", "销售部/外勤组", "外勤组", "设计部/视觉组", "销售部")).toEqual([
      own.id,
      night.id,
      field.id,
      field.id,
      vision,
      sales,
    ]);
  });

  test("that lead nowhere, or to several, are problems of their rows with paths and ids", async () => {
    const [design, sales] = [await make("设计部"), await make("销售部")];
    const twins = [await make("视觉组", design), await make("视觉组", sales)];
    const roster = await NamedRoster.open(world());
    declare(roster, "视觉组");
    const refused = roster.resolve(people("设计部/视觉租", "视觉组", "设计部／视觉组", "id:nowhere"));
    for (const said of [
      /people\.csv has 4 problems/,
      new RegExp(`people\\.csv:2:3 person0: ${field} "设计部/视觉租" is no unit of the directory`),
      /"视觉组" is borne by 3 units: \/视觉组 \(of this program\)/,
      new RegExp(`/设计部/视觉组 \\(id:${twins[0]}\\)`),
      new RegExp(`/销售部/视觉组 \\(id:${twins[1]}\\)`),
      /"设计部／视觉组" is no unit of the directory\. Did you mean "设计部\/视觉组"\?/,
      /"id:nowhere" is no unit of the directory: no unit has the id "nowhere"/,
    ])
      await expect(refused).rejects.toThrow(said);
  });

  test("and groups of one name are kept apart in what state remembers", async () => {
    const design = await make("Both");
    const group = await (await world().provider({}, world().clock, directory.kinds.Group)).create({ groupName: "Both" });
    const roster = await NamedRoster.open(world());
    const lines = ["账号,邮箱,部门,组", "alice,alice@example.com,Both,Both"];
    const first = await roster.resolve(lines);
    expect(first.memory).toEqual({ [`${directory.name} unit`]: { Both: design }, [`${directory.name} groups`]: { Both: group.id } });
    expect((await roster.resolve(lines, { before: first.memory })).warnings).toEqual([]);
  });
});

describe("units of another instance of eiam", () => {
  const world = freshWorld(eiamDirectory);
  test("are not those of the rows, however they are called", async () => {
    const roster = await NamedRoster.open(world());
    const { account: provider } = roster;
    const instanceId = world().emulator.eiam.instanceId;
    new eiam.OrganizationalUnit("other", { instanceId: "idaas_other", organizationalUnitName: "夜班组" }, { provider });
    const lines = (name: string): readonly string[] => ["账号,部门,instanceId", `alice,${name},`, `bobby,${name},${instanceId}`];
    await expect(roster.resolve(lines("夜班组"))).rejects.toThrow(/people\.csv has 2 problems/);
    const own = new eiam.OrganizationalUnit("own", { organizationalUnitName: "夜班组", instanceId }, { provider });
    const { ids } = await roster.resolve(lines("夜班组"));
    expect(ids.map((row) => row["primaryOrganizationalUnitId"])).toEqual([[own.id], [own.id]]);
  });

  test("cannot be told while the instance itself hangs on another resource", async () => {
    const roster = await NamedRoster.open(world());
    const { UNKNOWN } = await import("../../../provider/model/values");
    await expect(roster.resolve(["账号,部门", "alice,Sales"], { defaults: { instanceId: UNKNOWN } })).rejects.toThrow(
      /cannot be resolved: instanceId depends on other resources\. Write it as text\./,
    );
  });
});
