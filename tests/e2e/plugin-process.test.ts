import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { hermeticEnvironment, repository } from "./harness";

test("the plugin says its port, and ends by itself when the engine that holds its stdin is gone", async () => {
  const command = join(repository, "bin", "pulumi-resource-rollcall");
  const child = spawn(process.execPath, [command, "127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"], env: hermeticEnvironment() });
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  expect(Number(port)).toBeGreaterThan(0);
  const exited = once(child, "exit");
  child.stdin.end();
  expect(await exited).toEqual([0, null]);
});
