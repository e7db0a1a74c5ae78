import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../../cli/stack/engine";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-engine-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (): Promise<unknown> => openEngine({ PATH: folder })(["version"]);

test("an engine that is not there is told apart from one that cannot be run", async () => {
  await expect(run()).rejects.toMatchObject({ code: "ERR_CONFIG", summary: expect.stringContaining("it is not on PATH") });
  writeFileSync(join(folder, "pulumi"), "no program", { mode: 0o644 });
  await expect(run()).rejects.toMatchObject({
    code: "ERR_CONFIG",
    summary: "the pulumi on PATH could not be started (EACCES)",
    remedy: expect.stringMatching(/^Make it a program that you may run/),
  });
});
