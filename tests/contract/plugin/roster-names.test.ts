import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Named, withIds } from "../../../plugin/roster-names";
import type { SettingSources } from "../../../provider/config/settings";
import { directories } from "../../../provider/directories";
import { UNKNOWN } from "../../../provider/model/values";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { PluginWorld } from "./plugin-world";

// A process asks a directory for its lists once, so all of these are the questions of one run.
let world: PluginWorld;
let folder: string;
beforeAll(async () => (world = await PluginWorld.start()));
afterAll(() => world.close());
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-names-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Settings as a configured process has them. */
function sources(): SettingSources {
  const settings = new Map(Object.entries(world.settings()).map(([key, value]) => [`rollcall:${key}`, String(value)]));
  return { config: (name) => settings.get(name), environment: {} };
}

async function fieldsOf(csv: string, named: Named = {}, before?: Readonly<Record<string, unknown>>, directory = "eds") {
  const file = join(folder, "people.csv");
  writeFileSync(file, csv);
  const parsed = parseRoster({ file, directory, directories, env: {}, references: "names" });
  const found = await withIds(parsed, { file, named, sources: sources(), former: before, users: [] });
  return { fields: Object.fromEntries(found.parsed.rows.map(({ key, fields }) => [key, fields])), ...found };
}

const head = "endUserId,email,组,部门";

test("names of the program are its ids, everything else is the directory's, and parts between commas may be either", async () => {
  const { fields, memory } = await fieldsOf(
    [
      head,
      "alice,a@example.com,Divers;All staff,设计部/潜水",
      '"bobby",b@example.com,"Divers,On call",Design',
      '"carol",c@example.com,"Crew, night",',
      "danny,d@example.com,,",
    ].join("\n"),
    { Divers: "ug-divers-1", "Crew, night": "ug-crew-1", "设计部/潜水": "org-divers" },
  );
  expect(fields).toMatchObject({
    alice: { groupIdList: ["ug-divers-1", "ug-all-staff"], orgId: "org-divers" },
    bobby: { groupIdList: ["ug-divers-1", "ug-oncall"], orgId: "org-design" },
    carol: { groupIdList: ["ug-crew-1"] },
  });
  expect(fields["danny"]).not.toHaveProperty("groupIdList");
  expect(memory).toEqual({ "eds groups": { "All staff": "ug-all-staff", "On call": "ug-oncall" }, "eds unit": { Design: "org-design" } });
});

test("an id that a preview does not know yet stays open", async () => {
  const { fields } = await fieldsOf(`${head}\nalice,a@example.com,Divers;All staff,\n`, { Divers: UNKNOWN });
  expect(fields["alice"]).toMatchObject({ groupIdList: [UNKNOWN, "ug-all-staff"] });
});

test("a name may mean another one in each directory", async () => {
  const { fields } = await fieldsOf("directory,key,email,groups\neds,alice,a@example.com,Divers\nworkspace,bobby,b@example.com,Divers\n", {
    "eds/Divers": "ug-eds",
    Divers: "ug-other",
  });
  expect(fields).toMatchObject({ alice: { groupIdList: ["ug-eds"] }, bobby: { groupIds: ["ug-other"] } });
});

test("what nobody gives and the directory does not have is told by line, all at once", async () => {
  const refused = fieldsOf(`${head}\nalice,a@example.com,Divers;All stuff,\nbobby,b@example.com,Pilots,Sailing/Boats\n`, {
    Divers: "ug-1",
  });
  await expect(refused).rejects.toThrow(/people\.csv has 3 problems/);
  await expect(refused).rejects.toThrow(
    /people\.csv:2:3 alice: groupIdList "All stuff" is no group of the directory\. Did you mean "All staff"\?/,
  );
  await expect(refused).rejects.toThrow(/people\.csv:3:4 bobby: orgId "Sailing\/Boats" is no unit/);
});

test("who renames a group at the console moves nobody: what was meant before is meant still", async () => {
  const { fields, parsed } = await fieldsOf(
    `${head}\nalice,a@example.com,Old name,\n`,
    {},
    { references: { "eds groups": { "Old name": "ug-all-staff" } } },
  );
  expect(fields["alice"]).toMatchObject({ groupIdList: ["ug-all-staff"] });
  expect(parsed.warnings.join()).toMatch(/what was called "Old name" is called "All staff"/);
});

test("a file that names nothing asks nothing", async () => {
  await world.control("DELETE", "calls");
  const { memory } = await fieldsOf("endUserId,email\nalice,a@example.com\n");
  expect(memory).toBeUndefined();
  expect(await world.calls()).toEqual({});
});
