import { type DriftResult, runDrift } from "../../../cli/drift/answer";
import { renderReport } from "../../../cli/report/formats";
import { plain } from "../../../cli/report/text";
import { readStackState } from "../../../cli/stack/stack-state";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { groupsField } from "../../../provider/model/memberships";
import type { Fields } from "../../../provider/model/values";
import { freshWorld, type World } from "../directories/harness/world";
import { type Exported, exportedState } from "./exported-state";
import { kindNamed, managed, managedGroup, memberOf } from "./group-world";
import { samplePerson } from "./sample-people";
import { configOf } from "./stack-config";

async function drift(world: World, resources: readonly Exported[], ignore: readonly string[] = []): Promise<DriftResult> {
  return runDrift(
    { state: readStackState(exportedState(resources)), config: configOf(world) },
    { ignore, folder: "/nowhere", environment: {}, say: () => undefined, clock: world.clock },
  );
}

function sections({ report }: DriftResult): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(report.groups.map(({ id, entries }) => [id, entries.map(({ key }) => plain(key))]));
}

/** A group's state after somebody has done this to it behind the program's back. */
async function behind(world: World, { id, outputs }: Exported, what: "delete" | "describe"): Promise<void> {
  const provider = await world.provider({}, world.clock, kindNamed(world.directory, "Group"));
  if (what === "delete") await provider.delete(id, { ...outputs, deleteWithMembers: true });
  else await provider.update(id, outputs, { ...outputs, description: "Day shift" });
}

describe.each(Object.values<Directory>(directories))("groups of $name", (directory) => {
  const world = freshWorld(directory);
  const users = directory.kinds.User;

  test("are clean when untouched; edited ones show their fields, gone ones who was in them, and only reads are sent", async () => {
    const [editors, night] = [await managedGroup(world(), "editors", { description: "Night shift" }), await managedGroup(world(), "night")];
    const alice = await managed(world(), users, memberOf(world(), 1, [night.id]));
    const state = [editors, night, alice];
    expect(await drift(world(), state, ["*"])).toMatchObject({ exitCode: 0, report: { sections: [], groups: [], unseen: [] } });

    await behind(world(), editors, "describe");
    await behind(world(), night, "delete");
    await world().forgetCalls();
    const result = await drift(world(), state, ["*"]);
    expect(result.exitCode).toBe(7);
    expect(sections(result)).toEqual({ "groups-deleted": ["night"], "groups-edited": ["editors"] });
    const json = JSON.parse(renderReport(result.report, "json", { color: false }));
    expect(json.groups).toMatchObject([
      { groups: [{ noun: "group", notes: [`1 of this stack was in it: ${alice.name}.`] }] },
      { groups: [{ changes: [{ field: "description", before: "Night shift", after: "Day shift" }] }] },
    ]);
    const writes = Object.keys(await world().calls()).filter((call) => !/^(Describe|Filter|Get|List|GET )/.test(call));
    expect(writes).toEqual([]);
  });

  test("that nobody manages are listed; they are a difference only where the stack manages groups", async () => {
    const [ours, theirs] = [await managedGroup(world(), "ours"), await managedGroup(world(), "theirs")];
    const alice = await managed(world(), users, samplePerson(directory.name, 1));
    const others = await drift(world(), [alice]);
    expect(sections(others)["groups-unmanaged"]).toEqual(expect.arrayContaining(["ours", "theirs"]));
    expect(others.exitCode).toBe(0);
    const own = await drift(world(), [alice, ours]);
    expect(sections(own)["groups-unmanaged"]).toContain(theirs.name);
    expect(sections(own)["groups-unmanaged"]).not.toContain(ours.name);
    expect(own.exitCode).toBe(7);
  });

  test("somebody put into one by others shows on the user, with the group's name", async () => {
    const [night, day] = [await managedGroup(world(), "night"), await managedGroup(world(), "day")];
    const alice = await managed(world(), users, memberOf(world(), 1, [night.id]));
    const bob = await managed(world(), users, memberOf(world(), 2, [day.id]));
    const kept = { ...alice, outputs: { ...alice.outputs, otherGroups: "keep" } };
    await (await world().provider()).update(alice.id, alice.outputs, memberOf(world(), 1, [night.id, day.id]));
    const { report } = await drift(world(), [night, day, alice, bob], ["*"]);
    const json = JSON.parse(renderReport(report, "json", { color: false }));
    expect(json.sections).toMatchObject([
      {
        id: "edited",
        people: [
          { key: alice.name, changes: [{ kind: "list", field: groupsField(users.fields), added: [`day (${day.id})`], removed: [] }] },
        ],
      },
    ]);
    expect((await drift(world(), [night, day, kept, bob], ["*"])).report.sections).toEqual([]);
  });
});

