import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeLanguage, EngineProject, ExternalEmulator, repository, startProcess, stateResources } from "./harness";

let emulator: ExternalEmulator;
let project: EngineProject | undefined;

beforeAll(async () => {
  emulator = await ExternalEmulator.start();
});
afterEach(() => {
  project?.remove();
  project = undefined;
});
afterAll(() => emulator.stop());

const example = (name: string, file: string): string => readFileSync(join(repository, "examples", name, file), "utf8");

/** Types and names of ours in state, sorted. */
const managed = (from: EngineProject): readonly string[] =>
  stateResources(from)
    .filter(({ type }) => type.startsWith("rollcall:"))
    .map(({ type, urn }) => `${type} ${urn.slice(urn.lastIndexOf("::") + 2)}`)
    .sort();

describeLanguage("python", () => {
  test("the example makes users and groups, and has nothing to do after that", async () => {
    project = EngineProject.create({ language: "python", program: example("python", "__main__.py"), env: emulator.environment() });
    const up = await project.up();
    expect(up).toSucceed();
    expect(up.all).toMatch(/passwords *: *(\{[^}]*)?\[secret\]/);
    expect(managed(project)).toEqual([
      "rollcall:eds:Group crew",
      "rollcall:eds:Group pilots",
      "rollcall:eds:User ines_mar",
      "rollcall:eds:User joss_weir",
      "rollcall:index:Guard guard",
    ]);
    const ines = (await emulator.users("eds")).find((user) => user["EndUserId"] === "ines_mar");
    expect(ines?.["GroupIdList"] ?? ines?.["Groups"]).toHaveLength(2);
    const again = await project.preview("--expect-no-changes");
    expect(again).toSucceed();
    // A bad value is refused by its field before anybody is touched.
    project.writeProgram(example("python", "__main__.py").replace("@harbour-lane", "@@harbour-lane"));
    const refused = await project.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.all).toMatch(/email/);
  });
});

describeLanguage("typescript", () => {
  test("the example type-checks against the generated package, makes a set and a group, and has nothing to do after that", async () => {
    project = EngineProject.create({
      program: example("typescript-plugin", "index.ts"),
      plugin: true,
      files: { "tsconfig.json": example("typescript-plugin", "tsconfig.json") },
      env: emulator.environment(),
    });
    const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
    const checked = startProcess(process.execPath, [compiler, "-p", project.folder], { cwd: project.folder, env: process.env }).done;
    expect(await checked).toMatchObject({ code: 0, all: "" });
    expect(await project.up()).toSucceed();
    expect(managed(project)).toEqual(["rollcall:workspace:Group designers", "rollcall:workspace:UserSet desks"]);
    expect(await emulator.users("workspace")).toHaveLength(2);
    expect(await project.preview("--expect-no-changes")).toSucceed();
  });
});
