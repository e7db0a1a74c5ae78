import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { defaultDataFile } from "../../../provider/config/embedded-emulator";
import { projectFolder } from "../../../provider/config/project-folder";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "embedded-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts the one emulator of a process that has not started any. */
async function start(file: string): Promise<unknown> {
  jest.resetModules();
  const { embeddedEmulator } = await import("../../../provider/config/embedded-emulator");
  return embeddedEmulator(file);
}

test("a data file that is none is one error with its own code and one remedy, and stays as it is", async () => {
  const file = join(folder, "world.jsonl");
  writeFileSync(file, "my notes\n");
  await expect(start(file)).rejects.toMatchObject({
    code: "ERR_DATA_FILE",
    message: `the emulator cannot use its data file ${file}: it is not a Rollcall emulator data file. Nobody was dropped from state. [ERR_DATA_FILE] Remedy: Name another file with rollcall:emulatorData.`,
  });
  expect(readFileSync(file, "utf8")).toBe("my notes\n");
});

test("a folder in its place, or a file where its folder should be", async () => {
  const file = join(folder, "world.jsonl");
  mkdirSync(file);
  await expect(start(file)).rejects.toMatchObject({ code: "ERR_DATA_FILE", summary: expect.stringContaining("is a folder") });
  writeFileSync(join(folder, "notes"), "");
  await expect(start(join(folder, "notes", "world.jsonl"))).rejects.toMatchObject({
    code: "ERR_DATA_FILE",
    remedy: expect.stringContaining("rollcall:emulatorData"),
  });
});

test("each data file has an emulator of its own, and one however it is named", async () => {
  jest.resetModules();
  const { embeddedEmulator } = await import("../../../provider/config/embedded-emulator");
  const [north, south] = [join(folder, "north.jsonl"), join(folder, "south.jsonl")];
  const [first, second, again] = await Promise.all([
    embeddedEmulator(north),
    embeddedEmulator(south),
    embeddedEmulator(relative(process.cwd(), north)),
  ]);
  expect(second.endpoint).not.toBe(first.endpoint);
  expect(again).toBe(first);
});

test("a start that failed is tried again", async () => {
  jest.resetModules();
  const { embeddedEmulator } = await import("../../../provider/config/embedded-emulator");
  const file = join(folder, "world.jsonl");
  writeFileSync(file, "my notes\n");
  await expect(embeddedEmulator(file)).rejects.toMatchObject({ code: "ERR_DATA_FILE" });
  rmSync(file);
  expect(await embeddedEmulator(file)).toMatchObject({ endpoint: expect.stringContaining("127.0.0.1") });
});

test.each(["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"])(
  "the default file stands beside the project's %s, however deep the program is",
  (name) => {
    const program = join(folder, "src", "people");
    mkdirSync(program, { recursive: true });
    expect(defaultDataFile(program)).toBe(join(program, ".rollcall", "emulator.jsonl"));
    writeFileSync(join(folder, name), "");
    expect([projectFolder(program), defaultDataFile(program)]).toEqual([folder, join(folder, ".rollcall", "emulator.jsonl")]);
  },
);
