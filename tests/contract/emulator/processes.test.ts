import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { send, signAcs3 } from "./acs3-client";
import { startProcess, type EmulatorProcess } from "./emulator-process";

jest.setTimeout(120_000);

let folder: string;
let data: string;
const running: EmulatorProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-processes-"));
  data = join(folder, "world.jsonl");
});

afterEach(async () => {
  await Promise.all(
    running.splice(0).map(({ child, end }) => (child.exitCode === null && child.signalCode === null ? end("SIGKILL") : undefined)),
  );
  rmSync(folder, { recursive: true });
});

async function start(): Promise<EmulatorProcess> {
  const started = await startProcess(["--data", data]);
  running.push(started);
  return started;
}

function createUser({ ready }: EmulatorProcess, EndUserId: string): Promise<{ body: Record<string, unknown> }> {
  const { accessKeyId, accessKeySecret, endpoint } = ready;
  const form = { "Users.1.EndUserId": EndUserId, "Users.1.Phone": "13800000000", "Users.1.Password": "Canary-Passw0rd" };
  return send(
    endpoint,
    signAcs3({
      accessKeyId,
      accessKeySecret,
      host: new URL(endpoint).host,
      action: "CreateUsers",
      version: "2021-03-08",
      time: Date.now(),
      form,
    }),
  );
}

async function names({ ready }: EmulatorProcess): Promise<string[]> {
  const { eds } = (await (await fetch(`${ready.endpoint}/_rollcall/users`)).json()) as { eds: { EndUserId: string }[] };
  return eds.map(({ EndUserId }) => EndUserId);
}

test("kill -9 loses no acknowledged user, again and again", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const emulator = await start();
    const calls = Array.from({ length: 60 }, async (_, index) => {
      const name = `user_${round}_${index}`;
      await createUser(emulator, name);
      acknowledged.push(name);
      // The kill falls into the middle of what is still under way.
      if (acknowledged.length === (round + 1) * 20) emulator.child.kill("SIGKILL");
    });
    await Promise.allSettled(calls);
  }
  const stored = await names(await start());
  expect(acknowledged.length).toBeGreaterThanOrEqual(80);
  expect(acknowledged.filter((name) => !stored.includes(name))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
  expect(readFileSync(data, "utf8")).not.toContain("Canary-Passw0rd");
});

test("two processes on one file: each name is created once, and both know everybody", async () => {
  const [left, right] = [await start(), await start()];
  expect(left.ready.accessKeyId).toBe(right.ready.accessKeyId);
  const people = Array.from({ length: 40 }, (_, index) => `user_${index}`);
  const answers = await Promise.all(people.flatMap((name) => [createUser(left, name), createUser(right, name)]));
  const created = answers.filter(({ body }) => body["AllSucceed"] === true);
  expect(created).toHaveLength(people.length);
  expect((await names(left)).sort()).toEqual([...people].sort());
  expect(await names(right)).toEqual(await names(left));
  await Promise.all([left.end("SIGTERM"), right.end("SIGTERM")]);
  expect(readdirSync(folder)).toEqual(["world.jsonl"]);
});
