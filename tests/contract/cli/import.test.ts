import { openCatalogue } from "../../../provider/calls/catalogue";
import { importDirectory, type Imported, type ImportSource, type ImportTarget } from "../../../cli/import/run-import";
import { validateUser } from "../../../provider/lifecycle/validate";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { dynamicSetProvider } from "../../../provider/pulumi/dynamic";
import { declaredOf } from "../../../provider/lifecycle/outputs";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { freshWorld, type World } from "../directories/harness/world";
import { samplePerson } from "./sample-people";

const TARGET: ImportTarget = { to: "roster", as: "users", out: "people.csv", name: "people" };
const READS = /^(Describe|Filter|Get|List)/;

async function run(world: World, target: Partial<ImportTarget> = {}): Promise<Imported> {
  return importDirectory(await sourceOf(world), { ...TARGET, ...target });
}

/** A world's directory as the command opens it. */
async function sourceOf(world: World): Promise<ImportSource> {
  const context = await world.context();
  return { context, catalogue: openCatalogue(world.directory, await world.account(), context.service) };
}

async function people(world: World, count: number): Promise<void> {
  const provider = await world.provider();
  await Promise.all(Array.from({ length: count }, (_, index) => provider.create(samplePerson(world.directory.name, index + 1))));
  await world.forgetCalls();
}

/** The users of an import file, without the component around them. */
function users({ importFile }: Imported) {
  return importFile.resources.flatMap((resource) => ("id" in resource ? [resource] : []));
}

function contentOf({ content }: Imported): { readonly text: string } | { readonly bytes: Uint8Array } {
  return typeof content === "string" ? { text: content } : { bytes: content };
}

async function writes(world: World): Promise<readonly string[]> {
  return Object.keys(await world.calls()).filter((call) => !READS.test(call.replace(/^GET .*/, "Get")));
}

describe.each(Object.values<Directory>(directories))("import of $name", (directory) => {
  const world = freshWorld(directory);

  test.each(["people.csv", "people.yaml", "people.xlsx"])(
    "%s declares what the import file holds, and the provider finds nothing to change",
    async (out) => {
      await people(world(), 3);
      const imported = await run(world(), { out });
      expect([imported.taken.length, imported.leftOut]).toEqual([3, []]);
      const { rows } = parseRoster({ file: out, ...contentOf(imported), directory: directory.name, directories, env: {} });
      const provider = await world().provider();
      for (const [index, { id, inputs, outputs }] of users(imported).entries()) {
        expect(declaredOf(directory.kinds.User, inputs)).toEqual(rows[index]?.fields);
        expect(await provider.diff(id, outputs, inputs)).toEqual({ changes: false });
        expect((await provider.read(id, outputs)).inputs).toEqual(declaredOf(directory.kinds.User, inputs));
      }
      expect(await writes(world())).toEqual([]);
    },
  );

  test("every field that a read tells of a person is declared, or named as left out", async () => {
    await people(world(), 1);
    const imported = await run(world(), { to: "typescript", out: "people.ts" });
    const [user] = users(imported);
    const omitted = imported.taken.flatMap((one) => one.omitted);
    // CloudIdentity shows telephone numbers masked.
    expect(omitted).toEqual(directory.name === "cloudidentity" ? [{ field: "phone", reason: "is masked by the service" }] : []);
    expect([...Object.keys(user?.inputs ?? {}), ...omitted.map(({ field }) => field)]).toEqual(
      expect.arrayContaining(Object.keys(samplePerson(directory.name, 1))),
    );
    expect(user?.inputs["__provider"]).toBe(`exports.handler = () => require("rollcall/provider").${directory.name};`);
    expect(user?.outputs).toMatchObject({
      [directory.kinds.User.idOutput]: user?.id,
      adopted: true,
      __provider: user?.inputs["__provider"],
    });
  });

  test("who cannot be a member of a set stays out of it and is named", async () => {
    const { naturalKey } = directory.kinds.User;
    const legal = validateUser(directory.kinds.User, { ...samplePerson(directory.name, 1), [naturalKey]: "__proto__" }).length === 0;
    if (!legal) return;
    await (await world().provider()).create({ ...samplePerson(directory.name, 1), [naturalKey]: "__proto__" });
    const set = await run(world(), { as: "set" });
    expect(set.leftOut.map(({ user, reason }) => [user.ref.key, reason])).toEqual([
      ["__proto__", expect.stringMatching(/cannot be the name of a member.*--as users can hold it/)],
    ]);
    expect((await run(world(), { to: "typescript", out: "people.ts" })).content).toContain('  ["__proto__"]: {');
  });

  test.each(["people.csv", "people.yaml", "people.xlsx"])(
    "who is called like an empty cell stands in %s, and is read back",
    async (out) => {
      const { naturalKey } = directory.kinds.User;
      await (await world().provider()).create({ ...samplePerson(directory.name, 1), [naturalKey]: "null" });
      const roster = await run(world(), { out });
      const { rows } = parseRoster({ file: out, ...contentOf(roster), directory: directory.name, directories, env: {} });
      expect([roster.leftOut, rows.map(({ fields }) => fields[naturalKey])]).toEqual([[], ["null"]]);
    },
  );

  test.each(["people.csv", "people.yaml", "people.xlsx"])(
    "who is called like an error of a sheet stays out of %s, and is told where to go",
    async (out) => {
      const { naturalKey } = directory.kinds.User;
      const person = { ...samplePerson(directory.name, 1), [naturalKey]: "loading..." };
      if (validateUser(directory.kinds.User, person).length > 0) return;
      await (await world().provider()).create(person);
      const roster = await run(world(), { out });
      expect(roster.leftOut.map(({ user, reason }) => [user.ref.key, reason])).toEqual([
        ["loading...", expect.stringMatching(/writes where a formula fails\..*; --to typescript can hold it$/)],
      ]);
      expect((await run(world(), { to: "typescript", out: "people.ts" })).leftOut).toEqual([]);
    },
  );

  test("a pattern chooses by name, and nobody chosen writes nobody", async () => {
    await people(world(), 3);
    expect((await run(world(), { pattern: "person_[2]" })).taken).toEqual([]);
    expect((await run(world(), { pattern: "*_2" })).taken.map(({ user }) => user.ref.key)).toEqual(["person_2"]);
  });

  test("a key that may not list is an error that says so", async () => {
    await people(world(), 1);
    await world().faults("* forbidden");
    await expect(run(world())).rejects.toMatchObject({ category: "forbidden" });
    expect(await writes(world())).toEqual([]);
  });
});

