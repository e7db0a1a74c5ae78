import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineProject, nameOf, repository, stateResources } from "./harness";

const folder = join(repository, "examples");

/**
 * Every example that is a program of dynamic resources, with what it declares; `plugin*.test.ts` runs the others. They share a stack, which
 * none of them notices: each names accounts, files and resources of its own.
 */
const together: Readonly<Record<string, readonly string[]>> = {
  cloudidentity: ["cloudidentity:User zhao.min"],
  eds: ["eds:User lin_mei", "eds:User temp_oskar"],
  eiam: ["eiam:User wei.chen"],
  everywhere: ["cloudidentity:User rosa_lim", "eds:User rosa_lim", "eiam:User rosa_lim", "workspace:User rosa_lim"],
  organisation: [
    ...["design", "research", "vision"].flatMap((unit) => [`eds:Organization ${unit}`, `eiam:OrganizationalUnit ${unit}`]),
    ...["eds:Group night", "eiam:Group night", "eiam:User he_qin"],
    ...["gu_ming", "ren_jie", "su_yan"].flatMap((person) => [`eds:User ${person}`, `eiam:User ${person}`]),
  ],
  "two-accounts": ["eds:User li_na-international", "eds:User li_na-mainland"],
  workspace: ["workspace:User han.li"],
};

/** The one whose roster has the name of another's. */
const ALONE = "quickstart";

/** Types and names in state of what the programs declare, sorted. */
const declared = (project: EngineProject): readonly string[] =>
  stateResources(project)
    .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"))
    .map(({ type, urn }) => `${type.slice(type.lastIndexOf("/") + 1)} ${nameOf(urn)}`)
    .sort();

const read = (name: string, file: string): string => readFileSync(join(folder, name, file), "utf8");

const config = { "rollcall:target": "emulator" };

test("every example with a program is run here", () => {
  const usesPlugin = (name: string): boolean => {
    const manifest = join(folder, name, "Pulumi.yaml");
    return existsSync(manifest) && readFileSync(manifest, "utf8").includes("\nplugins:");
  };
  const programs = readdirSync(folder).filter(
    (name) => existsSync(join(folder, name, "index.ts")) && !existsSync(join(folder, name, "PulumiPolicy.yaml")) && !usesPlugin(name),
  );
  expect(programs.sort()).toEqual([...Object.keys(together), ALONE].sort());
});

test("the examples make what they declare and have nothing to do after that, and those who hold others go after them", async () => {
  const names = Object.keys(together);
  const project = EngineProject.create({
    program: names.map((name, index) => `export * as example${index} from "./${name}/index";\n`).join(""),
    config,
    files: {
      ...Object.fromEntries(names.map((name) => [`${name}/index.ts`, read(name, "index.ts")])),
      "people.csv": read("organisation", "people.csv"),
    },
  });
  try {
    expect(await project.up()).toSucceed();
    expect(declared(project)).toEqual(Object.values(together).flat().sort());
    expect(await project.preview("--expect-no-changes")).toSucceed();
    const people = declared(project).filter((resource) => resource.includes(":User ")).length;
    project.setEnvironment({ ROLLCALL_ALLOW_DELETES: String(people) });
    expect(await project.destroy()).toSucceed();
    expect(declared(project)).toEqual([]);
  } finally {
    project.remove();
  }
});

test(`the example ${ALONE} makes its 25 people, and has nothing to do after that`, async () => {
  const project = EngineProject.create({ program: read(ALONE, "index.ts"), config, files: { "people.csv": read(ALONE, "people.csv") } });
  try {
    expect(await project.up()).toSucceed();
    expect(declared(project)).toHaveLength(25);
    expect(await project.preview("--expect-no-changes")).toSucceed();
  } finally {
    project.remove();
  }
});