describe.each([
  ["eds", "Organization"],
  ["eiam", "OrganizationalUnit"],
] as const)("units of %s", (name, token) => {
  const world = freshWorld(directories[name]);

  test("that were moved or renamed show from where to where, by name", async () => {
    const kind = kindNamed(directories[name], token);
    const parent = kind.parentFields.at(-1) ?? "";
    const unit = (title: string, more: Fields = {}) => managed(world(), kind, { [kind.naturalKey]: title, ...more });
    const [design, sales] = [await unit("设计部"), await unit("销售部")];
    const vision = await unit("视觉组", { [parent]: design.id });
    const state = [design, sales, vision];
    expect(await drift(world(), state, ["*"])).toMatchObject({ exitCode: 0, report: { groups: [] } });
    const provider = await world().provider({}, world().clock, kind);
    await provider.update(vision.id, vision.outputs, { ...vision.outputs, [parent]: sales.id, [kind.naturalKey]: "视觉" });
    const { report } = await drift(world(), state, ["*"]);
    const [edited] = JSON.parse(renderReport(report, "json", { color: false })).groups;
    expect(edited.groups).toMatchObject([{ noun: kind.noun, key: "视觉组" }]);
    expect(edited.groups[0].changes).toEqual(
      expect.arrayContaining([
        { kind: "value", field: kind.naturalKey, before: "视觉组", after: "视觉" },
        { kind: "value", field: parent, before: `设计部 (${design.id})`, after: `销售部 (${sales.id})` },
      ]),
    );
  });
});

describe("what nobody made", () => {
  const volcano = freshWorld(directories.cloudidentity);
  const eds = freshWorld(directories.eds);

  test("is nobody's to manage: an automatic group, the root", async () => {
    await managedGroup(volcano(), "everybody", { joinType: "Auto" });
    const person = await managed(volcano(), directories.cloudidentity.kinds.User, samplePerson("cloudidentity", 1));
    expect(sections(await drift(volcano(), [person]))["groups-unmanaged"] ?? []).not.toContain("everybody");

    const organization = kindNamed(directories.eds, "Organization");
    const design = await managed(eds(), organization, { orgName: "设计部" });
    const result = await drift(eds(), [design]);
    const ids = result.report.groups.flatMap(({ entries }) => entries.flatMap(({ facts }) => facts.map(({ value }) => plain(value))));
    expect(ids).not.toContain("org-aliyun-wy-org-id");
    expect(sections(result)["groups-unmanaged"]?.length).toBeGreaterThan(0);
  });

  test("a key that may not list groups still compares people", async () => {
    const alice = await managed(eds(), directories.eds.kinds.User, samplePerson("eds", 1));
    await eds().faults("DescribeGroups forbidden");
    const { exitCode, report } = await drift(eds(), [alice]);
    expect(exitCode).toBe(0);
    expect(report.unseen.map(plain).join("\n")).toMatch(/^Groups of Alibaba Cloud EDS could not be listed, so groups managed by nobody/m);
  });
});
