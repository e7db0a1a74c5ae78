import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { kindClass } from "../../../sdk/lib/classes/kind-class";
import { freshWorld } from "../directories/harness/world";
import { groupWorlds } from "../memberships/group-world";
import { NamedRoster } from "./names-world";

const LIST: Readonly<Record<string, string>> = {
  eds: "DescribeGroups",
  eiam: "ListGroups",
  workspace: "GET /v2/{project_id}/groups",
  cloudidentity: "ListGroups",
};

/** The class of a directory's groups, as programs import it. */
function classOfGroups({ kinds: { Group } }: Directory) {
  if (Group === undefined) throw new Error("every directory keeps groups");
  return kindClass(Group);
}

describe.each(groupWorlds(directories))("groups of $directory.name by name in a roster", ({ directory, field, user, make }) => {
  const world = freshWorld(directory);
  const open = (): Promise<NamedRoster> => NamedRoster.open(world());
  // All tests of the file are one program, in which resources have names of their own.
  let declared = 0;
  const declare = (account: NamedRoster["account"], groupName: string) =>
    new (classOfGroups(directory))(`${groupName} ${++declared}`, { groupName }, { provider: account });
  /** A CSV with these cells of groups, one person each. */
  const people = (...cells: readonly string[]): readonly string[] => {
    const { [directory.kinds.User.naturalKey]: _key, primaryOrganizationalUnitId: _unit, ...rest } = user("somebody", world().emulator);
    const row = (name: string, groups: string): string =>
      [name, ...Object.values(rest).map((value) => value.replace("somebody", name)), `"${groups}"`].join(",");
    return [
      [directory.kinds.User.naturalKey, ...Object.keys(rest), "组"].join(","),
      ...cells.map((groups, index) => row(`person${index}`, groups)),
    ];
  };
  /** The column of groups. */
  const column = (): number => people()[0]?.split(",").length ?? 0;

  test("become ids at the cost of one list, whatever the number of people", async () => {
    const [one, two] = [await make(world(), "视觉组"), await make(world(), "two")];
    const roster = await open();
    await world().forgetCalls();
    const many = Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? "视觉组;two" : "two"));
    const { ids, memory, warnings } = await roster.resolve(people(...many));
    expect(ids.map((row) => row[field])).toEqual(many.map((_, index) => (index % 2 === 0 ? [one, two] : [two])));
    expect(memory).toEqual({ [`${directory.name} groups`]: { 视觉组: one, two } });
    expect(warnings).toEqual([]);
    expect(await world().calls()).toEqual({ [LIST[directory.name] ?? ""]: 1 });
  });

  test("of the same program are found first, and the people wait for them", async () => {
    await make(world(), "夜班");
    const other = await make(world(), "two");
    const roster = await open();
    const [night, early] = [declare(roster.account, "夜班"), declare(roster.account, "早班")];
    const { ids, memory } = await roster.resolve(people("夜班;two", "早班"));
    expect(ids[0]?.[field]?.[0]).toBe(night.id);
    expect(ids.map((row) => row[field]?.at(-1))).toEqual([other, early.id]);
    expect(memory).toEqual({ [`${directory.name} groups`]: { two: other } });
  });

  test("of another account's program are not", async () => {
    declare((await open()).account, "夜班");
    await expect((await open()).resolve(people("夜班"))).rejects.toThrow(/"夜班" is no group of the directory/);
  });

  test.each([
    ["in another Unicode form", "Équipe", "E\u0301quipe"],
    ["with blanks around it", "two", " two "],
    ["separated by commas", "two", "two，two"],
  ])("are the same %s", async (_what, name, written) => {
    const id = await (directory.name === "workspace" ? make(world(), "two") : make(world(), name));
    const roster = await open();
    const { ids } = await roster.resolve(people(directory.name === "workspace" ? written.replace("E\u0301quipe", "two") : written));
    expect(ids[0]?.[field]?.[0]).toBe(id);
    const own = declare(roster.account, "three");
    expect((await roster.resolve(people("three"))).ids[0]?.[field]).toEqual([own.id]);
  });

  test("that do not exist are problems of their rows, with the nearest name, and nothing else is done", async () => {
    await make(world(), "two-teams");
    const roster = await open();
    declare(roster.account, "night-shift");
    await world().forgetCalls();
    const at = (line: number): string => `people\\.csv:${line}:${column()} person${line - 2}: ${field}`;
    const refused = roster.resolve(people("two-tems", "nigth-shift", "id:nobody", "two-teams,nobody"));
    for (const said of [
      /people\.csv has 4 problems/,
      new RegExp(`${at(2)} "two-tems" is no group of the directory\\. Did you mean "two-teams"\\?`),
      new RegExp(`${at(3)} "nigth-shift" is no group of the directory\\. Did you mean "night-shift"\\?`),
      new RegExp(`${at(4)} "id:nobody" is no group of the directory: no group has the id "nobody"`),
      new RegExp(`${at(5)} "nobody" is no group`),
    ])
      await expect(refused).rejects.toThrow(said);
    expect(await world().calls()).toEqual({ [LIST[directory.name] ?? ""]: 1 });
  });

  test("stand behind what id: marks, and behind an id alone, also where the program makes one of the same name", async () => {
    const id = await make(world(), "two");
    const roster = await open();
    declare(roster.account, "two");
    expect((await roster.resolve(people(`id:${id}`, id))).ids.map((row) => row[field])).toEqual([[id], [id]]);
  });

  test("that the console renamed stay what they were, with a warning and nobody leaving", async () => {
    const id = await make(world(), "new-name");
    const kept = `${directory.name} groups`;
    const { ids, memory, warnings } = await (
      await open()
    ).resolve(people("old-name", "old-name,new-name"), { before: { [kept]: { "old-name": id } } });
    expect(ids.map((row) => row[field])).toEqual([[id], [id, id]]);
    expect(warnings).toEqual([
      expect.stringContaining(`what was called "old-name" is called "new-name" in the directory now (${id}): renamed`),
    ]);
    expect(memory).toEqual({ [kept]: { "old-name": id, "new-name": id } });
  });

  test("that the service cannot list stop the run and say why", async () => {
    const roster = await open();
    await world().faults(`"${LIST[directory.name]}" forbidden`);
    await expect(roster.resolve(people("two"))).rejects.toThrow(/people\.csv: the names of groups and units cannot be resolved: .*/);
  });
});

