import { openCatalogue } from "../../../provider/calls/catalogue";
import { importDirectory, type Imported, type ImportTarget } from "../../../cli/import/run-import";
import { directories } from "../../../provider/directories";
import { type Directory, type Kind, kindsOf } from "../../../provider/model/kind";
import { findGroup, findUnit } from "../../../provider/model/catalogue";
import { declaredOf } from "../../../provider/lifecycle/outputs";
import { dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import { kindOfType } from "../../../provider/pulumi/names";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { freshWorld, type World } from "../directories/harness/world";
import { Settings } from "../../../provider/config/settings";
import { problemsOf } from "../../../sdk/lib/gate/problems";
import { kindNamed, managed, managedGroup, memberOf } from "./group-world";

const TARGET: ImportTarget = { to: "roster", as: "users", out: "people.csv", name: "people", withGroups: true };

async function run(world: World, target: Partial<ImportTarget> = {}): Promise<Imported> {
  const context = await world.context();
  const catalogue = openCatalogue(world.directory, await world.account(), context.service);
  await world.forgetCalls();
  const imported = await importDirectory({ context, catalogue }, { ...TARGET, ...target });
  const writes = Object.keys(await world.calls()).filter((call) => !/^(Describe|Filter|Get|List|GET )/.test(call));
  expect(writes).toEqual([]);
  return imported;
}

/** Resources of an import file with their kinds. */
function specs({ importFile }: Imported) {
  return importFile.resources.flatMap((resource) => {
    const type = kindOfType(resource.type, directories);
    return type === undefined || !("id" in resource) ? [] : [{ ...resource, kind: type.kind, many: type.many }];
  });
}

/** A program may declare what the import file holds, and the provider finds nothing to change in it. */
async function unchanged(world: World, imported: Imported): Promise<void> {
  const candidates = specs(imported).flatMap(({ kind, many, name, inputs }) =>
    many ? [] : [{ kind, many, name, properties: declaredOf(kind, inputs), ofDefaultAccount: true, isNew: () => false }],
  );
  const emulated = new Settings({ environment: { ROLLCALL_TARGET: "emulator" }, config: () => undefined });
  expect(problemsOf(candidates, emulated)).toEqual([]);
  for (const { kind, many, id, inputs, outputs } of specs(imported)) {
    if (many) {
      const context = await world.context();
      const provider = dynamicSetProvider(kind, async () => context);
      await provider.configure({ config: { get: () => undefined } });
      expect(await provider.diff(id, outputs, inputs)).toEqual({ changes: false });
      continue;
    }
    const provider = await world.provider({}, world.clock, kind);
    expect(await provider.check(outputs, inputs)).not.toHaveProperty("failures");
    expect(await provider.diff(id, outputs, inputs)).toEqual({ changes: false });
    expect((await provider.read(id, outputs)).inputs).toEqual(declaredOf(kind, inputs));
  }
}

function names(imported: Imported, token: string): readonly string[] {
  return (imported.groups?.taken ?? []).flatMap(({ kind, name }) => (kind.token === token ? [name] : []));
}

const unitKind = (directory: Directory): Kind | undefined => kindsOf(directory).find(({ token }) => token.startsWith("Organi"));

describe.each(Object.values<Directory>(directories))("import of $name with groups", (directory) => {
  const world = freshWorld(directory);

  async function furnish(): Promise<Readonly<Record<"night" | "day", string>>> {
    const night = await managedGroup(world(), "夜班", { description: "Night shift" });
    const day = await managedGroup(world(), "day");
    await managed(world(), directory.kinds.User, memberOf(world(), 1, [night.id]));
    await managed(world(), directory.kinds.User, memberOf(world(), 2, [night.id, day.id]));
    return { night: night.id, day: day.id };
  }

  test.each<Partial<ImportTarget>>([
    {},
    { out: "people.yaml" },
    { out: "people.xlsx" },
    { references: "ids" },
    { as: "set" },
    { to: "typescript", out: "people.ts" },
    { to: "typescript", out: "people.ts", as: "set" },
  ])("takes groups, units and memberships over without a write: %j", async (target) => {
    await furnish();
    const imported = await run(world(), target);
    expect([imported.taken.length, imported.leftOut, imported.groups?.leftOut]).toEqual([2, [], []]);
    expect(names(imported, "Group")).toEqual(expect.arrayContaining(["day", "夜班"]));
    await unchanged(world(), imported);
  });

  test("a roster names groups and units, and its names mean the same ids again", async () => {
    const { night, day } = await furnish();
    const imported = await run(world());
    expect(imported.content).toContain("夜班");
    expect(imported.content).not.toContain(night);
    const { context, catalogue } = await source(world());
    const [groups, units = []] = [await catalogue.groups(), await catalogue.units?.()];
    const { rows } = parseRoster({
      file: "people.csv",
      text: String(imported.content),
      directory: directory.name,
      directories,
      references: "names",
      env: {},
    });
    const users = specs(imported).filter(({ kind }) => kind.token === "User");
    for (const [index, row] of rows.entries()) {
      for (const [field, { texts, means, many }] of Object.entries(row.references ?? {})) {
        const ids = texts.map((text) => {
          const result = means === "groups" ? findGroup(groups, text) : findUnit(units, text);
          return "found" in result ? result.found.id : result.problem;
        });
        expect([field, many ? ids : ids[0]]).toEqual([field, users[index]?.inputs[field]]);
      }
    }
    expect(rows[1]?.references).toBeDefined();
    expect(imported.groupsContent).toContain(`export const group_夜班 = new ${directory.name}.Group("夜班", {`);
    expect(imported.groupsContent).not.toContain(day);
    expect(context.kind.token).toBe("User");
  });

  test("a program's users take the ids from its groups", async () => {
    const { night } = await furnish();
    const { content } = await run(world(), { to: "typescript", out: "people.ts" });
    expect(content).toContain("[group_夜班.groupId");
    expect(content).not.toContain(night);
  });

  test("filters take the groups of the chosen people alone", async () => {
    await furnish();
    const imported = await run(world(), { pattern: "person_1" });
    expect([imported.taken.length, names(imported, "Group")]).toEqual([1, ["夜班"]]);
  });

  test("groups alone come by name, and nobody is read", async () => {
    const { night } = await furnish();
    const imported = await run(world(), { onlyGroups: true, groupsPattern: "夜*" });
    expect([imported.taken, imported.content, names(imported, "Group")]).toEqual([[], "", ["夜班"]]);
    expect(imported.groupsContent).toContain("夜班");
    expect(specs(imported).map(({ id }) => id)).toEqual([night]);
    expect(Object.keys(await world().calls()).filter((call) => /User(s)?$|users/.test(call))).toEqual([]);
    const program = await run(world(), { onlyGroups: true, to: "typescript", out: "groups.ts" });
    expect(program.content).toContain("group_day");
    expect(program.content).not.toContain("UserArgs");
  });

  test("units stand below their parents, and a unit's parent comes first", async () => {
    const kind = unitKind(directory);
    if (kind === undefined) return;
    const parentField = kind.parentFields.at(-1) ?? "";
    const design = await managed(world(), kind, { [kind.naturalKey]: "设计部" });
    await managed(world(), kind, { [kind.naturalKey]: "视觉/组", [parentField]: design.id });
    const imported = await run(world());
    const units = names(imported, kind.token);
    expect(units).toEqual(expect.arrayContaining(["设计部", "设计部/视觉\\/组"]));
    expect(units.indexOf("设计部")).toBeLessThan(units.indexOf("设计部/视觉\\/组"));
    expect(imported.groupsContent).toContain(`${parentField}: ${kind.noun}_设计部.${kind.idOutput}`);
    expect(imported.groups?.builtIn).toBeGreaterThan(0);
    await unchanged(world(), imported);
  });
});

async function source(world: World) {
  const context = await world.context();
  return { context, catalogue: openCatalogue(world.directory, await world.account(), context.service) };
}

describe("names that are not sure to be found again", () => {
  const world = freshWorld(directories.eds);
  const group = kindNamed(directories.eds, "Group");

  test("stand as id: in the roster, and groups of one name, of which a program can declare one alone, stay out", async () => {
    const provider = await (await world().context(group)).calls;
    const ids: string[] = [];
    for (const groupName of ["twins", "twins", "2027-03-31", "a;b", "=1+1", "(none)"])
      ids.push((await provider.create({ groupName }, { token: groupName })).id);
    const other = await managedGroup(world(), "a,b");
    await managed(world(), directories.eds.kinds.User, memberOf(world(), 1, [...ids, other.id]));
    const imported = await run(world());
    for (const id of ids) expect(imported.content).toContain(`id:${id}`);
    expect(imported.content).toContain("a,b");
    expect(names(imported, "Group").filter((name) => name.startsWith("twins"))).toEqual([]);
    expect(imported.groups?.leftOut).toMatchObject(
      [...ids.slice(0, 2)].sort().map((id) => ({ object: { ref: { id, key: "twins" } }, reason: expect.stringContaining(id) })),
    );
    await unchanged(world(), imported);
  });
});