describe("import of EDS", () => {
  const world = freshWorld(directories.eds);

  test("5,000 people cost the pages of two listings and of the lock times", async () => {
    await people(world(), 5_000);
    const imported = await run(world());
    expect([imported.taken.length, imported.leftOut]).toEqual([5_000, []]);
    expect(await world().calls()).toEqual({ DescribeUsers: 20, FilterUsers: 50 });
    expect(imported.importFile.resources).toHaveLength(5_001);
  }, 120_000);

  test("groups and organisations choose people; other directories say that they have none", async () => {
    const provider = await world().provider();
    await provider.create({ endUserId: "ann", email: "a@example.com", groupIdList: ["ug-design"], orgId: "org-sales" });
    await provider.create({ endUserId: "bob", email: "b@example.com", orgId: "org-design" });
    const keys = async (target: Partial<ImportTarget>) => (await run(world(), target)).taken.map(({ user }) => user.ref.key);
    expect(await keys({ group: "ug-design" })).toEqual(["ann"]);
    expect(await keys({ org: "org-design" })).toEqual(["bob"]);
    expect(await keys({ group: "ug-design", org: "org-design" })).toEqual([]);
    const source = await sourceOf(world());
    const other = { ...source, context: { ...source.context, kind: directories.cloudidentity.kinds.User } };
    await expect(importDirectory(other, { ...TARGET, org: "x" })).rejects.toMatchObject({
      code: "ERR_CONFIG",
      summary: "Volcengine CloudIdentity has no organization of users",
    });
  });

  test("a set holds everybody as one resource that the provider finds nothing to change in", async () => {
    await people(world(), 3);
    const imported = await run(world(), { to: "typescript", as: "set", out: "index.ts", name: "staff" });
    const [set, ...more] = users(imported);
    expect([set?.name, more]).toEqual(["staff", []]);
    expect(imported.content).toContain('new eds.UserSet("staff", {');
    expect(imported.content).not.toContain("endUserId");
    const context = await world().context();
    const provider = dynamicSetProvider(directories.eds.kinds.User, async () => context);
    await provider.configure({ config: { get: () => undefined } });
    expect(await provider.diff(set?.id ?? "", set?.outputs ?? {}, set?.inputs ?? {})).toEqual({ changes: false });
  });
});
