import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "embedded-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts the one emulator of a process that has not started any. */
async function start(file: string): Promise<unknown> {
  jest.resetModules();
  const { embeddedEmulator } = await import("../../../provider/host/embedded-emulator");
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
  await expect(start(join(folder, "notes", "world.jsonl"))).rejects.toMatchObject({ code: "ERR_DATA_FILE", remedy: expect.stringContaining("rollcall:emulatorData") });
});
