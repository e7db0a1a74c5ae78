import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, repository, stateResources } from "./harness";

const folder = join(repository, "examples");

/** Every example that is a program of dynamic resources, with how many people, groups and units it declares; `plugin*.test.ts` runs the others. */
const examples: Readonly<Record<string, number>> = {
  cloudidentity: 1,
  eds: 2,
  eiam: 1,
  everywhere: 4,
  organisation: 15,
  quickstart: 25,
  "two-accounts": 2,
  workspace: 1,
};

/** Those whose resources have an order of going. */
const GOES = new Set(["organisation"]);

test("every example with a program is run here", () => {
  const usesPlugin = (name: string): boolean => {
    const manifest = join(folder, name, "Pulumi.yaml");
    return existsSync(manifest) && readFileSync(manifest, "utf8").includes("\nplugins:");
  };
  const programs = readdirSync(folder).filter(
    (name) => existsSync(join(folder, name, "index.ts")) && !existsSync(join(folder, name, "PulumiPolicy.yaml")) && !usesPlugin(name),
  );
  expect(programs.sort()).toEqual(Object.keys(examples));
});

test.each(Object.entries(examples))("the example %s makes its %d resources, and has nothing to do after that", async (name, people) => {
  const roster = join(folder, name, "people.csv");
  const project = await EngineProject.create({
    program: readFileSync(join(folder, name, "index.ts"), "utf8"),
    config: { "rollcall:target": "emulator" },
    ...(existsSync(roster) && { files: { "people.csv": readFileSync(roster) } }),
  });
  try {
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(stateResources(project).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic")).length).toBe(people);
    expect(await project.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    // Those who hold others go after them.
    if (!GOES.has(name)) return;
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(stateResources(project).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"))).toEqual([]);
  } finally {
    project.remove();
  }
});