describe("names that several groups of a directory bear", () => {
  describe.each(groupWorlds(directories).filter(({ directory }) => directory.name !== "cloudidentity"))(
    "on $directory.name",
    ({ directory, make, user }) => {
      const world = freshWorld(directory);
      test("are refused with the ids, unless the program makes one of that name", async () => {
        const { [directory.kinds.User.naturalKey]: _key, primaryOrganizationalUnitId: _unit, ...rest } = user("alice", world().emulator);
        const people = [
          [directory.kinds.User.naturalKey, ...Object.keys(rest), "groups"].join(","),
          ["alice", ...Object.values(rest), "twins"].join(","),
        ];
        const ids = [await make(world(), "twins"), await make(world(), "twins")];
        const roster = await NamedRoster.open(world());
        const [one = "", two = ""] = [...new Set(ids)];
        const said = directory.name === "workspace" ? /is borne by 2 groups: twins \(id:/ : new RegExp(`\\(id:${one}\\).*\\(id:${two}\\)`);
        await expect(roster.resolve(people)).rejects.toThrow(said);
        const own = new (classOfGroups(directory))("own", { groupName: "twins" }, { provider: roster.account });
        const found = await roster.resolve(people);
        expect(Object.values(found.ids[0] ?? {}).flat()).toContain(own.id);
      });
    },
  );
});

describe("groups that nobody can be put into", () => {
  describe.each([
    { name: "workspace", kind: "elsewhere", own: { platformType: "AD" } },
    { name: "cloudidentity", kind: "automatic", own: { joinType: "Auto" } },
  ] as const)("on $name", ({ name, kind, own }) => {
    const world = freshWorld(directories[name]);
    test("are a problem of the row, whether they exist or the program makes them", async () => {
      const make = groupWorlds(directories).find(({ directory }) => directory.name === name)?.make;
      await make?.(world(), "everybody", kind);
      const roster = await NamedRoster.open(world());
      new (classOfGroups(directories[name]))("more", { groupName: "more", ...own }, { provider: roster.account });
      const people = ["userName,邮箱,groups", "alice,alice@example.com,everybody", "bobby,bobby@example.com,more"];
      const refused = roster.resolve(people);
      await expect(refused).rejects.toThrow(
        /people\.csv:2:3 alice: groupIds "everybody" is everybody, an automatic group: the service itself/,
      );
      await expect(refused).rejects.toThrow(/people\.csv:3:3 bobby: groupIds "more" is more, an automatic group: the service itself/);
    });
  });
});

describe("a group of cloudidentity that its program makes anew under another name", () => {
  const world = freshWorld(directories.cloudidentity);
  test("goes on to be found by its label, while the old one is there", async () => {
    const before = await world().provider({}, world().clock, directories.cloudidentity.kinds.Group);
    const old = await before.create({ groupName: "night", displayName: "夜班" });
    const roster = await NamedRoster.open(world());
    const Group = classOfGroups(directories.cloudidentity);
    const own = new Group("night", { groupName: "late", displayName: "夜班" }, { provider: roster.account });
    const { ids } = await roster.resolve(["userName,groups", "alice,夜班", "bobby,night"]);
    expect(ids.map(({ groupIds }) => groupIds)).toEqual([[own.id], [old.id]]);
  });
});

describe("more groups than a creation takes", () => {
  const world = freshWorld(directories.workspace);
  test("are refused for those who are new, also where the run makes the groups", async () => {
    const roster = await NamedRoster.open(world());
    const names = Array.from({ length: 6 }, (_, index) => `team${index}`);
    for (const groupName of names) new (classOfGroups(directories.workspace))(groupName, { groupName }, { provider: roster.account });
    const people = [
      "userName,邮箱,groups",
      `alice,alice@example.com,${names.join(";")}`,
      `bobby,bobby@example.com,${names.slice(1).join(";")}`,
    ];
    await expect(roster.resolve(people)).rejects.toThrow(
      /people\.csv has 1 problem:\s+people\.csv:2:3 alice: groupIds names 6 groups, and a creation takes at most 5/,
    );
    expect((await roster.resolve(people, { known: ["alice"] })).ids).toHaveLength(2);
  });
});

test.each(["workspace", "cloudidentity"] as const)("a column of units is refused on %s, which has none", async (name) => {
  const { parseRoster } = await import("../../../sdk/lib/roster/people/parse");
  const text = "userName,邮箱,部门\nalice,alice@example.com,设计部\n";
  const read = () => parseRoster({ file: "people.csv", text, directories, directory: name, references: "names", env: {} });
  expect(read).toThrow(new RegExp(`"部门" is not a field of ${name} users: it means organization, and they have none\\. .*null`));
});
