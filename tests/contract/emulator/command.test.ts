import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { startEmulator } from "../../../emulator";
import { alibabaCaller } from "./alibaba-client";
import { compiledEmulatorCommand } from "./compiled-command";
import { runToEnd, startProcess } from "./emulator-process";

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-emulator-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("prints one line with everything a program needs, serves, keeps its identity, and ends cleanly", async () => {
  const data = join(folder, "deep", "world.jsonl");
  const first = await startProcess(["--data", data, "--seed", "3"]);
  expect(first.ready).toEqual({
    endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    accessKeyId: expect.stringMatching(/^emulator/),
    accessKeySecret: expect.any(String),
    eiam: {
      instanceId: expect.stringMatching(/^idaas_[a-z0-9]{26}$/),
      rootOrganizationalUnitId: expect.stringMatching(/^ou_[a-z0-9]{26}$/),
    },
    workspace: { projectId: expect.stringMatching(/^[0-9a-f]{32}$/), authToken: expect.any(String) },
    keys: {
      alibaba: expect.objectContaining({ roleArn: expect.stringMatching(/^acs:ram::1\d{15}:role\/rollcall$/) }),
      huawei: expect.objectContaining({ agency: "rollcall", domainId: expect.stringMatching(/^[0-9a-f]{32}$/) }),
      volcengine: expect.objectContaining({ roleTrn: expect.stringMatching(/^trn:iam::21\d{8}:role\/rollcall$/) }),
      oidc: expect.objectContaining({ requestToken: expect.stringMatching(/^emulator-/) }),
    },
  });
  const call = alibabaCaller(first.ready, "eds");
  expect((await call("CreateUsers", { form: { Users: [{ EndUserId: "alice", Phone: "13800000000" }] } })).body).toMatchObject({
    AllSucceed: true,
  });
  expect(await first.end("SIGTERM")).toEqual({ code: 0, signal: null });

  const second = await startProcess(["--data", data]);
  const { endpoint: _old, ...identity } = first.ready;
  expect(second.ready).toMatchObject(identity);
  const { eds } = (await (await fetch(`${second.ready.endpoint}/_rollcall/users`)).json()) as { eds: unknown[] };
  expect(eds).toMatchObject([{ EndUserId: "alice" }]);
  expect(await second.end("SIGINT")).toEqual({ code: 0, signal: null });
});

test("an end signal cuts off a slow answer instead of waiting for it", async () => {
  const running = await startProcess(["--faults", "eds:* slow ms=600000"]);
  const call = alibabaCaller(running.ready, "eds")("GetUsersCount", {});
  const cut = expect(call).rejects.toThrow();
  for (let calls: object = {}; Object.keys(calls).length === 0;)
    calls = (await (await fetch(`${running.ready.endpoint}/_rollcall/calls`)).json()) as object;
  expect(await running.end("SIGTERM")).toEqual({ code: 0, signal: null });
  await cut;
});

test("an embedded emulator does not keep its process", async () => {
  const script = `
    const { startEmulator } = require(${JSON.stringify(join(dirname(compiledEmulatorCommand()), "emulator"))});
    startEmulator({ unref: true, dataFile: ${JSON.stringify(join(folder, "world.jsonl"))} })
      .then(({ endpoint }) => fetch(endpoint + "/_rollcall/users"))
      .then((answer) => answer.json())
      .then((users) => console.log(Object.keys(users).length));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script]);
  expect(stdout).toBe("4\n");
});

test("a port in use is one clear error", async () => {
  const emulator = await startEmulator();
  const { port } = new URL(emulator.endpoint);
  expect(await runToEnd(["--port", port])).toEqual({
    code: 1,
    stdout: "",
    stderr: `error: Port ${port} on 127.0.0.1 is in use. Choose another with --port, or leave --port out to take any free one.\n`,
  });
  await emulator.close();
});

test.each([
  ["a port above 65535", ["--port", "65536"], /--port.*integer from 0 to 65535/],
  ["a latency that is no number", ["--latency", "soon"], /--latency.*integer/],
  ["a negative seed", ["--seed=-1"], /--seed.*integer/],
  [
    "a bad fault",
    ["--faults", "eds:* sloww ms=1"],
    /^error: fault specification, character 7: unknown fault "sloww"; did you mean slow\?\n$/,
  ],
  ["an unknown flag", ["--prot", "1"], /unknown option '--prot'/],
  ["an argument nobody asked for", ["extra"], /too many arguments/],
])("%s is refused", async (_name, flags, message) => {
  const { code, stdout, stderr } = await runToEnd(flags);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("a file that is no data file is refused and left as it is", async () => {
  const file = join(folder, "notes.txt");
  writeFileSync(file, "dear diary\n");
  const { code, stderr } = await runToEnd(["--data", file]);
  expect([code, stderr]).toEqual([
    1,
    `error: emulator data file ${file}: it is not a Rollcall emulator data file. Name another file with --data.\n`,
  ]);
  expect(readFileSync(file, "utf8")).toBe("dear diary\n");
});

// Node's recursive mkdir never ends below /proc. Where there is no such file system there is nothing to try.
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux.each([
  [
    "/proc/rollcall/deep/world.jsonl",
    /^error: emulator data file \/proc\/rollcall\/deep\/world\.jsonl: its folder \/proc\/rollcall cannot be made: .*Name another file with --data\.\n$/,
  ],
  [
    "/proc/self/fd/rollcall/world.jsonl",
    /^error: emulator data file \/proc\/self\/fd\/rollcall\/world\.jsonl: its folder .* cannot be made: /,
  ],
  ["/proc/world.jsonl", /^error: emulator data file \/proc\/world\.jsonl: .*name another file with --data\.\n$/],
  [
    "/sys/rollcall/world.jsonl",
    /^error: emulator data file \/sys\/rollcall\/world\.jsonl: .*(EPERM|EACCES|EROFS).*name another file with --data\.\n$/,
  ],
  [
    "/dev/null/rollcall/world.jsonl",
    /^error: emulator data file \/dev\/null\/rollcall\/world\.jsonl: a part of its path is not a folder \(ENOTDIR\)/,
  ],
])("--data %s ends in one clear error", async (data, message) => {
  const { code, stdout, stderr } = await runToEnd(["--data", data]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each(["--max-users=-1", "--max-users=many"])("%s is refused", async (flag) => {
  expect(await runToEnd([flag])).toMatchObject({ code: 1, stderr: expect.stringMatching(/--max-users.*integer from 0/) });
});

test("what differs between accounts is chosen by flags", async () => {
  const running = await startProcess(["--max-users", "1", "--plain-phones", "--unique-group-names"]);
  const call = alibabaCaller(running.ready, "eds");
  expect((await call("GetUsersCount", {})).body).toMatchObject({ MaxUserNumber: 1 });
  expect(await call("CreateGroup", { query: { GroupName: "Sales" } })).toMatchObject({ status: 400, body: { Code: "ExistedGroupName" } });
  expect(await running.end("SIGTERM")).toEqual({ code: 0, signal: null });
});
